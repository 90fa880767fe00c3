import { get } from './api.js';
import { Component, html } from './html.js';
import { Live } from './live.js';
import { Loading, Trouble, Unreadable, unreadableOf } from './parts.js';

const PACE = 15_000;

/** Items of the API that come page by page, read again from time to time as far as they are shown. */
export class Paged extends Component {
  constructor(props) {
    super(props);
    this.state = { pages: null, wanted: 1 };
    this.live = new Live(
      () => this.load(),
      () => PACE,
    );
  }

  componentDidMount() {
    this.live.start();
  }

  componentWillUnmount() {
    this.live.stop();
  }

  componentDidUpdate({ stamp }) {
    if (stamp !== this.props.stamp) {
      this.live.now();
    }
  }

  async load() {
    try {
      const pages = [];
      do {
        pages.push(await get(this.props.from, { continuation: pages.at(-1)?.continuation }));
      } while (pages.length < this.state.wanted && pages.at(-1).continuation);
      this.setState({ pages, problem: null });
    } catch (problem) {
      this.setState({ problem });
      throw problem;
    }
  }

  more() {
    this.setState({ wanted: this.state.pages.length + 1 }, () => this.live.now());
  }

  render({ each, empty }, { pages, problem }) {
    const items = pages?.flatMap((page) => page.items) ?? [];
    const unreadable = unreadableOf(pages ?? []);
    return html`
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${!pages && !problem && html`<${Loading} />`}
      <${Unreadable} items=${unreadable} />
      ${pages && items.length + unreadable.length === 0 && empty}
      <ul class="messages">
        ${items.map(each)}
      </ul>
      ${
        pages?.at(-1).continuation &&
        html`<button type="button" class="more" onClick=${() => this.more()}>Show more</button>`
      }
    `;
  }
}
