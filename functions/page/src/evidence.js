import { html } from './html.js';
import { Icon } from './icons.js';
import { nameOf } from './ids.js';
import { Words } from './parts.js';

const NOT_PROVED = 'The private path is not proved: ';

/** What proved the private path before public access was cut, or what is missing still. */
export function Evidence({ setup }) {
  const lockdown = setup.steps.find((step) => step.kind === 'lockdown');
  if (!lockdown) {
    return null;
  }
  return html`<section class="card" aria-labelledby="evidence">
    <h2 id="evidence"><${Icon} name="lock" />Proof before the lock</h2>
    ${content(lockdown)}
  </section>`;
}

function content(lockdown) {
  if (lockdown.evidence.length > 0) {
    return html`<${Facts} facts=${lockdown.evidence} />`;
  }
  if (lockdown.waitingFor) {
    const missing = lockdown.waitingFor.replace(NOT_PROVED, '').split('; ');
    return html`<p class="quiet">Missing still; the registry stays reachable as it was.</p>
      <ul class="checklist">
        ${missing.map(
          (each) =>
            html`<li key=${each} class="missing">
              <${Icon} name="circle" /><span><${Words} text=${each} /></span>
            </li>`,
        )}
      </ul>`;
  }
  return html`<p class="quiet">
    Nothing is proved yet. The lockdown looks for itself when all before it is done.
  </p>`;
}

/** Facts with the resources that they were read from. */
export function Facts({ facts }) {
  return html`<ul class="checklist">
    ${facts.map(
      ({ statement, readFrom }) =>
        html`<li key=${statement}>
          <${Icon} name="check" />
          <span
            ><${Words} text=${statement} />
            <small title=${readFrom}>read from ${nameOf(readFrom)}</small></span
          >
        </li>`,
    )}
  </ul>`;
}
