import { get, path } from './api.js';
import { Ago } from './clock.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { shorten, subjectOf } from './ids.js';
import { Loading, Trouble, Words } from './parts.js';
import { between, duration, timeOfDay } from './time.js';

const WORTH_TELLING = 1000;
const SUBJECT = 40;

/** What happened to a setup, newest first. */
export class Timeline extends Component {
  constructor(props) {
    super(props);
    this.asked = 0;
    this.state = { lines: null };
  }

  componentDidMount() {
    this.refresh();
  }

  /** A setup that has not changed has no new lines. */
  componentDidUpdate({ setup }) {
    if (JSON.stringify(setup) !== JSON.stringify(this.props.setup)) {
      this.refresh();
    }
  }

  /** Puts new lines before those that are there; too many of them begin the list anew. */
  async refresh() {
    const asked = ++this.asked;
    await this.read(null, (page) => {
      const { lines } = this.state;
      if (asked !== this.asked) {
        return {};
      }
      const known = lines ? page.items.findIndex((line) => same(line, lines[0])) : -1;
      return known < 0
        ? { lines: page.items, continuation: page.continuation }
        : { lines: [...page.items.slice(0, known), ...lines] };
    });
  }

  async more() {
    await this.read(this.state.continuation, (page) => ({
      lines: [...this.state.lines, ...page.items],
      continuation: page.continuation,
    }));
  }

  async read(continuation, next) {
    try {
      const page = await get(path('setups', this.props.setup.id, 'history'), { continuation });
      this.setState({ ...next(page), problem: null });
    } catch (problem) {
      this.setState({ problem });
    }
  }

  render(_, { lines, continuation, problem }) {
    return html`<section class="card" aria-labelledby="history">
      <h2 id="history"><${Icon} name="clock" />History</h2>
      ${problem && html`<${Trouble} problem=${problem} />`}
      ${!lines && !problem && html`<${Loading} />`}
      <ol class="timeline">
        ${lines?.map(
          (line, index) =>
            html`<${Line} key=${keyOf(line)} line=${line} earlier=${lines[index + 1]} />`,
        )}
      </ol>
      ${
        continuation &&
        html`<button type="button" class="more" onClick=${() => this.more()}>
          Show older lines
        </button>`
      }
    </section>`;
  }
}

function Line({ line, earlier }) {
  const gap = earlier ? between(earlier.at, line.at) : 0;
  const begins = !earlier || earlier.generation !== line.generation;
  return html`<li class=${toneOf(line.reason)}>
    <div class="line">
      <div class="what">
        <p>
          <strong>${line.reason}</strong>
          ${' '}<span class="quiet" title=${line.subject}>${inShort(line.subject)}</span>
        </p>
        <small class="figures">${timeOfDay(line.at)} · <${Ago} at=${line.at} /></small>
      </div>
      <p><${Words} text=${line.text} /></p>
    </div>
    ${gap >= WORTH_TELLING && html`<small class="gap figures">${duration(gap)}</small>`}
    ${begins && html`<small class="generation">Generation ${line.generation}</small>`}
  </li>`;
}

/** The reason tells the kind of step already. */
function inShort(name) {
  return shorten(subjectOf({ name, kind: name.split('.')[0] }), SUBJECT);
}

/** The reasons come in pairs, and their endings tell good news from bad. */
function toneOf(reason) {
  if (/^Cannot|Failed$|Drifted$|Contested$|Rejected$/.test(reason)) {
    return 'bad';
  }
  if (/Waiting$|AwaitsApproval$|CalledAgain$|Cancelled$/.test(reason)) {
    return 'wait';
  }
  return /^Setup(Succeeded|Repaired|Checked)|(Created|Updated|Replaced|Repaired|Found)$/.test(
    reason,
  )
    ? 'good'
    : 'off';
}

function same(one, other) {
  return keyOf(one) === keyOf(other);
}

function keyOf({ at, subject, reason, text }) {
  return [at, subject, reason, text].join(' ');
}
