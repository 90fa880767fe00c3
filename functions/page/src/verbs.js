import { html } from './html.js';
import { Icon } from './icons.js';

/** The word for "replay" says what it comes to. */
export function replayWord({ status }) {
  return { CANCELLED: 'Let it go on', RESTORED: 'Make private again' }[status] ?? 'Replay';
}

const ALWAYS = ['replay', 'cancel', 'restore', 'teardown'];

const LOOKS = {
  approve: ['Approve …', 'check', 'primary'],
  reject: ['Reject …', 'cross', 'dangerous'],
  replay: ['Replay …', 'replay', ''],
  cancel: ['Cancel …', 'stop', ''],
  restore: ['Restore …', 'open', ''],
  teardown: ['Tear down …', 'removed', 'dangerous'],
};

/** What can be asked of a setup, as buttons. Approval has its buttons only while it is waited for. */
export function Verbs({ setup, mayOperate, onAsk }) {
  const shown = Object.keys(LOOKS).filter(
    (verb) => ALWAYS.includes(verb) || setup.verbs.includes(verb),
  );
  return html`<div class="buttons verbs" role="group" aria-label="What you can ask">
    ${shown.map((verb) => {
      const [word, icon, look] = LOOKS[verb];
      const possible = setup.verbs.includes(verb);
      return html`<button
        key=${verb}
        type="button"
        class=${look}
        disabled=${!mayOperate || !possible}
        title=${whyNot(mayOperate, possible)}
        onClick=${() => onAsk(verb)}
      >
        <${Icon} name=${icon} />${verb === 'replay' ? `${replayWord(setup)} …` : word}
      </button>`;
    })}
  </div>`;
}

function whyNot(mayOperate, possible) {
  if (!mayOperate) {
    return 'This takes the role "operator".';
  }
  return possible ? null : 'Not as the setup is now.';
}
