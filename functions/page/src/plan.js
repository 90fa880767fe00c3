import { announce } from './announce.js';
import { Problem, post } from './api.js';
import { Confirmation } from './dialogs.js';
import { Forecast } from './forecast.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { nameOf } from './ids.js';
import { Trouble, counted } from './parts.js';
import { go, link } from './route.js';

/** What was typed last; it outlives the view, not the tab. */
let draft = '';

/** Shows what a request would do, and submits it. */
export class Planning extends Component {
  componentDidMount() {
    document.title = 'Plan · Moat';
  }

  edit(text) {
    draft = text;
    this.setState({ forecast: null, problem: null });
  }

  async open(file) {
    if (file) {
      this.edit(await file.text());
    }
  }

  async plan(event) {
    event.preventDefault();
    if (this.state.busy) {
      return;
    }
    this.setState({ busy: true, forecast: null, problem: null });
    try {
      const text = checked(draft);
      const forecast = await post('plans', text);
      this.setState({ forecast: text === draft ? forecast : null });
      announce(`${counted(forecast.writes, 'change')} would be made.`);
    } catch (problem) {
      this.setState({ problem });
    }
    this.setState({ busy: false });
  }

  render({ mayOperate }, { forecast, problem, busy, asking }) {
    const close = () => this.setState({ asking: false });
    return html`
      <div class="title"><h1 tabindex="-1">Plan a request</h1></div>
      <form
        class="card planning"
        onSubmit=${(event) => this.plan(event)}
        onDragOver=${(event) => event.preventDefault()}
        onDrop=${(event) => {
          event.preventDefault();
          this.open(event.dataTransfer.files[0]);
        }}
      >
        <label class="field">
          <span>Setup request</span>
          <textarea
            name="request"
            rows="12"
            spellcheck=${false}
            placeholder=${'{ "schemaVersion": 1, "requestId": "…", … }'}
            aria-describedby="about-request"
            value=${draft}
            onInput=${(event) => this.edit(event.target.value)}
          ></textarea>
          <small id="about-request"
            >Paste it, drop a file here, or open one. Planning writes nothing.</small
          >
        </label>
        <div class="buttons">
          <label class="button">
            <${Icon} name="file" />Open a file
            <input
              class="unseen"
              type="file"
              accept=".json,application/json"
              onChange=${(event) => this.open(event.target.files[0])}
            />
          </label>
          <button type="submit" class="primary" disabled=${busy || !draft.trim()}>
            ${busy && html`<${Icon} name="turning" />`}Show what it would do
          </button>
        </div>
      </form>
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${
        forecast &&
        html`<${Forecast} forecast=${forecast}>
          <button
            type="button"
            class="primary"
            disabled=${!mayOperate}
            title=${mayOperate ? null : 'This takes the role "operator".'}
            onClick=${() => this.setState({ asking: true })}
          >
            Submit the request …
          </button>
        <//>`
      }
      ${asking && html`<${Submit} forecast=${forecast} onClose=${close} />`}
    `;
  }
}

function Submit({ forecast, onClose }) {
  return html`<${Confirmation}
    title="Submit the request?"
    verb="Submit"
    danger=${!forecast.feasible}
    act=${() => post('setups', checked(draft))}
    onDone=${({ setup, acceptedBefore }) => {
      announce(acceptedBefore ? 'It had been accepted before; nothing has changed.' : 'Accepted.');
      go(link(['setups', setup]));
    }}
    onClose=${onClose}
  >
    <p>
      Moat makes the registry <strong>${nameOf(forecast.registry)}</strong> private:
      ${' '}${counted(forecast.writes, 'change')} in Azure, as Azure is now.
    </p>
    ${!forecast.feasible && html`<p><strong>At least one step would be refused.</strong></p>`}
    ${
      forecast.losesAccess.length > 0 &&
      html`<p>
        These lose access when it is locked:${' '}
        ${forecast.losesAccess.map(({ who }) => who).join(', ')}.
      </p>`
    }
  <//>`;
}

function checked(text) {
  try {
    JSON.parse(text);
    return text;
  } catch (failure) {
    throw new Problem({
      title: 'This is not JSON',
      detail: failure.message,
      advice: 'Mend the text; a comma too many or too few is the usual cause.',
    });
  }
}
