import { inColumns } from './columns.js';
import { inRows } from './rows.js';

/**
 * Where to draw the steps and the lines from their prerequisites: in columns from left to right, or
 * in rows from top to bottom where there is no room for that. A step is one layer after its last
 * prerequisite.
 *
 * @param steps each with `name` and `prerequisites`
 * @param width how much room there is, in pixels
 */
export function arrange(steps, width) {
  const layers = layersOf(steps);
  const edges = withoutDetours(edgesOf(steps));
  return inColumns(layers, edges, width) ?? inRows(layers, edges, width);
}

/** The layer of each step, by its name. */
export function layersOf(steps) {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const layers = new Map();
  const layerOf = (name) => {
    if (!layers.has(name)) {
      const before = byName.get(name).prerequisites.filter((each) => byName.has(each));
      layers.set(name, Math.max(-1, ...before.map(layerOf)) + 1);
    }
    return layers.get(name);
  };
  steps.forEach((step) => layerOf(step.name));
  return layers;
}

/** An edge whose ends other edges connect as well says nothing new. */
export function withoutDetours(edges) {
  const after = new Map();
  edges.forEach(({ from, to }) => after.set(from, [...(after.get(from) ?? []), to]));
  const reaches = (from, to) =>
    (after.get(from) ?? []).some((next) => next === to || reaches(next, to));
  return edges.filter(
    ({ from, to }) => !after.get(from).some((next) => next !== to && reaches(next, to)),
  );
}

function edgesOf(steps) {
  const names = new Set(steps.map((step) => step.name));
  return steps.flatMap((step) =>
    step.prerequisites.filter((each) => names.has(each)).map((from) => ({ from, to: step.name })),
  );
}
