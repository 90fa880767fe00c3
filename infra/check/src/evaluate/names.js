import { Problem, didYouMean } from '../problem.js';
import { FUNCTIONS } from './functions.js';

const NAMESPACES = new Set(['az', 'sys']);

/** What is wrong with the names of a file, whatever values it is given: unknown and unused ones, those declared twice, and circles. */
export function nameProblems(template) {
  const declared = symbols(template);
  const problems = [...twice(declared)];
  const byName = new Map(declared.map((declaration) => [declaration.name, declaration]));
  const uses = new Map();
  for (const declaration of template.declarations) {
    const used = new Set();
    uses.set(declaration, used);
    for (const { name, at, known } of namesIn(declaration, new Set())) {
      if (known === 'function') {
        problems.push(...(name in FUNCTIONS || /^list/.test(name) ? [] : [new Problem(`unknown function ${name}${didYouMean(name, Object.keys(FUNCTIONS))}`, at)]));
      } else if (byName.has(name)) {
        used.add(name);
      } else {
        problems.push(new Problem(`unknown name ${name}${didYouMean(name, byName.keys())}`, at));
      }
    }
  }
  return [...problems, ...unused(template, uses), ...circles(template, uses, byName)];
}

function symbols(template) {
  const all = (declarations) => declarations.flatMap((declaration) => [declaration, ...all(declaration.nested ?? [])]);
  return all(template.declarations).filter(({ kind }) => kind !== 'output' && kind !== 'type');
}

function twice(declared) {
  return declared
    .filter(({ name }, i) => declared.findIndex((other) => other.name === name) < i)
    .map(({ name, at }) => new Problem(`${name} is declared twice`, at));
}

/** Every name that an expression or declaration speaks of, but for those it declares itself: loop variables and lambda parameters. */
export function* namesIn(node, locals) {
  if (Array.isArray(node)) {
    for (const item of node) {
      yield* namesIn(item, locals);
    }
    return;
  }
  if (node === null || typeof node !== 'object') {
    return;
  }
  if (node.kind === 'name') {
    if (!locals.has(node.name)) {
      yield node;
    }
    return;
  }
  if (node.kind === 'call') {
    yield* calledName(node, locals);
    yield* namesIn(node.args, locals);
    return;
  }
  const inner = new Set([...locals, ...(node.names ?? []), ...(node.loop?.names ?? []), ...(node.parameters ?? [])]);
  for (const [key, child] of Object.entries(node)) {
    if (key !== 'at' && key !== 'type') {
      yield* namesIn(child, inner);
    }
  }
}

function* calledName({ object, name, at }, locals) {
  if (object === undefined || NAMESPACES.has(object.name)) {
    yield { name, at, known: 'function' };
  } else {
    yield* namesIn(object, locals);
  }
}

const KINDS = { param: 'parameter', var: 'variable', type: 'type' };

function unused(template, uses) {
  const used = new Set([...uses.values()].flatMap((each) => [...each]));
  const types = namedTypes(template);
  return template.declarations
    .filter((declaration) => KINDS[declaration.kind] && !(declaration.kind === 'type' ? types.has(declaration.name) : used.has(declaration.name)))
    .map(({ kind, name, at }) => new Problem(`${KINDS[kind]} ${name} is never used`, at));
}

function namedTypes(template) {
  const names = new Set();
  const visit = (type) => {
    if (type === null || typeof type !== 'object') {
      return;
    }
    if (type.kind === 'named') {
      names.add(type.name);
    }
    Object.entries(type).filter(([key]) => key !== 'decorators').forEach(([, child]) => visit(child));
  };
  template.declarations.filter(({ type }) => typeof type === 'object').forEach(({ type }) => visit(type));
  return names;
}

function circles(template, uses, byName) {
  const problems = [];
  const done = new Set();
  const visit = (declaration, way) => {
    if (way.includes(declaration)) {
      const circle = [...way.slice(way.indexOf(declaration)), declaration];
      problems.push(new Problem(`${circle.map(({ name }) => name).join(' → ')} is a circle`, declaration.at));
    } else if (!done.has(declaration)) {
      [...(uses.get(declaration) ?? [])].forEach((next) => visit(byName.get(next), [...way, declaration]));
      done.add(declaration);
    }
  };
  template.declarations.forEach((declaration) => visit(declaration, []));
  return problems;
}
