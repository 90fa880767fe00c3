/** Something that is wrong in a file, where it is wrong. Lines and columns count from one. */
export class Problem extends Error {
  constructor(message, at) {
    super(message);
    this.file = at?.file;
    this.line = at?.line;
    this.column = at?.column;
  }

  toString() {
    const place = [this.file, this.line, this.column].filter((part) => part !== undefined).join(':');
    return place ? `${place}: ${this.message}` : this.message;
  }
}

/** What somebody who wrote `name` may have meant, as the end of a sentence: "; did you mean x?", or "". */
export function didYouMean(name, candidates) {
  const near = [...candidates]
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 4)))
    .sort((a, b) => a.distance - b.distance);
  return near.length > 0 ? `; did you mean ${near[0].candidate}?` : '';
}

/** The number of letters to insert, delete or replace (Levenshtein). */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
