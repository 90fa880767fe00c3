import { Asking } from './asking.js';
import { html } from './html.js';
import { nameOf } from './ids.js';
import { Restore } from './restore.js';
import { isLostRegistry } from './status.js';
import { Teardown } from './teardown.js';
import { replayWord } from './verbs.js';

const DIALOGS = {
  replay: Replay,
  cancel: Cancel,
  approve: Approve,
  reject: Reject,
  restore: Restore,
  teardown: Teardown,
};

/** The dialog that asks before a verb is sent. */
export function VerbDialog({ verb, ...props }) {
  const View = DIALOGS[verb];
  return html`<${View} ...${props} />`;
}

function Replay({ setup, step, ...props }) {
  const steps = step
    ? [step]
    : setup.steps.filter(({ replayable, status }) => replayable && status !== 'NOT_PLANNED');
  const word = step ? 'Replay' : replayWord(setup);
  return html`<${Asking}
    ...${props}
    setup=${setup}
    verb="replay"
    title=${step ? `Replay ${step.name}?` : `${word}: ${nameOf(setup.registry)}`}
    word=${word}
    body=${step ? { steps: [step.name] } : undefined}
  >
    ${!step && setup.status === 'CANCELLED' && html`<p>Moat goes on where it was stopped.</p>`}
    ${
      !step &&
      setup.status === 'RESTORED' &&
      html`<p>
        Every step looks again. Public access is cut when the private path is proved, as the first
        time.
      </p>`
    }
    ${
      steps.length > 0 &&
      html`<p>
          Moat looks at Azure again for the${' '}
          ${steps.length > 1 ? `${steps.length} steps` : 'step'}${' '} below, and writes only what
          is missing or different. The steps after it follow by themselves.
        </p>
        <ul>
          ${steps.map(({ name }) => html`<li key=${name}><code>${name}</code></li>`)}
        </ul>`
    }
    ${
      steps.some(isLostRegistry) &&
      html`<p>
        <strong>The registry is gone.</strong> A replay does not bring its images back: if the
        request has <code>createIfMissing</code>, it makes an empty registry of that name. Recover the
        old one first.
      </p>`
    }
    <p>What stood in the way should be out of it by now; else the step fails again.</p>
  <//>`;
}

function Cancel(props) {
  return html`<${Asking} ...${props} verb="cancel" title="Cancel the work?" word="Cancel the work">
    <p>Moat begins no other change for this setup and no longer looks for drift.</p>
    <p>
      What Azure is doing already goes on in Azure, and what is made stays. Replay lets the setup go
      on.
    </p>
  <//>`;
}

function Approve(props) {
  return html`<${Asking}
    ...${props}
    verb="approve"
    title="Approve the connection?"
    word="Approve the connection"
  >
    <p>
      Moat approves the private endpoint's connection on the registry, and the setup goes on:
      records, proof, lock.
    </p>
  <//>`;
}

function Reject(props) {
  return html`<${Asking}
    ...${props}
    verb="reject"
    title="Reject the connection?"
    word="Reject the connection"
    danger=${true}
    typeName=${nameOf(props.setup.registry)}
  >
    <p>
      The private endpoint's connection is rejected. <strong>Azure never takes that back</strong>:
      to connect after all, the endpoint must be made anew.
    </p>
    <p>The setup does not get its lock; the registry stays reachable as it is.</p>
  <//>`;
}
