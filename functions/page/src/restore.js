import { Asking } from './asking.js';
import { Component, html } from './html.js';
import { nameOf } from './ids.js';

const MOST_MINUTES = 60 * 24 * 30;

/** Asks for how long the registry is to be as it was before. */
export class Restore extends Component {
  constructor(props) {
    super(props);
    this.state = { forGood: false, minutes: 60 };
  }

  render({ setup, ...props }, { forGood, minutes }) {
    const choose = (next) => () => this.setState({ forGood: next });
    return html`<${Asking}
      ...${props}
      setup=${setup}
      verb="restore"
      title="Restore the registry's network settings?"
      word="Restore"
      danger=${true}
      ready=${forGood || (minutes >= 1 && minutes <= MOST_MINUTES)}
      typeName=${nameOf(setup.registry)}
      body=${forGood ? {} : { minutes }}
    >
      <p>
        The registry's network settings become as they were before Moat. If it was open to the
        public then, <strong>it is open to the public again</strong>. Endpoint, records and grants
        stay.
      </p>
      <fieldset>
        <legend>For how long</legend>
        <label>
          <input type="radio" name="length" checked=${!forGood} onChange=${choose(false)} /> for
          <input
            class="minutes"
            type="number"
            aria-label="Minutes"
            min="1"
            max=${MOST_MINUTES}
            value=${minutes}
            disabled=${forGood}
            onInput=${(event) => this.setState({ minutes: event.target.valueAsNumber })}
          />
          minutes; then Moat locks it again by itself
        </label>
        <label>
          <input type="radio" name="length" checked=${forGood} onChange=${choose(true)} /> for good,
          until somebody replays it
        </label>
      </fieldset>
    <//>`;
  }
}
