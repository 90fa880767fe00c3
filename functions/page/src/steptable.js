import { Lasting } from './clock.js';
import { html } from './html.js';
import { Badge, Words } from './parts.js';
import { isBeingWorkedOn, ofStep } from './status.js';

/** The graph for those who would rather read. */
export function StepTable({ steps, onChoose }) {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Table of steps">
    <table class="step-table">
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Status</th>
          <th scope="col">After</th>
          <th scope="col">Took</th>
          <th scope="col">Why it stands or waits</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map((step) => html`<${Row} key=${step.name} step=${step} onChoose=${onChoose} />`)}
      </tbody>
    </table>
  </div>`;
}

function Row({ step, onChoose }) {
  return html`<tr>
    <th scope="row">
      <button type="button" class="as-link" onClick=${() => onChoose(step.name)}>
        ${step.name}
      </button>
    </th>
    <td><${Badge} look=${ofStep(step.status)} /></td>
    <td>${step.prerequisites.join(', ') || '–'}</td>
    <td>${took(step)}</td>
    <td><${Words} text=${step.error?.message ?? step.waitingFor ?? ''} /></td>
  </tr>`;
}

function took(step) {
  const end = isBeingWorkedOn(step) ? null : step.finishedAt;
  return step.startedAt && end !== undefined && step.status !== 'PENDING'
    ? html`<${Lasting} from=${step.startedAt} to=${end} />`
    : '–';
}
