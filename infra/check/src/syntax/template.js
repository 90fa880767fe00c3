import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Problem } from '../problem.js';
import { condition, expression, isNestedResource, loop, plainText, separated } from './expressions.js';
import { children, lineBreakBetween, parse, place } from './grammar.js';
import { decorators, read as readType } from './types.js';

/**
 * A Bicep file, read: its declarations by kind, in their order. Throws a {@link Problem} where the file is not Bicep.
 *
 * @param path the file
 * @param root the folder that problems name files from
 */
export function readTemplate(path, root) {
  const file = relative(root, path);
  return templateOf(parse(readFileSync(path, 'utf8'), file), path, file);
}

const DECLARATIONS = {
  parameter_declaration: (node, file) => ({ kind: 'param', type: readType(node.namedChildren[1], file), value: valueAfterEquals(node, file) }),
  variable_declaration: (node, file) => ({ kind: 'var', value: valueAfterEquals(node, file) }),
  output_declaration: (node, file) => ({ kind: 'output', type: readType(node.namedChildren[1], file), value: valueAfterEquals(node, file) }),
  type_declaration: (node, file) => ({ kind: 'type', type: readType(node.namedChildren[1], file) }),
  resource_declaration: resource,
  module_declaration: (node, file) => ({ kind: 'module', source: plainText(node.namedChildren[1], file), sourceAt: place(node.namedChildren[1], file), ...deployed(node, file) }),
};

function templateOf(root, path, file) {
  const template = { path, file, targetScope: 'resourceGroup', declarations: [] };
  let marks = [];
  let before;
  for (const node of children(root)) {
    if (before && !lineBreakBetween(before, node)) {
      throw new Problem('a declaration begins on a line of its own', place(node, file));
    }
    before = node;
    if (node.type === 'decorators') {
      marks = decorators(node, file);
    } else if (node.type === 'target_scope_assignment') {
      template.targetScope = plainText(node.namedChildren[0], file);
    } else if (node.type !== 'metadata_declaration') {
      template.declarations.push({ ...declaration(node, file), decorators: marks });
      marks = [];
    }
  }
  return template;
}

function declaration(node, file) {
  if (!DECLARATIONS[node.type]) {
    throw new Problem(`the check does not know this statement: ${node.text.split('\n')[0]}`, place(node, file));
  }
  return { at: place(node, file), name: node.namedChildren[0].text, ...DECLARATIONS[node.type](node, file) };
}

function valueAfterEquals(node, file) {
  const parts = children(node);
  const equals = parts.findIndex((part) => part.type === '=');
  if (equals < 0) {
    return undefined;
  }
  if (lineBreakBetween(parts[equals], parts[equals + 1])) {
    throw new Problem('a line may not break after "="', place(parts[equals], file));
  }
  return expression(parts[equals + 1], file);
}

function resource(node, file) {
  return {
    kind: 'resource',
    type: plainText(node.namedChildren[1], file),
    typeAt: place(node.namedChildren[1], file),
    existing: node.children.some((child) => child.type === 'existing'),
    ...deployed(node, file),
  };
}

/** The body of a resource or module, with its loop, its condition and the resources declared in it. */
function deployed(node, file) {
  const body = node.namedChildren.at(-1);
  if (body.type === 'for_statement') {
    const { names, source, condition: when, body: inner } = loop(body, file, (object) => objectOf(object, file));
    return { loop: { names, source }, condition: when, ...inner };
  }
  if (body.type === 'if_statement') {
    return { condition: condition(body, file), ...objectOf(body.namedChildren.at(-1), file) };
  }
  return objectOf(body, file);
}

function objectOf(node, file) {
  if (node.type !== 'object') {
    throw new Problem('the body of a resource or module is an object', place(node, file));
  }
  const nested = separated(node, file)
    .filter((item) => item.type !== 'decorators' && isNestedResource(item))
    .map((item) => ({ ...declaration(item.namedChildren[0], file), decorators: [] }));
  return { body: expression(node, file), nested };
}
