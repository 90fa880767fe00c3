import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { Trouble } from './parts.js';

/** A dialog over the page. It has the focus while it is there and gives it back when it goes. */
export class Dialog extends Component {
  componentDidMount() {
    this.element.showModal();
  }

  componentWillUnmount() {
    this.element.close();
  }

  render({ title, busy, onClose, children }) {
    return html`<dialog
      ref=${(element) => (this.element = element)}
      aria-labelledby="dialog-title"
      onCancel=${(event) => {
        event.preventDefault();
        busy || onClose();
      }}
    >
      <header>
        <h2 id="dialog-title">${title}</h2>
        <button type="button" class="plain" aria-label="Close" disabled=${busy} onClick=${onClose}>
          <${Icon} name="cross" />
        </button>
      </header>
      ${children}
    </dialog>`;
  }
}

/**
 * Asks before something is done, and does it once. Where it cannot be taken back, the registry's
 * name must be typed.
 */
export class Confirmation extends Component {
  constructor(props) {
    super(props);
    this.state = { typed: '', version: props.version };
  }

  async submit(event) {
    event.preventDefault();
    if (this.sent || !this.isReady()) {
      return;
    }
    this.sent = true;
    this.setState({ busy: true, problem: null });
    try {
      this.props.onDone(await this.props.act(this.state.version));
    } catch (problem) {
      await this.failed(problem);
    }
  }

  async failed(problem) {
    const version = problem.isConflict ? await this.props.reload?.() : this.state.version;
    this.sent = false;
    this.setState({ busy: false, problem, version: version ?? this.state.version });
  }

  isReady() {
    const { typeName, ready = true } = this.props;
    return ready && (!typeName || this.state.typed.trim() === typeName);
  }

  render({ title, verb, danger, typeName, onClose, children }, { typed, busy, problem }) {
    return html`<${Dialog} title=${title} busy=${busy} onClose=${onClose}>
      <form onSubmit=${(event) => this.submit(event)}>
        <div class="words">${children}</div>
        ${
          typeName &&
          html`<label class="field">
            <span>Type <strong>${typeName}</strong> to confirm</span>
            <input
              name="typed"
              autofocus
              autocomplete="off"
              spellcheck=${false}
              value=${typed}
              onInput=${(event) => this.setState({ typed: event.target.value })}
            />
          </label>`
        }
        ${problem && html`<${Trouble} problem=${problem} />`}
        <footer>
          <button type="button" disabled=${busy} onClick=${onClose}>Not now</button>
          <button
            type="submit"
            autofocus=${!typeName}
            class=${danger ? 'dangerous' : 'primary'}
            disabled=${busy || !this.isReady()}
          >
            ${busy && html`<${Icon} name="turning" />`}${verb}
          </button>
        </footer>
      </form>
    <//>`;
  }
}
