import { Problem, didYouMean } from '../problem.js';
import { FUNCTIONS, checkArguments, textOf } from './functions.js';
import { Module, Resource } from './references.js';
import { Lambda, Unknown, isObject, lift, shown, typeName } from './values.js';

/**
 * The value of an expression.
 *
 * @param scope what names mean: `lookup(name, at)`, and what functions ask for (see functions.js)
 */
export function evaluate(expression, scope) {
  try {
    return EVALUATE[expression.kind](expression, scope);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(error.message, expression.at);
  }
}

const EVALUATE = {
  literal: ({ value }) => value,
  name: ({ name, at }, scope) => scope.lookup(name, at),
  string: (expression, scope) => text(expression.parts.map((part) => (typeof part === 'string' ? part : evaluate(part, scope)))),
  array: ({ items }, scope) => items.map((item) => evaluate(item, scope)),
  object: ({ properties }, scope) => objectOf(properties, scope),
  for: (expression, scope) => repeat(expression, scope, (inner) => evaluate(expression.body, inner)),
  ternary,
  binary,
  unary: ({ operator, argument }, scope) => lift([evaluate(argument, scope)], () => `${operator}…`, ([value]) => (operator === '!' ? !boolean(value) : -number(value))),
  member: ({ object, name, safe, at }, scope) => member(evaluate(object, scope), name, safe, at),
  index: ({ object, index, safe, at }, scope) => indexed(evaluate(object, scope), evaluate(index, scope), safe, at),
  nested: ({ object, name }, scope) => evaluate(object, scope).nested(name),
  lambda: ({ parameters, body }, scope) => new Lambda(parameters, (...values) => evaluate(body, within(scope, parameters, values))),
  call,
};

/** The same scope with more names. */
export function within(scope, names, values) {
  const local = new Map(names.map((name, i) => [name, values[i]]));
  return { ...scope, lookup: (name, at) => (local.has(name) ? local.get(name) : scope.lookup(name, at)) };
}

/** What `each` makes of every item that a loop goes over. */
export function repeat({ names, source }, scope, each) {
  const items = evaluate(source, scope);
  if (!Array.isArray(items)) {
    throw new Problem(`a loop goes over an array that is known when the deployment starts, not over ${shown(items)}`, source.at);
  }
  return items.map((item, i) => each(within(scope, names, [item, i])));
}

/** The value of a condition that must be known when the deployment starts. */
export function decide(condition, scope) {
  const value = evaluate(condition, scope);
  if (typeof value !== 'boolean') {
    throw new Problem(`a condition is true or false when the deployment starts, not ${shown(value)}`, condition.at);
  }
  return value;
}

function text(parts) {
  parts.filter((part) => Array.isArray(part) || isObject(part)).forEach((part) => {
    throw new Error(`${shown(part)} cannot stand in a string`);
  });
  return lift(parts, () => parts.map((part) => (part instanceof Unknown ? String(part) : part)).join(''), (known) => known.map(inText).join(''));
}

function inText(value) {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : value === null ? '' : String(value);
}

function objectOf(properties, scope) {
  const result = {};
  for (const { name, value, at } of properties) {
    const key = String(evaluate({ at, ...name }, scope));
    if (key in result) {
      throw new Problem(`property ${key} is there twice`, at);
    }
    result[key] = evaluate(value, scope);
  }
  return result;
}

function ternary({ condition, consequence, alternative }, scope) {
  const value = evaluate(condition, scope);
  if (value instanceof Unknown && value.value === undefined) {
    return new Unknown(`${value.text} ? … : …`, { early: value.early });
  }
  const chosen = boolean(value instanceof Unknown ? value.value : value) ? consequence : alternative;
  return value instanceof Unknown ? lift([value, evaluate(chosen, scope)], () => `${value.text} ? … : …`, ([, result]) => result) : evaluate(chosen, scope);
}

const OPERATORS = {
  '==': equal,
  '!=': (a, b) => !equal(a, b),
  '=~': (a, b) => string(a).toLowerCase() === string(b).toLowerCase(),
  '!~': (a, b) => string(a).toLowerCase() !== string(b).toLowerCase(),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '+': (a, b) => number(a) + number(b),
  '-': (a, b) => number(a) - number(b),
  '*': (a, b) => number(a) * number(b),
  '/': (a, b) => Math.trunc(number(a) / number(b)),
  '%': (a, b) => number(a) % number(b),
};

function binary({ operator, left, right }, scope) {
  const first = evaluate(left, scope);
  if (operator === '??') {
    return first instanceof Unknown ? lift([first], () => `${first.text} ?? …`, ([value]) => value ?? evaluate(right, scope)) : first ?? evaluate(right, scope);
  }
  if (operator === '&&' || operator === '||') {
    const decisive = operator === '||';
    return first === decisive ? decisive : lift([first, evaluate(right, scope)], () => `… ${operator} …`, ([a, b]) => (decisive ? boolean(a) || boolean(b) : boolean(a) && boolean(b)));
  }
  const second = evaluate(right, scope);
  return lift([first, second], () => `${textOf(first)} ${operator} ${textOf(second)}`, ([a, b]) => OPERATORS[operator](a, b));
}

function equal(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

function boolean(value) {
  return of('boolean', 'bool', value);
}

function number(value) {
  return of('number', 'int', value);
}

function string(value) {
  return of('string', 'string', value);
}

function of(type, name, value) {
  if (typeof value !== type) {
    throw new Error(`${shown(value)} is ${typeName(value)}, not ${name}`);
  }
  return value;
}

/** `value.name`, or `value.?name` where `safe`. */
function member(value, name, safe, at) {
  if (value instanceof Resource || value instanceof Module) {
    return safe && value.deployed === false ? null : value.member(name, at);
  }
  if (value instanceof Unknown) {
    const known = value.value === undefined ? undefined : member(value.value, name, safe, at);
    return new Unknown(`${value.text}.${name}`, { early: value.early, value: known, path: value.path && value.path.into(name, at) });
  }
  if (safe && value === null) {
    return null;
  }
  if (!isObject(value)) {
    throw new Error(`${shown(value)} has no property ${name}`);
  }
  if (!(name in value)) {
    if (safe) {
      return null;
    }
    throw new Error(`no property ${name}${didYouMean(name, Object.keys(value))}`);
  }
  return value[name];
}

function indexed(value, index, safe, at) {
  if (typeof index === 'string') {
    return member(value, index, safe, at);
  }
  return value instanceof Unknown
    ? lift([value, index], () => `${value.text}[${textOf(index)}]`, ([items, i]) => item(items, i, safe))
    : item(value, index, safe);
}

function item(items, index, safe) {
  if (!Array.isArray(items) || !Number.isInteger(index)) {
    throw new Error(`${shown(items)} has no item ${shown(index)}`);
  }
  if (index >= items.length && !safe) {
    throw new Error(`there is no item ${index} among ${items.length}`);
  }
  return items[index] ?? null;
}

function call({ object, name, args, at }, scope) {
  if (object && !(object.kind === 'name' && (object.name === 'az' || object.name === 'sys'))) {
    const owner = evaluate(object, scope);
    return new Unknown(`${owner.symbol ?? owner}.${name}()`);
  }
  if (!(name in FUNCTIONS)) {
    throw new Problem(`unknown function ${name}${didYouMean(name, Object.keys(FUNCTIONS))}`, at);
  }
  const values = args.map((arg) => evaluate(arg, scope));
  checkArguments(name, values);
  return FUNCTIONS[name].run(values, { ...scope, name });
}
