import { Ago, Lasting, Until } from './clock.js';
import { Drift } from './drift.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { kindInWords, subjectOf } from './ids.js';
import { Advice, Badge, Copy, Fact, ResourceId, Words } from './parts.js';
import { isBeingWorkedOn, ofStep } from './status.js';
import { Facts } from './evidence.js';

const ON_DRIFT = { REPAIR: 'repaired', REPORT: 'reported only', IGNORE: 'ignored' };

/** All that is recorded of a step. */
export class StepDetails extends Component {
  componentDidMount() {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.heading.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'nearest', behavior: still ? 'instant' : 'smooth' });
  }

  render({ step, mayReplay, onReplay, onClose }) {
    return html`<section
      class="details"
      aria-labelledby="step-title"
      ref=${(element) => (this.element = element)}
      onKeyDown=${(event) => event.key === 'Escape' && onClose()}
    >
      <header>
        <h3 id="step-title" tabindex="-1" ref=${(heading) => (this.heading = heading)}>
          ${kindInWords(step.kind)} ${subjectOf(step)}
        </h3>
        <${Badge} look=${ofStep(step.status)} />
        ${
          mayReplay &&
          html`<button type="button" onClick=${onReplay}>
            <${Icon} name="replay" />Replay this step
          </button>`
        }
        <button type="button" class="plain" aria-label="Close the details" onClick=${onClose}>
          <${Icon} name="cross" />
        </button>
      </header>
      ${step.resource && html`<${ResourceId} id=${step.resource} />`}
      ${step.error && html`<${StepError} error=${step.error} />`}
      ${step.advice && html`<${Advice} text=${step.advice} />`}
      ${step.waitingFor && html`<p><strong>Waits for</strong> <${Words} text=${step.waitingFor} /></p>`}
      <dl class="facts">${facts(step)}</dl>
      ${
        step.evidence.length > 0 &&
        html`<h4>Evidence</h4>
          <${Facts} facts=${step.evidence} />`
      }
      <${Outputs} outputs=${step.outputs} />
      ${
        step.drifts.length > 0 &&
        html`<h4>Drift, newest first</h4>
          ${[...step.drifts]
            .reverse()
            .map((drift) => html`<${Drift} key=${drift.foundAt} drift=${drift} step=${step} />`)}`
      }
    </section>`;
  }
}

function StepError({ error }) {
  return html`<div class="callout bad">
    <p><code>${error.code}</code> <${Words} text=${error.message} /></p>
    <${Advice} text=${error.advice} />
  </div>`;
}

function facts(step) {
  const over = !isBeingWorkedOn(step) && step.finishedAt;
  return html`
    <${Fact} name="Name"><code>${step.name}</code><//>
    ${
      step.prerequisites.length > 0 &&
      html`<${Fact} name="After">${step.prerequisites.join(', ')}<//>`
    }
    ${step.startedAt && html`<${Fact} name="Started"><${Ago} at=${step.startedAt} /><//>`}
    ${
      step.startedAt &&
      (over || isBeingWorkedOn(step)) &&
      html`<${Fact} name="Took"><${Lasting} from=${step.startedAt} to=${over || null} /><//>`
    }
    ${step.wakeAt && html`<${Fact} name="Looks again"><${Until} at=${step.wakeAt} /><//>`}
    ${
      step.operation &&
      html`<${Fact} name="Operation in Azure"
        >for <${Lasting} from=${step.operation.startedAt} /><${Copy}
          text=${step.operation.url}
          what="operation URL"
      /><//>`
    }
    <${Fact} name="Changes Azure took">${step.attempt}<//>
    <${Fact} name="Calls">${step.calls.reads} reads, ${step.calls.writes} writes<//>
    <${Fact} name="Made by Moat">${step.createdByMoat ? 'yes' : 'no'}<//>
    ${step.onDrift && html`<${Fact} name="Drift is">${ON_DRIFT[step.onDrift] ?? step.onDrift}<//>`}
    ${
      step.correlationId &&
      html`<${Fact} name="Correlation id"
        ><code class="text">${step.correlationId}</code
        ><${Copy} text=${step.correlationId} what="correlation id"
      /><//>`
    }
  `;
}

function Outputs({ outputs }) {
  const entries = Object.entries(outputs);
  if (entries.length === 0) {
    return null;
  }
  return html`<h4>Outputs</h4>
    <dl class="outputs">
      ${entries.map(
        ([name, value]) =>
          html`<div key=${name}>
            <dt>${name}</dt>
            <dd>
              ${value.startsWith('/') ? html`<${ResourceId} id=${value} />` : html`<code>${value}</code>`}
            </dd>
          </div>`,
      )}
    </dl>`;
}
