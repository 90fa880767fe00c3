import { get } from './api.js';
import { Ago } from './clock.js';
import { OneDeadLetter } from './deadletter.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { Live } from './live.js';
import { Loading, Trouble } from './parts.js';
import { Paged } from './paged.js';
import { link } from './route.js';

const PACE = 15_000;

/** How many messages each queue could not deliver, those of a queue, or one of them. */
export function DeadLetters(props) {
  const [, queue, sequenceNumber] = props.place.parts;
  if (sequenceNumber) {
    return html`<${OneDeadLetter} ...${props} queue=${queue} sequenceNumber=${sequenceNumber} />`;
  }
  return queue ? html`<${InQueue} queue=${queue} />` : html`<${Queues} />`;
}

class Queues extends Component {
  componentDidMount() {
    document.title = 'Dead letters · Moat';
    this.live = new Live(
      () => this.load(),
      () => PACE,
    );
    this.live.start();
  }

  componentWillUnmount() {
    this.live.stop();
  }

  async load() {
    try {
      this.setState({ ...(await get('dead-letters')), problem: null });
    } catch (problem) {
      this.setState({ problem });
      throw problem;
    }
  }

  render(_, { queues, problem }) {
    const total = queues?.reduce((sum, { count }) => sum + count, 0);
    return html`
      <div class="title">
        <h1 tabindex="-1">Dead letters</h1>
        ${queues && html`<p class="summary">${total ? `${total} in all` : 'There are none'}</p>`}
      </div>
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${!queues && !problem && html`<${Loading} />`}
      <ul class="queues">
        ${queues?.map(
          ({ queue, count, more }) =>
            html`<li key=${queue}>
              <a class=${`card ${count ? 'bad' : 'off'}`} href=${link(['dead-letters', queue])}>
                <${Icon} name=${count ? 'cross' : 'check'} />
                <span>${queue}</span>
                <strong class="figures">${count}${more ? '+' : ''}</strong>
              </a>
            </li>`,
        )}
      </ul>
    `;
  }
}

class InQueue extends Component {
  componentDidMount() {
    document.title = `Dead letters of ${this.props.queue} · Moat`;
  }

  render({ queue }) {
    return html`
      <a class="back" href=${link(['dead-letters'])}><${Icon} name="back" />Dead letters</a>
      <div class="title"><h1 tabindex="-1">${queue}</h1></div>
      <${Paged}
        from=${`dead-letters/${encodeURIComponent(queue)}`}
        empty=${html`<p class="card empty"><${Icon} name="check" />This queue has no dead letters.</p>`}
        each=${(letter) => html`<${Row} key=${letter.sequenceNumber} letter=${letter} />`}
      />
    `;
  }
}

function Row({ letter }) {
  return html`<li class="card">
    <a href=${link(['dead-letters', letter.queue, letter.sequenceNumber])}>${letter.messageId}</a>
    <p><code>${letter.reason ?? 'without a reason'}</code> ${letter.description}</p>
    <small>sent <${Ago} at=${letter.enqueuedAt} />, delivered ${letter.deliveryCount} times</small>
  </li>`;
}
