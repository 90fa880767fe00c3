import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, didYouMean } from './problem.js';
import { Unknown, isObject, shown, typeName } from './evaluate/values.js';

const SOURCE = /^br\/public:(?<module>[a-z0-9/.-]+):(?<version>\d+\.\d+\.\d+)$/;

/** The interfaces of modules of the public registry, as they are transcribed in a folder: module → interface. */
export function readInterfaces(folder) {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  return new Map(files.map((name) => {
    const described = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return [described.module, { ...described, file: name }];
  }));
}

/** The module and version that a reference names, or undefined where it is not pinned as `br/public:module:1.2.3`. */
export function reference(source) {
  return SOURCE.exec(source)?.groups;
}

/** What is wrong with a call of a registry module. */
export function moduleProblems({ source, params, outputs, places, at, sourceAt }, interfaces) {
  const called = reference(source);
  if (!called) {
    return [new Problem(`${source}: a module is called as br/public:<module>:<major>.<minor>.<patch>`, sourceAt)];
  }
  const described = interfaces.get(called.module);
  if (!described) {
    return [new Problem(`no file in check/modules describes ${called.module}`, sourceAt)];
  }
  if (described.version !== called.version) {
    return [new Problem(`${called.module} is called as ${called.version}, but ${described.file} describes ${described.version}`, sourceAt)];
  }
  const faults = ofObject(params, { type: 'object', properties: described.parameters }, ['params']);
  return [
    ...faults.map(({ path, message }) => new Problem(message, placeOf(path, places) ?? at)),
    ...[...outputs].filter((output) => !described.outputs.includes(output))
      .map((output) => new Problem(`${called.module} has no output ${output}${didYouMean(output, described.outputs)}`, at)),
  ];
}

/** The nearest place that is known of a path into a body. */
export function placeOf(path, places) {
  for (let length = path.length; length > 0; length--) {
    const place = places.get(path.slice(0, length).join('.'));
    if (place) {
      return place;
    }
  }
  return undefined;
}

function ofValue(value, type, path) {
  if (value instanceof Unknown || type.type === 'any') {
    return [];
  }
  if (typeName(value) !== type.type) {
    return [fault(path, `is ${shown(value)}, not ${type.type}`)];
  }
  if (type.allowed && !type.allowed.includes(value)) {
    return [fault(path, `is ${shown(value)}, not one of ${type.allowed.join(', ')}${didYouMean(String(value), type.allowed.map(String))}`)];
  }
  if (type.type === 'array' && type.items) {
    return value.flatMap((item, i) => ofValue(item, type.items, [...path, String(i)]));
  }
  return type.type === 'object' && type.properties ? ofObject(value, type, path) : [];
}

function ofObject(value, { properties, open }, path) {
  if (!isObject(value)) {
    return [fault(path, `is ${shown(value)}, not object`)];
  }
  const names = Object.keys(properties);
  const absent = (name) => value[name] === undefined || value[name] === null;
  return [
    ...names.flatMap((name) => (absent(name)
      ? properties[name].required ? [fault([...path, name], 'is missing')] : []
      : ofValue(value[name], properties[name], [...path, name]))),
    ...(open ? [] : Object.keys(value).filter((name) => !names.includes(name)).map((name) => fault([...path, name], `: no such parameter${didYouMean(name, names)}`))),
  ];
}

function fault(path, message) {
  return { path, message: `${path.join('.')}${message.startsWith(':') ? '' : ' '}${message}` };
}
