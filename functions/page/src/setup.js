import { announce } from './announce.js';
import { get, path } from './api.js';
import { Attention } from './attention.js';
import { StepGraph } from './graph.js';
import { Evidence } from './evidence.js';
import { SetupHeader } from './setupheader.js';
import { Component, html } from './html.js';
import { kindInWords, nameOf, subjectOf } from './ids.js';
import { Live } from './live.js';
import { Code, Loading, Trouble } from './parts.js';
import { link, refine } from './route.js';
import { isActive, ofSetup, ofStep } from './status.js';
import { StepDetails } from './step.js';
import { StepTable } from './steptable.js';
import { Timeline } from './timeline.js';
import { VerbDialog } from './verbdialogs.js';

const SOON = 2000;
const LATER = 10_000;

/** One setup, as it is now. */
export class Setup extends Component {
  constructor(props) {
    super(props);
    this.asked = 0;
    this.live = new Live(
      () => this.load(),
      () => (this.state.setup && isActive(this.state.setup) ? SOON : LATER),
    );
  }

  componentDidMount() {
    document.title = `${this.id()} · Moat`;
    this.live.start();
  }

  componentWillUnmount() {
    this.live.stop();
  }

  id() {
    return this.props.place.parts[1];
  }

  /** What was asked for before the last answer came is old news. */
  async load() {
    const asked = ++this.asked;
    try {
      const setup = await get(path('setups', this.id()));
      if (asked === this.asked) {
        this.show(setup);
      }
    } catch (problem) {
      this.setState({ problem });
      throw problem;
    }
  }

  /** Shows a newer state, and says what has changed to those who cannot see it. */
  show(setup) {
    const before = this.state.setup;
    this.setState({ setup, problem: null });
    if (before) {
      changes(before, setup).forEach(announce);
    }
  }

  /** Reads the setup anew; its version is what a verb needs. */
  async reload() {
    await this.load();
    return this.state.setup.version;
  }

  done(verb, setup) {
    this.asked++;
    this.setState({ asking: null });
    this.show(setup);
    announce(`${verb}: recorded.`);
    this.live.now();
    requestAnimationFrame(catchFocus);
  }

  render({ place, mayOperate }, { setup, problem, asking }) {
    const trouble = problem && html`<${Trouble} problem=${problem} />`;
    if (!setup) {
      return html`<a class="back" href=${link(['setups'])}>Setups</a>
        <h1 tabindex="-1">${this.id()}</h1>
        ${trouble || html`<${Loading} />`}`;
    }
    const ask = (verb, step) => this.setState({ asking: { verb, step } });
    return html`
      ${trouble}
      <${SetupHeader} setup=${setup} mayOperate=${mayOperate} onAsk=${ask} />
      <${Attention} setup=${setup} mayOperate=${mayOperate} onAsk=${ask} />
      ${this.steps(setup, place.query.get('step'), ask)}
      <div class="columns">
        <div>
          <${Evidence} setup=${setup} />
          <section class="card">
            <details>
              <summary><h2>Request</h2></summary>
              <${Code} text=${JSON.stringify(setup.request, null, 2)} label="request" />
            </details>
          </section>
        </div>
        <${Timeline} setup=${setup} />
      </div>
      ${
        asking &&
        html`<${VerbDialog}
          verb=${asking.verb}
          step=${asking.step}
          setup=${setup}
          reload=${() => this.reload()}
          onDone=${(verb, after) => this.done(verb, after)}
          onClose=${() => this.setState({ asking: null })}
        />`
      }
    `;
  }

  steps(setup, chosen, ask) {
    const planned = inTheWork(setup);
    const step = setup.steps.find(({ name }) => name === chosen);
    return html`<section class="card" aria-labelledby="steps">
      <h2 id="steps">Steps</h2>
      <${StepGraph} steps=${planned} chosen=${chosen} onChoose=${choose} />
      <details class="as-table">
        <summary>The same as a table</summary>
        <${StepTable} steps=${setup.steps} onChoose=${choose} />
      </details>
      ${
        step &&
        html`<${StepDetails}
          key=${step.name}
          step=${step}
          mayReplay=${this.props.mayOperate && step.replayable}
          onReplay=${() => ask('replay', step)}
          onClose=${() => close(step)}
        />`
      }
    </section>`;
  }
}

/** The steps that the setup works on now. A reversal leaves others alone: those have no edges. */
function inTheWork({ steps, reversal }) {
  const planned = steps.filter((step) => step.status !== 'NOT_PLANNED');
  if (!reversal) {
    return planned;
  }
  const linked = new Set(
    planned.flatMap(({ name, prerequisites }) =>
      prerequisites.length ? [name, ...prerequisites] : [],
    ),
  );
  return planned.filter((step, index) => index === 0 || linked.has(step.name));
}

/** The button that had the focus may be gone with what was wrong. */
function catchFocus() {
  if (document.activeElement === document.body) {
    document.querySelector('h1')?.focus();
  }
}

function choose(name) {
  refine({ step: name });
}

function close(step) {
  refine({});
  document.querySelector(`[data-step="${CSS.escape(step.name)}"]`)?.focus();
}

function changes(before, after) {
  const was = new Map(before.steps.map((step) => [step.name, step.status]));
  const steps = after.steps
    .filter((step) => was.get(step.name) !== step.status)
    .map((step) => `${kindInWords(step.kind)} ${subjectOf(step)}: ${ofStep(step.status).word}`);
  return before.status === after.status
    ? steps
    : [...steps, `${nameOf(after.registry)}: ${ofSetup(after.status).word}`];
}
