/**
 * A value that nobody knows before the deployment runs: a property that Azure answers, or an output of a module.
 *
 * - `text`: how it came about, for people and for rules
 * - `value`: what it will be, where the check can tell (an output of a local module); only resource bodies may use it
 * - `early`: whether it is known when the file's own deployment starts, as parameters of a module are
 * - `path`: of a resource's property, the resource and the way into it
 */
export class Unknown {
  constructor(text, { value, early = false, path } = {}) {
    Object.assign(this, { text, value, early, path });
  }

  toString() {
    return `\${${this.text}}`;
  }
}

/** A function that is written in the template: `x => …`. */
export class Lambda {
  constructor(parameters, apply) {
    this.parameters = parameters;
    this.apply = apply;
  }
}

export function isObject(value) {
  return value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}

/** Everything unknown in a value, at any depth. */
export function unknownsIn(value) {
  if (value instanceof Unknown) {
    return [value];
  }
  if (Array.isArray(value) || isObject(value)) {
    return Object.values(value).flatMap(unknownsIn);
  }
  return [];
}

/** A value with all that the check can tell put in place of what the deployment cannot know yet. */
export function resolved(value) {
  if (value instanceof Unknown) {
    return value.value === undefined ? value : resolved(value.value);
  }
  if (Array.isArray(value)) {
    return value.map(resolved);
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item)]));
  }
  return value;
}

/** What a module's own deployment knows of a value that it is given: everything is known by then. */
export function given(value) {
  if (value instanceof Unknown) {
    return value.value === undefined ? new Unknown(value.text, { early: true }) : given(value.value);
  }
  if (Array.isArray(value)) {
    return value.map(given);
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, given(item)]));
  }
  return value;
}

/** `compute` of the values; where some are unknown, the result is, and says `text`. */
export function lift(values, text, compute) {
  const unknowns = unknownsIn(values);
  if (unknowns.length === 0) {
    return compute(values);
  }
  const early = unknowns.every((unknown) => unknown.early);
  const known = resolved(values);
  return new Unknown(text(), { early, value: unknownsIn(known).length === 0 ? compute(known) : undefined });
}

/** A value as people read it in a message. */
export function shown(value) {
  if (value instanceof Unknown) {
    return String(value);
  }
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(resolved(value), (key, item) => (item instanceof Unknown ? String(item) : item));
}

/** The word for a value's type in Bicep. */
export function typeName(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'int';
  return { string: 'string', boolean: 'bool', object: 'object' }[typeof value] ?? typeof value;
}
