import { Component, html } from './html.js';
import { SECOND, ago, duration, moment } from './time.js';

const ticking = new Set();

setInterval(() => {
  if (!document.hidden) {
    ticking.forEach((component) => component.forceUpdate());
  }
}, SECOND);

/** What is drawn anew every second, by itself. */
class Ticking extends Component {
  componentDidMount() {
    ticking.add(this);
  }

  componentWillUnmount() {
    ticking.delete(this);
  }
}

/** How long ago something was. */
export class Ago extends Ticking {
  render({ at }) {
    return html`<time datetime=${at} title=${moment(at)}>${ago(at, Date.now())}</time>`;
  }
}

/** How long something takes; it runs on while there is no end. */
export class Lasting extends Ticking {
  render({ from, to }) {
    const end = to ? Date.parse(to) : Date.now();
    return html`<span class="figures">${duration(end - Date.parse(from))}</span>`;
  }
}

/** How long it is until something comes. */
export class Until extends Ticking {
  render({ at }) {
    const left = Date.parse(at) - Date.now();
    const words = left > 0 ? `in ${duration(Math.ceil(left / SECOND) * SECOND)}` : 'any moment';
    return html`<time class="figures" datetime=${at} title=${moment(at)}>${words}</time>`;
  }
}
