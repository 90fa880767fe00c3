import { announce } from './announce.js';
import { discard, get, path, post } from './api.js';
import { Ago } from './clock.js';
import { Confirmation } from './dialogs.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { Copy, Fact, Loading, MessageButtons, Trouble, laidOut } from './parts.js';
import { Paged } from './paged.js';
import { go, link } from './route.js';

const HOME = 'rejected-requests';

/** The requests that could not become setups, or one of them. */
export function Rejected(props) {
  const id = props.place.parts[1];
  return id ? html`<${OneRejected} ...${props} id=${id} />` : html`<${AllRejected} />`;
}

class AllRejected extends Component {
  componentDidMount() {
    document.title = 'Rejected requests · Moat';
  }

  render() {
    return html`
      <div class="title"><h1 tabindex="-1">Rejected requests</h1></div>
      <${Paged}
        from=${HOME}
        empty=${html`<p class="card empty"><${Icon} name="check" />Every request could become a setup.</p>`}
        each=${(request) => html`<${Row} key=${request.id} request=${request} />`}
      />
    `;
  }
}

function Row({ request }) {
  return html`<li class="card">
    <a href=${link(['rejected', request.id])}>${request.requestId ?? 'without a request id'}</a>
    <p class="preformatted">${request.detail}</p>
    <small><${Ago} at=${request.at} /></small>
  </li>`;
}

class OneRejected extends Component {
  constructor(props) {
    super(props);
    this.state = {};
  }

  async componentDidMount() {
    document.title = 'Rejected request · Moat';
    try {
      const request = await get(path(HOME, this.props.id));
      this.setState({ request, text: laidOut(request.body ?? '') });
    } catch (problem) {
      this.setState({ problem });
    }
  }

  render({ id, mayOperate }, { request, text, problem, asking }) {
    const close = () => this.setState({ asking: null });
    return html`
      <a class="back" href=${link(['rejected'])}><${Icon} name="back" />Rejected requests</a>
      <div class="title"><h1 tabindex="-1">${request?.requestId ?? 'Rejected request'}</h1></div>
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${!request && !problem && html`<${Loading} />`}
      ${
        request &&
        html`<section class="card">
          <dl class="facts">
            <${Fact} name="Reason"><code>${request.reason}</code><//>
            <${Fact} name="Rejected"><${Ago} at=${request.at} /><//>
          </dl>
          <p class="preformatted">${request.detail}</p>
          <label class="field">
            <span>What was posted; mend it here before you post it again</span>
            <textarea
              name="body"
              rows="18"
              spellcheck=${false}
              value=${text}
              onInput=${(event) => this.setState({ text: event.target.value })}
            ></textarea>
          </label>
          <${MessageButtons}
            again="Post it again …"
            mayOperate=${mayOperate}
            onAsk=${(asking) => this.setState({ asking })}
          >
            <${Copy} text=${text} what="request" />
          <//>
        </section>`
      }
      ${asking === 'replay' && html`<${Replay} id=${id} request=${request} text=${text} onClose=${close} />`}
      ${asking === 'discard' && html`<${Discard} id=${id} onClose=${close} />`}
    `;
  }
}

function Replay({ id, request, text, onClose }) {
  const mended = text !== laidOut(request.body ?? '');
  return html`<${Confirmation}
    title="Post the request again?"
    verb="Post it"
    act=${() => post(path(HOME, id, 'replay'), mended ? text : undefined)}
    onDone=${() => leave('Posted.')}
    onClose=${onClose}
  >
    <p>
      ${mended ? 'It is posted as you have mended it.' : 'It is posted as it was.'} If it is wrong
      still, it is rejected anew.
    </p>
  <//>`;
}

function Discard({ id, onClose }) {
  return html`<${Confirmation}
    title="Discard the request?"
    verb="Discard it"
    danger=${true}
    act=${() => discard(path(HOME, id))}
    onDone=${() => leave('Discarded.')}
    onClose=${onClose}
  >
    <p>Its text is gone for good. Nothing is told to whoever posted it.</p>
  <//>`;
}

function leave(words) {
  announce(words);
  go(link(['rejected']));
}
