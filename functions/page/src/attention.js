import { Until } from './clock.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { kindInWords, subjectOf } from './ids.js';
import { Drift } from './drift.js';
import { Advice, Words } from './parts.js';
import { refine } from './route.js';
import { driftOf, needsSomebody, ofStep } from './status.js';

/** What stands still until somebody does something, and what is being waited for. */
export function Attention({ setup, mayOperate, onAsk }) {
  const standing = setup.steps.filter(needsSomebody);
  const waiting = setup.steps.filter((step) => step.status === 'PARKED' && step.waitingFor);
  return html`
    ${
      standing.length > 0 &&
      html`<section aria-label="What needs you" class="attention">
        ${standing.map(
          (step) =>
            html`<${Standing}
              key=${step.name}
              step=${step}
              mayReplay=${mayOperate && step.replayable}
              onReplay=${() => onAsk('replay', step)}
            />`,
        )}
      </section>`
    }
    ${
      waiting.length > 0 &&
      html`<section aria-label="What is being waited for" class="callout busy">
        <ul>
          ${waiting.map((step) => html`<${Waiting} key=${step.name} step=${step} />`)}
        </ul>
      </section>`
    }
  `;
}

function Standing({ step, mayReplay, onReplay }) {
  const look = ofStep(step.status);
  const drift = driftOf(step);
  const advice = step.error?.advice ?? step.advice;
  return html`<article class=${`callout ${look.tone}`}>
    <h2>
      <${Icon} name=${look.icon} />${kindInWords(step.kind)} ${subjectOf(step)}
      <small>${look.word}${step.error && html` · <code>${step.error.code}</code>`}</small>
    </h2>
    ${step.error && html`<p><${Words} text=${step.error.message} /></p>`}
    ${drift && html`<${Drift} drift=${drift} step=${step} />`}
    ${!step.error && step.waitingFor && html`<p><${Words} text=${step.waitingFor} /></p>`}
    ${advice && html`<${Advice} text=${advice} />`}
    <div class="buttons">
      ${
        mayReplay &&
        html`<button type="button" class="primary" onClick=${onReplay}>
          <${Icon} name="replay" />Replay this step
        </button>`
      }
      <button type="button" onClick=${() => refine({ step: step.name })}>Details</button>
    </div>
  </article>`;
}

function Waiting({ step }) {
  const drift = driftOf(step);
  return html`<li>
    <${Icon} name="clock" />
    <strong>${kindInWords(step.kind)} ${subjectOf(step)}</strong>
    ${isSentence(step.waitingFor) ? ' waits: ' : ' waits for '}<${Words} text=${step.waitingFor} />
    ${step.wakeAt && html`<span class="quiet"> · looks again <${Until} at=${step.wakeAt} /></span>`}
    ${drift && html`<${Drift} drift=${drift} step=${step} />`}
  </li>`;
}

/** What is waited for is a thing, or told in a sentence that names it. */
function isSentence(text) {
  return text.startsWith('The ');
}
