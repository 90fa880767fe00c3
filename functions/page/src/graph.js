import { Lasting } from './clock.js';
import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { kindInWords, shorten, subjectOf } from './ids.js';
import { arrange } from './layout.js';
import { isBeingWorkedOn, ofStep } from './status.js';

const CHARACTER = 6.2;
const PADDING = 26;

/** The steps as boxes, in layers, with lines from their prerequisites. */
export class StepGraph extends Component {
  componentDidMount() {
    this.observer = new ResizeObserver(([entry]) =>
      this.setState({ width: Math.floor(entry.contentRect.width) }),
    );
    this.observer.observe(this.element);
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  /** The layout is made anew only when the steps or the room have changed, not with each status. */
  layout() {
    const { steps } = this.props;
    const shape = JSON.stringify([this.state.width, steps.map((s) => [s.name, s.prerequisites])]);
    if (shape !== this.shape) {
      this.shape = shape;
      this.arranged = arrange(steps, this.state.width);
    }
    return this.arranged;
  }

  render({ steps, chosen, onChoose }, { width }) {
    return html`<div
      class="graph"
      role="group"
      aria-label="Steps, each after its prerequisites"
      ref=${(element) => (this.element = element)}
    >
      ${width && html`<${Drawing} ...${{ layout: this.layout(), steps, chosen, onChoose }} />`}
    </div>`;
  }
}

function Drawing({ layout, steps, chosen, onChoose }) {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const size = { width: `${layout.width}px`, height: `${layout.height}px` };
  return html`<div class="drawing" style=${size}>
    <svg width=${layout.width} height=${layout.height} aria-hidden="true">
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M1 1 7 4 1 7" />
        </marker>
      </defs>
      ${layout.edges.map(
        ({ from, to, path }) =>
          html`<path
            key=${`${from} ${to}`}
            class=${`edge ${edgeLook(byName.get(from), byName.get(to))}`}
            d=${path}
            marker-end="url(#arrow)"
          />`,
      )}
    </svg>
    ${layout.nodes.map(
      (place) =>
        html`<${Node}
          key=${place.name}
          place=${place}
          step=${byName.get(place.name)}
          chosen=${place.name === chosen}
          onChoose=${onChoose}
        />`,
    )}
  </div>`;
}

function edgeLook(from, to) {
  if (ofStep(from.status).tone !== 'good') {
    return 'ahead';
  }
  return isBeingWorkedOn(to) ? 'moving' : 'done';
}

function Node({ place, step, chosen, onChoose }) {
  const look = ofStep(step.status);
  const position = {
    left: `${place.x}px`,
    top: `${place.y}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
  };
  return html`<button
    type="button"
    class=${`node ${look.tone}`}
    style=${position}
    title=${step.name}
    aria-pressed=${chosen ? 'true' : 'false'}
    data-step=${step.name}
    onClick=${() => onChoose(step.name)}
  >
    <span class="kind">${kindInWords(step.kind)}</span>
    <span class="subject"
      >${shorten(subjectOf(step), Math.floor((place.width - PADDING) / CHARACTER))}</span
    >
    <span class="status">
      <${Icon} name=${look.icon} />${look.word}
      ${
        hasTaken(step) &&
        html`<span class="took"><${Lasting} from=${step.startedAt} to=${endOf(step)} /></span>`
      }
    </span>
  </button>`;
}

/** Whether it can be told how long a step took, or takes until now. */
function hasTaken(step) {
  return step.startedAt && (isBeingWorkedOn(step) || step.finishedAt);
}

/** The end of a step's work; none while it is being worked on. */
function endOf(step) {
  return isBeingWorkedOn(step) ? null : step.finishedAt;
}
