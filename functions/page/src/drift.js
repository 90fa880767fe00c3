import { Ago } from './clock.js';
import { html } from './html.js';
import { Copy, ResourceId } from './parts.js';
import { driftOf } from './status.js';

const LEFT = {
  REPORTED: 'Moat left it as it is.',
  CONTESTED: 'It was undone too often: Moat no longer repairs it.',
};

/** A drift of a step: what differs, who caused it, and what was done about it. */
export function Drift({ drift, step }) {
  return html`<div class="drift">
    <${Differences} differences=${drift.differences} />
    <p>
      ${drift.cause ? html`<${Cause} cause=${drift.cause} />` : 'No event tells who did it.'}
      ${' '}Found <${Ago} at=${drift.foundAt} />. ${responseTo(drift, step)}
    </p>
  </div>`;
}

/** A drift with which a step has failed is told by its error. */
function responseTo(drift, step) {
  const isCurrent = drift === driftOf(step);
  if (isCurrent && step.status === 'FAILED') {
    return '';
  }
  if (drift.response === 'REPAIRED') {
    return isCurrent ? 'Moat repairs it.' : repairOf(drift, step);
  }
  return LEFT[drift.response];
}

/** What became of the last repair is known only when the step has succeeded. */
function repairOf(drift, step) {
  const isOver = step.status === 'SUCCEEDED' || drift !== step.drifts.at(-1);
  return isOver ? 'Moat repaired it.' : 'Moat set out to repair it.';
}

/** Fields that are not as asked. */
export function Differences({ differences }) {
  if (differences.length === 0) {
    return null;
  }
  return html`<div class="wide">
    <table class="differences">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Asked for</th>
          <th scope="col">In Azure</th>
        </tr>
      </thead>
      <tbody>
        ${differences.map(
          ({ field, expected, found }) =>
            html`<tr key=${field}>
              <th scope="row"><code>${field}</code></th>
              <td data-label="Asked for"><code>${expected}</code></td>
              <td data-label="In Azure"><code>${found}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function Cause({ cause }) {
  const { name, objectId, appId } = cause.actor;
  return html`
    <strong>${name ?? objectId ?? appId ?? 'Somebody'}</strong>
    ${' did '}<code>${cause.operation}</code>${' '}<${Ago} at=${cause.at} />
    ${objectId && name && html`, object id <code>${objectId}</code>`}
    ${appId && html`, with application <code>${appId}</code>`}.
    ${' Correlation id '}<code>${cause.correlationId}</code>
    <${Copy} text=${cause.correlationId} what="correlation id" />
    <${ResourceId} id=${cause.resource} />
  `;
}
