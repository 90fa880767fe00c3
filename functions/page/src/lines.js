/**
 * A smooth line through some points, as a path of SVG. At each point it runs in the direction of
 * the layers.
 *
 * @param direction `across` or `down`
 */
export function line(direction, points) {
  const [first, ...others] = points;
  return others.reduce(
    (path, point, index) => path + curve(direction, points[index], point),
    `M${rounded(first.x, first.y)}`,
  );
}

function curve(direction, from, to) {
  const x = (from.x + to.x) / 2;
  const y = (from.y + to.y) / 2;
  return direction === 'across'
    ? `C${rounded(x, from.y)} ${rounded(x, to.y)} ${rounded(to.x, to.y)}`
    : `C${rounded(from.x, y)} ${rounded(to.x, y)} ${rounded(to.x, to.y)}`;
}

function rounded(x, y) {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
