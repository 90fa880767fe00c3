import { announce } from './announce.js';
import { discard, get, path, post } from './api.js';
import { Ago } from './clock.js';
import { Confirmation } from './dialogs.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { Code, Copy, Fact, Loading, MessageButtons, Trouble, laidOut } from './parts.js';
import { go, link } from './route.js';

/** A message that could not be handled. */
export class OneDeadLetter extends Component {
  async componentDidMount() {
    document.title = 'Dead letter · Moat';
    try {
      this.setState({ letter: await get(this.path()) });
    } catch (problem) {
      this.setState({ problem });
    }
  }

  path(...more) {
    return path('dead-letters', this.props.queue, this.props.sequenceNumber, ...more);
  }

  render({ queue, mayOperate }, { letter, problem, asking }) {
    return html`
      <a class="back" href=${link(['dead-letters', queue])}><${Icon} name="back" />${queue}</a>
      <div class="title"><h1 tabindex="-1">Dead letter</h1></div>
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${!letter && !problem && html`<${Loading} />`}
      ${
        letter &&
        html`<section class="card">
          <${Facts} letter=${letter} />
          <${Code} text=${laidOut(letter.body ?? '')} label="message" />
          <${MessageButtons}
            again="Send it again …"
            mayOperate=${mayOperate}
            onAsk=${(asking) => this.setState({ asking })}
          />
        </section>`
      }
      ${asking && this.confirmation(asking, queue)}
    `;
  }

  confirmation(asking, queue) {
    const leave = (words) => {
      announce(words);
      go(link(['dead-letters', queue]));
    };
    const onClose = () => this.setState({ asking: null });
    return asking === 'replay'
      ? html`<${Confirmation}
          title="Send the message again?"
          verb="Send it"
          act=${() => post(this.path('replay'))}
          onDone=${() => leave('Sent.')}
          onClose=${onClose}
        >
          <p>It goes to the queue ${queue} as it was. What hindered it should be mended by now.</p>
        <//>`
      : html`<${Confirmation}
          title="Discard the message?"
          verb="Discard it"
          danger=${true}
          act=${() => discard(this.path())}
          onDone=${() => leave('Discarded.')}
          onClose=${onClose}
        >
          <p>The message is gone for good.</p>
        <//>`;
  }
}

function Facts({ letter }) {
  return html`<dl class="facts">
      <${Fact} name="Message id"
        ><code class="text">${letter.messageId}</code
        ><${Copy} text=${letter.messageId} what="message id"
      /><//>
      <${Fact} name="Sent"><${Ago} at=${letter.enqueuedAt} /><//>
      <${Fact} name="Deliveries">${letter.deliveryCount}<//>
      ${letter.reason && html`<${Fact} name="Reason"><code>${letter.reason}</code><//>`}
      ${
        letter.setup &&
        html`<${Fact} name="Setup"
          ><a href=${link(['setups', letter.setup])}>${letter.setup}</a><//
        >`
      }
      ${Object.entries(letter.properties).map(
        ([name, value]) => html`<${Fact} key=${name} name=${name}>${value}<//>`,
      )}
    </dl>
    ${letter.description && html`<p class="preformatted">${letter.description}</p>`}`;
}
