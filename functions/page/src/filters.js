import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { refine } from './route.js';
import { SETUP_STATUSES, ofSetup } from './status.js';
import { DAY, HOUR, before } from './time.js';

const AGES = {
  '': ['of any age', null],
  '1h': ['of the last hour', HOUR],
  '1d': ['of the last day', DAY],
  '7d': ['of the last 7 days', 7 * DAY],
  '30d': ['of the last 30 days', 30 * DAY],
  'over-1d': ['older than a day', DAY],
  'over-7d': ['older than 7 days', 7 * DAY],
  'over-30d': ['older than 30 days', 30 * DAY],
};

/** The filters of the URL as the API takes them. */
export function asQuery(query) {
  const age = query.get('age') ?? '';
  const length = AGES[age]?.[1];
  const moment = length ? before(Date.now(), length) : null;
  return {
    status: query.get('status'),
    registry: query.get('registry')?.trim(),
    acceptedBefore: age.startsWith('over-') ? moment : null,
    acceptedAfter: age.startsWith('over-') ? null : moment,
  };
}

/** Which setups are wanted; it stands in the URL. */
export class Filters extends Component {
  change(filter) {
    refine({ ...Object.fromEntries(this.props.query), ...filter });
  }

  toggle(status) {
    const chosen = statuses(this.props.query);
    const next = chosen.includes(status)
      ? chosen.filter((each) => each !== status)
      : [...chosen, status];
    this.change({ status: next.join(',') });
  }

  render({ query }) {
    return html`<search class="filters" aria-label="Filters">
      <div class="chips" role="group" aria-label="Status">
        ${SETUP_STATUSES.map(
          (status) =>
            html`<${Chip}
              key=${status}
              look=${ofSetup(status)}
              pressed=${statuses(query).includes(status)}
              onClick=${() => this.toggle(status)}
            />`,
        )}
      </div>
      <div class="fields">
        <input
          type="search"
          name="registry"
          aria-label="Registry"
          placeholder="Registry"
          maxlength="500"
          value=${query.get('registry') ?? ''}
          onInput=${(event) => this.change({ registry: event.target.value })}
        />
        <select
          name="age"
          aria-label="Age"
          value=${query.get('age') ?? ''}
          onChange=${(event) => this.change({ age: event.target.value })}
        >
          ${Object.entries(AGES).map(
            ([age, [words]]) => html`<option key=${age} value=${age}>${words}</option>`,
          )}
        </select>
      </div>
    </search>`;
  }
}

function Chip({ look, pressed, onClick }) {
  return html`<button
    type="button"
    class=${`chip ${look.tone}`}
    aria-pressed=${pressed ? 'true' : 'false'}
    onClick=${onClick}
  >
    <${Icon} name=${look.icon} />${look.word}
  </button>`;
}

function statuses(query) {
  return (query.get('status') ?? '').split(',').filter(Boolean);
}
