import { line } from './lines.js';

const GAP = 30;
const NODE_GAP = 10;
const GUTTER = 14;
const HEIGHT = 72;
const NARROWEST = 128;
const WIDEST = 196;

/** Steps in rows, for narrow screens. A layer that is too wide takes several rows. */
export function inRows(layers, edges, width) {
  const room = width - 2 * GUTTER;
  const columns = Math.max(1, Math.floor((room + NODE_GAP) / (NARROWEST + NODE_GAP)));
  const rows = rowsOf(layers, edges, columns);
  const share = (room - (columns - 1) * NODE_GAP) / columns;
  const places = new Map(
    rows.flatMap((names, row) =>
      placesIn(names, row, width, Math.min(WIDEST, names.length === 1 ? room : share)),
    ),
  );
  return {
    width,
    height: rows.length * (HEIGHT + GAP) - GAP,
    nodes: [...places.values()],
    edges: edges.map((edge) => ({ ...edge, path: path(places, edge, width) })),
  };
}

function rowsOf(layers, edges, columns) {
  const rows = [];
  for (let layer = 0; layer <= Math.max(0, ...layers.values()); layer++) {
    const names = [...layers.keys()].filter((name) => layers.get(name) === layer);
    const sorted = sortedByPrerequisites(names, edges, rows);
    for (let start = 0; start < sorted.length; start += columns) {
      rows.push(sorted.slice(start, start + columns));
    }
  }
  return rows;
}

/** What comes after the same step stands together, under it where it can. */
function sortedByPrerequisites(names, edges, rows) {
  const order = new Map(rows.flat().map((name, index) => [name, index]));
  const mean = (name) => {
    const before = edges.filter(({ to }) => to === name).map(({ from }) => order.get(from) ?? 0);
    return before.reduce((sum, each) => sum + each, 0) / Math.max(1, before.length);
  };
  return [...names].sort((one, other) => mean(one) - mean(other));
}

function placesIn(names, row, width, size) {
  const taken = names.length * size + (names.length - 1) * NODE_GAP;
  return names.map((name, index) => {
    const x = (width - taken) / 2 + index * (size + NODE_GAP);
    const y = row * (HEIGHT + GAP);
    return [name, { name, row, x, y, width: size, height: HEIGHT }];
  });
}

/** A line to the next row is direct; one that goes further takes the gutter on its side. */
function path(places, { from, to }, width) {
  const [source, target] = [places.get(from), places.get(to)];
  const start = { x: source.x + source.width / 2, y: source.y + HEIGHT };
  const end = { x: target.x + target.width / 2, y: target.y };
  if (target.row - source.row === 1) {
    return line('down', [start, end]);
  }
  const left = start.x + end.x < width;
  const gutter = left ? GUTTER / 2 : width - GUTTER / 2;
  return line('down', [start, { x: gutter, y: start.y + GAP }, { x: gutter, y: end.y - GAP }, end]);
}
