import { Differences } from './drift.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { kindInWords, subjectOf } from './ids.js';
import { Advice, Badge, Fact, ResourceId, Words } from './parts.js';
import { link } from './route.js';
import { ofAction } from './status.js';

/** What a request would do. */
export function Forecast({ forecast, children }) {
  const { feasible, writes, calls, setup, steps, addresses, losesAccess, leftInPlace } = forecast;
  return html`<section aria-labelledby="forecast" class="forecast">
    <div class="card">
      <h2 id="forecast">What it would do</h2>
      <p class=${`verdict ${feasible ? 'good' : 'bad'}`}>
        <${Icon} name=${feasible ? 'check' : 'cross'} />${
          feasible ? 'Every step can be done.' : 'At least one step would be refused.'
        }
      </p>
      <dl class="facts">
        <${Fact} name="Changes">${writes}<//>
        <${Fact} name="Looked with">${calls.reads} reads<//>
        <${Fact} name="Setup"><a href=${link(['setups', setup])}>${setup}</a><//>
        <${Fact} name="Addresses">${inWords(addresses)}<//>
      </dl>
      ${
        addresses.warning &&
        html`<p class="callout wait"><${Icon} name="drift" />${addresses.warning}</p>`
      }
      <div class="buttons">${children}</div>
    </div>
    <${LosesAccess} all=${losesAccess} />
    <div class="card">
      <h2>Step by step</h2>
      <ol class="forecast-steps">
        ${steps.map((step) => html`<${Step} key=${step.name} step=${step} />`)}
      </ol>
      ${
        leftInPlace.length > 0 &&
        html`<p>Left in place, because the request no longer has it: ${leftInPlace.join(', ')}.</p>`
      }
    </div>
  </section>`;
}

function inWords({ needed, free }) {
  if (needed === 0) {
    return 'none needed';
  }
  return `${needed} needed${free === undefined ? '' : `, ${free} free`}`;
}

function LosesAccess({ all }) {
  if (all.length === 0) {
    return null;
  }
  return html`<div class="card callout wait">
    <h2><${Icon} name="drift" />Who loses access</h2>
    <ul>
      ${all.map(
        ({ who, why, advice }) =>
          html`<li key=${who}>
            <strong>${who}</strong>: <${Words} text=${why} />${' '}
            <span class="advice"><${Words} text=${advice} /></span>
          </li>`,
      )}
    </ul>
  </div>`;
}

function Step({ step }) {
  return html`<li>
    <${Badge} look=${ofAction(step.action)} />
    <div>
      <strong>${kindInWords(step.kind)} ${subjectOf(step)}</strong>
      <${ResourceId} id=${step.resource} />
      ${step.note && html`<p class="quiet"><${Words} text=${step.note} /></p>`}
      ${
        step.error &&
        html`<p><code>${step.error.code}</code> <${Words} text=${step.error.message} /></p>
          <${Advice} text=${step.error.advice} />`
      }
      <${Differences} differences=${step.differences} />
    </div>
  </li>`;
}
