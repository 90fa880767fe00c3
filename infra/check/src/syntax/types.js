import { Problem } from '../problem.js';
import { expression, plainText, separated } from './expressions.js';
import { children, place } from './grammar.js';

const READ = {
  type: (node, file) => read(node.namedChildren[0], file),
  parenthesized_type: (node, file) => read(node.namedChildren[0], file),
  parenthesized_expression: (node, file) => read(node.namedChildren[0], file),
  primitive_type: (node) => ({ kind: 'primitive', name: node.text }),
  identifier: (node) => (PRIMITIVES.has(node.text) ? { kind: 'primitive', name: node.text } : { kind: 'named', name: node.text }),
  array_type: (node, file) => ({ kind: 'array', item: read(node.namedChildren[0], file) }),
  nullable_type: (node, file) => ({ kind: 'nullable', type: read(node.namedChildren[0], file) }),
  union_type: union,
  binary_expression: union,
  string: (node, file) => ({ kind: 'literal', value: plainText(node, file) }),
  number: (node) => ({ kind: 'literal', value: Number(node.text) }),
  boolean: (node) => ({ kind: 'literal', value: node.text === 'true' }),
  null: () => ({ kind: 'literal', value: null }),
  object: objectType,
};

const PRIMITIVES = new Set(['array', 'bool', 'int', 'object', 'string']);

/** What a type node says, as a plain object with `kind` and `at`. */
export function read(node, file) {
  if (!READ[node.type]) {
    throw new Problem(`the check does not know this form of type: ${node.text}`, place(node, file));
  }
  return { at: place(node, file), ...READ[node.type](node, file) };
}

function union(node, file) {
  const members = node.namedChildren.map((member) => read(member, file));
  return { kind: 'union', members: members.flatMap((member) => (member.kind === 'union' ? member.members : [member])) };
}

function objectType(node, file) {
  const properties = [];
  let additional;
  let marks = [];
  for (const item of separated(node, file)) {
    if (item.type === 'decorators') {
      marks = decorators(item, file);
      continue;
    }
    const [key, , value] = children(item);
    if (key.type === '*') {
      additional = read(value, file);
    } else {
      const name = key.type === 'string' ? plainText(key, file) : key.text;
      properties.push({ name, type: read(value, file), decorators: marks, at: place(item, file) });
    }
    marks = [];
  }
  return { kind: 'object', properties, additional };
}

/** The decorators of a declaration: name, arguments and place of each. */
export function decorators(node, file) {
  return node.namedChildren
    .filter((child) => child.type === 'decorator')
    .map((child) => {
      const { name, args, kind } = expression(child.namedChildren[0], file);
      if (kind !== 'call') {
        throw new Problem('a decorator is a call', place(child, file));
      }
      return { name, args, at: place(child, file) };
    });
}
