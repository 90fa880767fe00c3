import { announce } from './announce.js';
import { get } from './api.js';
import { Ago } from './clock.js';
import { Filters, asQuery } from './filters.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { groupOf, nameOf, stepInWords } from './ids.js';
import { Live } from './live.js';
import { Badge, Loading, Trouble, Unreadable, counted, unreadableOf } from './parts.js';
import { link } from './route.js';
import { isActive, ofSetup, ofStep } from './status.js';

const SOON = 2000;
const LATER = 10_000;

/** The setups, as they are now. */
export class List extends Component {
  constructor(props) {
    super(props);
    this.state = { pages: [], wanted: 1 };
    this.live = new Live(
      () => this.load(),
      () => (this.items().some(isActive) ? SOON : LATER),
    );
  }

  componentDidMount() {
    document.title = 'Setups · Moat';
    this.live.start();
  }

  componentWillUnmount() {
    this.live.stop();
  }

  componentDidUpdate({ place }) {
    if (place.query.toString() !== this.props.place.query.toString()) {
      this.setState({ wanted: 1 });
      this.live.now();
    }
  }

  items() {
    return this.state.pages.flatMap((page) => page.items);
  }

  /** Reads as many pages as are shown, so that what is shown is as of now. */
  async load() {
    const query = this.props.place.query.toString();
    try {
      const pages = [];
      do {
        const continuation = pages.at(-1)?.continuation;
        pages.push(await get('setups', { ...asQuery(this.props.place.query), continuation }));
      } while (pages.length < this.state.wanted && pages.at(-1).continuation);
      if (query === this.props.place.query.toString()) {
        this.show(pages);
      }
    } catch (problem) {
      this.setState({ problem });
      throw problem;
    }
  }

  show(pages) {
    const before = new Map(this.items().map((setup) => [setup.id, setup.status]));
    pages
      .flatMap((page) => page.items)
      .filter(({ id, status }) => before.has(id) && before.get(id) !== status)
      .forEach((setup) => announce(`${nameOf(setup.registry)}: ${ofSetup(setup.status).word}`));
    this.setState({ pages, loaded: true, problem: null });
  }

  render({ place }, { pages, loaded, problem }) {
    const items = this.items();
    const unreadable = unreadableOf(pages);
    const more = Boolean(pages.at(-1)?.continuation);
    return html`
      <div class="title">
        <h1 tabindex="-1">Setups</h1>
        ${loaded && html`<p class="summary">${summary(items, more)}</p>`}
      </div>
      <${Filters} query=${place.query} />
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${!loaded && !problem && html`<${Loading} />`}
      <${Unreadable} items=${unreadable} />
      ${loaded && items.length + unreadable.length === 0 && html`<${Nothing} filtered=${place.query.size > 0} />`}
      <ul class="setups" aria-label="Setups">
        ${items.map((setup) => html`<${Row} key=${setup.id} setup=${setup} />`)}
      </ul>
      ${
        more &&
        html`<button type="button" class="more" onClick=${() => this.more()}>Show more</button>`
      }
    `;
  }

  more() {
    this.setState({ wanted: this.state.pages.length + 1 }, () => this.live.now());
  }
}

function Row({ setup }) {
  return html`<li class=${`card row ${ofSetup(setup.status).tone}`}>
    <${Badge} look=${ofSetup(setup.status)} />
    <div class="who-it-is">
      <a href=${link(['setups', setup.id])}>${nameOf(setup.registry)}</a>
      <small>${groupOf(setup.registry)}</small>
    </div>
    <${Steps} steps=${setup.steps} />
    <div class="failed">
      ${setup.failedSteps.map((name) => html`<${FailedStep} key=${name} name=${name} />`)}
      ${setup.reversal?.until && html`<span>private again <${Ago} at=${setup.reversal.until} /></span>`}
    </div>
    <small class="when">
      <span>generation ${setup.generation}</span>
      <span>accepted <${Ago} at=${setup.acceptedAt} /></span>
    </small>
  </li>`;
}

function FailedStep({ name }) {
  return html`<p title=${name}>
    <${Icon} name="cross" /><span class="unseen">Needs you: </span>${stepInWords(name)}
  </p>`;
}

/** What is done comes first, what is still to come last. */
function rank(status) {
  return ['good', 'wait', 'busy', 'bad', 'off'].indexOf(ofStep(status).tone);
}

/** How many steps are how far, as a bar and in words. */
function Steps({ steps }) {
  const counts = Object.entries(steps)
    .filter(([status, count]) => count > 0 && status !== 'NOT_PLANNED')
    .sort(([one], [other]) => rank(one) - rank(other));
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const done = ['SUCCEEDED', 'RESTORED', 'REMOVED', 'LEFT']
    .map((status) => steps[status] ?? 0)
    .reduce((sum, count) => sum + count, 0);
  const words = counts.map(([status, count]) => `${count} ${ofStep(status).word.toLowerCase()}`);
  return html`<div class="steps" title=${words.join(', ')}>
    <span class="strip" aria-hidden="true">
      ${counts.map(
        ([status, count]) =>
          html`<span
            key=${status}
            class=${ofStep(status).tone}
            style=${{ flexGrow: count }}
          ></span>`,
      )}
    </span>
    <small>${done} of ${counted(total, 'step')}</small>
  </div>`;
}

function Nothing({ filtered }) {
  return html`<div class="card empty">
    <${Icon} name="lock" />
    <h2>${filtered ? 'No setup is like that' : 'There is no setup yet'}</h2>
    <p>
      ${
        filtered
          ? html`Change the filters, or <a href=${link(['setups'])}>show all setups</a>.`
          : html`<a href=${link(['plan'])}>Plan a request</a> here, or post one to the queue of
              setup requests.`
      }
    </p>
  </div>`;
}

function summary(items, more) {
  const counts = new Map();
  items.forEach(({ status }) => counts.set(status, (counts.get(status) ?? 0) + 1));
  const parts = [...counts].map(
    ([status, count]) => `${count} ${ofSetup(status).word.toLowerCase()}`,
  );
  const total = more ? `The first ${items.length}` : counted(items.length, 'setup');
  return parts.length ? `${total}: ${parts.join(', ')}` : total;
}
