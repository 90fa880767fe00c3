import { didYouMean } from '../problem.js';
import { Unknown, isObject, shown, typeName } from '../evaluate/values.js';
import { ALSO_ON_RESOURCES } from './exceptions.js';

/**
 * Holds resources against the published definitions of their type.
 *
 * A definition names types by text: `int`, `string`, `any`, a literal, a definition's name, `A | B`, and any of these with `[]` behind it.
 */
export class PublishedType {
  constructor(definitions) {
    this.resource = definitions.find(({ $type }) => $type === 'Resource');
    this.definitions = new Map(definitions.filter(({ $type }) => $type === 'Object' || $type === 'DiscriminatedObject').map((definition) => [definition.name, definition]));
    [this.name, this.apiVersion] = this.resource.name.split('@');
  }

  /** What is wrong with the type's name or api-version, as sentences. */
  ofVersion({ type, apiVersion }) {
    return [
      ...(type === this.name ? [] : [`${type} is written ${this.name}`]),
      ...(apiVersion === this.apiVersion ? [] : [`${type}@${apiVersion}: the published types are those of ${this.apiVersion}`]),
    ];
  }

  /** What is wrong with a resource: `{path, message}`. */
  of({ type, body, scope }) {
    return [...this.ofBody(body), ...this.ofScope(type, scope)];
  }

  ofBody(body) {
    return this.ofObject(body, this.resource.bodyType, []);
  }

  ofScope(type, { kind }) {
    const { writableScopes } = this.resource;
    const allowed = writableScopes === 'All'
      || (writableScopes === 'AllExceptExtension' ? kind !== 'Extension' || ALSO_ON_RESOURCES.has(this.name) : writableScopes.split(', ').includes(kind));
    return allowed ? [] : [fault([], `${type} cannot be deployed to the scope ${kind}, only to ${writableScopes}`)];
  }

  ofObject(value, definition, path) {
    if (!isObject(value)) {
      return [fault(path, `is ${shown(value)}, not object`)];
    }
    const { properties, additional, faults } = this.members(value, definition, path);
    return faults ?? [
      ...properties.flatMap((property) => this.ofProperty(value[property.name], property, path)),
      ...this.ofOthers(value, properties, additional, path),
    ];
  }

  /** The properties that an object may have; where its kind decides, those of its kind. */
  members(value, definition, path) {
    if (definition.$type === 'Object') {
      return { properties: definition.properties, additional: definition.additionalPropertiesType };
    }
    const { discriminator, elements, baseProperties } = definition;
    const kinds = elements.map((element) => element.properties.find(({ name }) => name === discriminator).type);
    const kind = value[discriminator];
    const element = elements[kinds.indexOf(kind)];
    if (element) {
      return { properties: [...baseProperties, ...element.properties], additional: element.additionalPropertiesType };
    }
    if (kind instanceof Unknown) {
      return { faults: [] };
    }
    const message = kind === undefined ? 'is missing' : `is ${shown(kind)}, not one of ${kinds.join(', ')}${didYouMean(String(kind), kinds)}`;
    return { faults: [fault([...path, discriminator], message)] };
  }

  ofProperty(value, { name, type, flags = '', modifiers = '' }, path) {
    const here = [...path, name];
    const absent = value === undefined || value === null;
    if (absent) {
      return flags.includes('Required') ? [fault(here, 'is missing')] : [];
    }
    if (flags.includes('ReadOnly')) {
      return [fault(here, 'is read-only: Azure sets it')];
    }
    return [...this.ofType(value, type, here), ...bounds(value, modifiers, here)];
  }

  ofOthers(value, properties, additional, path) {
    const names = properties.map(({ name }) => name);
    const others = Object.keys(value).filter((name) => !names.includes(name));
    const allowed = properties.filter(({ flags = '' }) => !flags.includes('ReadOnly')).map(({ name }) => name);
    return others.flatMap((name) => (additional
      ? this.ofType(value[name], additional, [...path, name])
      : [fault([...path, name], `: no such property${didYouMean(name, allowed)}`)]));
  }

  ofType(value, type, path) {
    if (value instanceof Unknown || type === 'any') {
      return [];
    }
    if (type.endsWith('[]')) {
      return Array.isArray(value)
        ? value.flatMap((item, i) => this.ofType(item, type.slice(0, -2), [...path, String(i)]))
        : [fault(path, `is ${shown(value)}, not array`)];
    }
    if (this.definitions.has(type)) {
      return this.ofObject(value, this.definitions.get(type), path);
    }
    if (PRIMITIVES.has(type)) {
      return typeName(value) === type ? [] : [fault(path, `is ${shown(value)}, not ${type}`)];
    }
    return this.ofLiterals(value, type.split(' | '), path);
  }

  /** Where "string" is among the values, the list is open, and a compiler would let all else pass. Here a value is one of those that are listed. */
  ofLiterals(value, literals, path) {
    const listed = literals.filter((literal) => literal !== 'string');
    return listed.includes(String(value)) ? [] : [fault(path, `is ${shown(value)}, not one of ${listed.join(', ')}${didYouMean(String(value), listed)}`)];
  }

  /** What is wrong with reading a property, as a sentence. Names are followed as far as they are listed. */
  ofPath(names) {
    let definition = this.resource.bodyType;
    for (const [i, name] of names.entries()) {
      if (definition === undefined || definition.$type !== 'Object') {
        return [];
      }
      const property = definition.properties.find((each) => each.name === name);
      if (!property && definition.additionalPropertiesType) {
        return [];
      }
      if (!property) {
        return [`${this.name} has no property ${names.slice(0, i + 1).join('.')}${didYouMean(name, definition.properties.map((each) => each.name))}`];
      }
      definition = this.definitions.get(property.type);
    }
    return [];
  }
}

const PRIMITIVES = new Set(['string', 'int', 'bool']);

function fault(path, message) {
  return { path, message: path.length === 0 ? message : `${path.join('.')}${message.startsWith(':') ? '' : ' '}${message}` };
}

/** Modifiers read `minLength: 3, maxLength: 24, pattern: ^[a-z0-9]+$`; the pattern is the last. */
function bounds(value, modifiers, path) {
  if (value instanceof Unknown) {
    return [];
  }
  const [numbers, pattern] = modifiers.split(/(?:^|, )pattern: /);
  const limits = Object.fromEntries([...numbers.matchAll(/(\w+): (-?\d+)/g)].map(([, name, limit]) => [name, Number(limit)]));
  const length = typeof value === 'string' || Array.isArray(value) ? value.length : undefined;
  return [
    ...(length < limits.minLength ? [fault(path, `is ${shown(value)}, shorter than ${limits.minLength}`)] : []),
    ...(length > limits.maxLength ? [fault(path, `is ${shown(value)}, longer than ${limits.maxLength}`)] : []),
    ...(value < limits.minValue ? [fault(path, `is ${shown(value)}, less than ${limits.minValue}`)] : []),
    ...(value > limits.maxValue ? [fault(path, `is ${shown(value)}, more than ${limits.maxValue}`)] : []),
    ...(pattern && typeof value === 'string' && !value.includes('${') && !new RegExp(pattern).test(value) ? [fault(path, `is ${shown(value)}, which does not match ${pattern}`)] : []),
  ];
}
