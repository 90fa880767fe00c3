import { Graph, layout } from './dagre.esm.js';
import { line } from './lines.js';

const GAP = 36;
const NODE_GAP = 14;
const LANE = 12;
const HEIGHT = 72;
const NARROWEST = 124;
const WIDEST = 196;

/** Steps in columns, by a library that keeps lines from crossing; nothing where there is no room. */
export function inColumns(layers, edges, width) {
  const depth = Math.max(0, ...layers.values()) + 1;
  const share = (width - (depth - 1) * GAP) / depth;
  if (share < NARROWEST) {
    return null;
  }
  const size = { width: Math.min(WIDEST, share), height: HEIGHT };
  const graph = arranged(layers, edges, size);
  return {
    width: graph.graph().width,
    height: graph.graph().height,
    nodes: [...layers.keys()].map((name) => ({ name, ...corner(graph.node(name)) })),
    edges: edges.map((edge) => ({ ...edge, path: path(graph, edge) })),
  };
}

function arranged(layers, edges, size) {
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'LR',
    ranksep: GAP,
    nodesep: NODE_GAP,
    edgesep: LANE,
    ranker: (ranked) => rank(ranked, layers),
  });
  layers.forEach((_, name) => graph.setNode(name, { ...size }));
  edges.forEach(({ from, to }) => graph.setEdge(from, to, {}));
  layout(graph);
  return graph;
}

/** The library counts two ranks for a layer: the odd ones are for the labels of edges. */
function rank(graph, layers) {
  graph.nodes().forEach((name) => {
    graph.node(name).rank = 2 * (layers.get(name) ?? -1);
  });
}

function corner({ x, y, width, height }) {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** A line goes straight through the columns on its way, and bends between them. */
function path(graph, { from, to }) {
  const source = graph.node(from);
  const target = graph.node(to);
  const half = source.width / 2;
  const onTheWay = graph
    .edge(from, to)
    .points.slice(1, -1)
    .filter((_, index) => index % 2 === 1)
    .flatMap(({ x, y }) => [
      { x: x - half, y },
      { x: x + half, y },
    ]);
  return line('across', [
    { x: source.x + half, y: source.y },
    ...onTheWay,
    { x: target.x - half, y: target.y },
  ]);
}
