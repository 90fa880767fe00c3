import { Problem, didYouMean } from '../problem.js';
import { evaluate } from './expressions.js';
import { Unknown, isObject, shown, typeName } from './values.js';

const DECORATORS = new Set(['description', 'metadata', 'secure', 'sealed', 'allowed', 'minLength', 'maxLength', 'minValue', 'maxValue', 'batchSize']);

/** What decorators say: name → first argument. */
export function marksOf(decorators) {
  return new Map(decorators.map(({ name, args, at }) => {
    if (!DECORATORS.has(name)) {
      throw new Problem(`unknown decorator ${name}${didYouMean(name, DECORATORS)}`, at);
    }
    return [name, args.length > 0 ? evaluate(args[0], { lookup: constantsOnly }) : true];
  }));
}

function constantsOnly(name, at) {
  throw new Problem(`a decorator takes constants, not ${name}`, at);
}

/**
 * What is wrong with a value of a Bicep type, as sentences that begin with `path`.
 *
 * @param types the named types of the file
 * @param marks the decorators that bound the value, with their evaluated arguments: name → first argument
 */
export function misfits(value, type, types, marks, path) {
  if (value instanceof Unknown) {
    return [];
  }
  return [...ofType(value, type, types, path), ...(value === null ? [] : ofMarks(value, marks, path))];
}

function ofType(value, type, types, path) {
  return CHECK[type.kind](value, type, types, path);
}

const CHECK = {
  primitive: (value, { name }, types, path) => (typeName(value) === name ? [] : [`${path} is ${shown(value)}, not ${name}`]),
  literal: (value, type, types, path) => (value === type.value ? [] : [`${path} is ${shown(value)}, not ${shown(type.value)}`]),
  nullable: (value, { type }, types, path) => (value === null ? [] : ofType(value, type, types, path)),
  named: (value, { name }, types, path) => {
    const declared = types.get(name);
    return declared ? ofType(value, declared, types, path) : [`${path} has the unknown type ${name}${didYouMean(name, types.keys())}`];
  },
  union: (value, { members }, types, path) => {
    const fits = members.some((member) => ofType(value, member, types, path).length === 0);
    return fits ? [] : [`${path} is ${shown(value)}, not one of ${members.map((member) => shown(member.value ?? member.name)).join(', ')}`];
  },
  array: (value, { item }, types, path) => {
    if (!Array.isArray(value)) {
      return [`${path} is ${shown(value)}, not array`];
    }
    return value.flatMap((each, i) => misfits(each, item, types, new Map(), `${path}[${i}]`));
  },
  object: (value, { properties, additional }, types, path) => {
    if (!isObject(value)) {
      return [`${path} is ${shown(value)}, not object`];
    }
    const names = properties.map(({ name }) => name);
    const unknown = Object.keys(value).filter((name) => !names.includes(name));
    return [
      ...properties.flatMap((property) => propertyMisfits(value[property.name], property, types, path)),
      ...unknown.flatMap((name) => (additional
        ? misfits(value[name], additional, types, new Map(), `${path}.${name}`)
        : [`${path}.${name}: no such property${didYouMean(name, names)}`])),
    ];
  },
};

function propertyMisfits(value, { name, type, decorators }, types, path) {
  if (value !== undefined) {
    return misfits(value, type, types, marksOf(decorators), `${path}.${name}`);
  }
  return type.kind === 'nullable' ? [] : [`${path}.${name} is missing`];
}

const BOUNDS = {
  allowed: (value, allowed) => (allowed.some((each) => JSON.stringify(each) === JSON.stringify(value)) ? undefined : `not one of ${allowed.map(shown).join(', ')}`),
  minLength: (value, least) => (value.length >= least ? undefined : `shorter than ${least}`),
  maxLength: (value, most) => (value.length <= most ? undefined : `longer than ${most}`),
  minValue: (value, least) => (value >= least ? undefined : `less than ${least}`),
  maxValue: (value, most) => (value <= most ? undefined : `more than ${most}`),
};

function ofMarks(value, marks, path) {
  return [...marks].flatMap(([name, bound]) => {
    const fault = BOUNDS[name]?.(value, bound);
    return fault ? [`${path} is ${shown(value)}, ${fault}`] : [];
  });
}
