import { Problem } from '../problem.js';
import { children, lineBreakBetween, place } from './grammar.js';

// The grammar finds tokens, literals and brackets, but binds operators in another order than Bicep does: it reads `!a.b` as `(!a).b`. So everything between
// two brackets is laid out flat again, and put together in Bicep's order:
// https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators#operator-precedence-and-associativity

const PRECEDENCE = {
  '??': 1,
  '||': 2,
  '&&': 3,
  '==': 4, '!=': 4, '=~': 4, '!~': 4,
  '<': 5, '<=': 5, '>': 5, '>=': 5,
  '+': 6, '-': 6,
  '*': 7, '/': 7, '%': 7,
};

const FLAT = new Set(['member_expression', 'subscript_expression', 'resource_expression', 'call_expression', 'binary_expression', 'unary_expression', 'ternary_expression', 'lambda_expression']);

/** What an expression node says, as a plain object with `kind` and `at`. */
export function expression(node, file) {
  return new Reader(flatten(node), file).whole();
}

function flatten(node) {
  if (node.type === 'subscript_expression') {
    return [...flatten(node.childForFieldName('object')), { kind: 'subscript', node: opening(node, '['), end: node, index: node.childForFieldName('index'), safe: opening(node, '?') !== undefined }];
  }
  if (FLAT.has(node.type)) {
    return children(node).flatMap(flatten);
  }
  if (node.isNamed) {
    return [{ kind: node.type, node, end: node }];
  }
  return [{ kind: 'symbol', text: node.type, node, end: node }];
}

function opening(node, text) {
  return node.children.find((child) => child.type === text);
}

/** Puts a flat row of tokens together. */
class Reader {
  constructor(tokens, file) {
    this.tokens = tokens;
    this.file = file;
    this.position = 0;
  }

  whole() {
    const result = this.ternary();
    if (this.next) {
      throw new Problem(`cannot read "${this.next.node.text}" here`, place(this.next.node, this.file));
    }
    return result;
  }

  get next() {
    return this.tokens[this.position];
  }

  isNext(text) {
    return this.next?.kind === 'symbol' && this.next.text === text;
  }

  take() {
    return this.tokens[this.position++];
  }

  /** Takes a token that Bicep wants on the line of what stands before it. */
  takeOnLine() {
    const before = this.tokens[this.position - 1];
    if (before && lineBreakBetween(before.end, this.next.node)) {
      throw new Problem(`a line may not break before "${this.next.node.text.split('\n')[0]}"`, place(this.next.node, this.file));
    }
    return this.take();
  }

  ternary() {
    const condition = this.binary(0);
    if (!this.isNext('?')) {
      return condition;
    }
    const at = place(this.take().node, this.file);
    this.stayOnLine();
    const consequence = this.ternary();
    this.take(); // the colon: the grammar saw it
    this.stayOnLine();
    return { kind: 'ternary', at, condition, consequence, alternative: this.ternary() };
  }

  stayOnLine() {
    this.takeOnLine();
    this.position--;
  }

  binary(least) {
    let left = this.unary();
    for (;;) {
      const precedence = this.next?.kind === 'symbol' ? PRECEDENCE[this.next.text] ?? 0 : 0;
      if (precedence <= least) {
        return left;
      }
      const { text, node } = this.takeOnLine();
      this.stayOnLine();
      left = { kind: 'binary', at: place(node, this.file), operator: text, left, right: this.binary(precedence) };
    }
  }

  unary() {
    if (this.isNext('!') || this.isNext('-')) {
      const { text, node } = this.take();
      return { kind: 'unary', at: place(node, this.file), operator: text, argument: this.unary() };
    }
    return this.postfix(this.primary());
  }

  postfix(start) {
    let result = start;
    for (;;) {
      if (this.isNext('.') || this.isNext('.?')) {
        const { text, node } = this.takeOnLine();
        const name = this.takeOnLine().node.text;
        result = { kind: 'member', at: place(node, this.file), object: result, name, safe: text === '.?' };
      } else if (this.isNext('::')) {
        const { node } = this.takeOnLine();
        result = { kind: 'nested', at: place(node, this.file), object: result, name: this.takeOnLine().node.text };
      } else if (this.next?.kind === 'subscript') {
        const { node, index, safe } = this.takeOnLine();
        result = { kind: 'index', at: place(node, this.file), object: result, index: expression(index, this.file), safe };
      } else if (this.next?.kind === 'arguments') {
        result = this.call(result, this.takeOnLine().node);
      } else {
        return result;
      }
    }
  }

  call(callee, node) {
    const args = node.namedChildren.filter((child) => child.type !== 'comment').map((child) => expression(child, this.file));
    if (callee.kind === 'name') {
      return { kind: 'call', at: callee.at, name: callee.name, args };
    }
    if (callee.kind === 'member') {
      return { kind: 'call', at: callee.at, object: callee.object, name: callee.name, args };
    }
    throw new Problem('only a name can be called', callee.at);
  }

  primary() {
    const { kind, node, text } = this.take();
    if (this.isNext('=>')) {
      return this.lambda(node);
    }
    const read = PRIMARY[kind];
    if (!read) {
      throw new Problem(`cannot read "${text ?? node.text}" here`, place(node, this.file));
    }
    return { at: place(node, this.file), ...read(node, this.file) };
  }

  lambda(node) {
    const at = place(this.takeOnLine().node, this.file);
    const names = node.type === 'identifier' ? [node] : node.namedChildren;
    return { kind: 'lambda', at, parameters: names.map((name) => name.text), body: this.ternary() };
  }
}

const PRIMARY = {
  identifier: (node) => ({ kind: 'name', name: node.text }),
  number: (node) => ({ kind: 'literal', value: Number(node.text) }),
  boolean: (node) => ({ kind: 'literal', value: node.text === 'true' }),
  null: () => ({ kind: 'literal', value: null }),
  string: (node, file) => ({ kind: 'string', parts: stringParts(node, file) }),
  array: (node, file) => ({ kind: 'array', items: separated(node, file).map((item) => expression(item, file)) }),
  object: (node, file) => ({ kind: 'object', properties: separated(node, file).filter((item) => !isNestedResource(item)).map((item) => property(item, file)) }),
  for_statement: valueLoop,
  parenthesized_expression: (node, file) => expression(onlyChild(node, file), file),
};

export function isNestedResource(property) {
  return property.namedChildren[0].type === 'resource_declaration';
}

function onlyChild(node, file) {
  const inner = node.namedChildren.filter((child) => child.type !== 'comment');
  if (inner.length !== 1) {
    throw new Problem('parentheses hold exactly one expression', place(node, file));
  }
  return inner[0];
}

function property(node, file) {
  const [key, , value] = children(node);
  const name = key.type === 'string' ? { kind: 'string', parts: stringParts(key, file) } : { kind: 'literal', value: key.text };
  return { at: place(node, file), name, value: expression(value, file) };
}

function valueLoop(node, file) {
  const result = loop(node, file, (body) => expression(body, file));
  if (result.condition) {
    throw new Problem('an if may stand in the loop of a resource or module alone; use filter()', result.at);
  }
  return result;
}

/** A loop: over what, the names in it, the condition of its body where it has one, and its body as `readBody` reads it. */
export function loop(node, file, readBody) {
  const parts = children(node);
  const names = node.childForFieldName('initializer')
    ? [node.childForFieldName('initializer').text]
    : parts.find((part) => part.type === 'for_loop_parameters').namedChildren.map((name) => name.text);
  const source = parts[parts.findIndex((part) => part.type === 'in') + 1];
  const body = node.childForFieldName('body');
  const conditional = body.type === 'if_statement';
  return {
    kind: 'for',
    at: place(node, file),
    names,
    source: expression(source, file),
    condition: conditional ? condition(body, file) : undefined,
    body: readBody(conditional ? body.namedChildren.at(-1) : body),
  };
}

/** The condition of an `if`. */
export function condition(node, file) {
  return expression(onlyChild(node.namedChildren.find((child) => child.type === 'parenthesized_expression'), file), file);
}

/** The items of an array or an object, which Bicep separates by a line break or by a comma, not by both. */
export function separated(node, file) {
  const inner = children(node).slice(1, -1);
  const items = inner.filter((child) => child.type !== ',');
  for (const [i, child] of inner.entries()) {
    const before = inner[i - 1];
    if (child.type === ',' || !before) {
      continue;
    }
    if (before.type === ',' && lineBreakBetween(before, child)) {
      throw new Problem('a line break already separates: remove the comma', place(before, file));
    }
    if (before.type !== ',' && before.type !== 'decorators' && !lineBreakBetween(before, child)) {
      throw new Problem('a comma or a line break is missing before this', place(child, file));
    }
  }
  if (inner.at(-1)?.type === ',' ) {
    throw new Problem('nothing follows this comma', place(inner.at(-1), file));
  }
  return items;
}

const ESCAPES = { "\\'": "'", '\\\\': '\\', '\\n': '\n', '\\r': '\r', '\\t': '\t' };

/** The parts of a string: plain text, and expressions between them. Text is taken from the source, since the grammar drops blanks at the start of a part. */
export function stringParts(node, file) {
  const nodes = node.children;
  const quote = nodes[0].text;
  const source = (from, to) => node.text.slice(from - node.startIndex, to - node.startIndex);
  if (quote === "'''") {
    return [source(nodes[0].endIndex, nodes.at(-1).startIndex).replace(/^\r?\n/, '')];
  }
  const parts = [];
  let from = nodes[0].endIndex;
  for (const child of nodes.slice(1)) {
    if (child.type === 'string_content') {
      continue;
    }
    // The grammar counts blanks before the token to it.
    const start = child.startIndex + child.text.length - child.text.trimStart().length;
    parts.push(source(from, start).replaceAll('\\$', '$'));
    from = child.endIndex;
    if (child.type === 'interpolation') {
      parts.push(expression(onlyChild(child, file), file));
    } else if (child.type === 'escape_sequence') {
      parts.push(escaped(child, file));
    }
  }
  return parts.filter((part) => part !== '');
}

function escaped(node, file) {
  const unicode = /^\\u\{([0-9a-fA-F]+)\}$/.exec(node.text.trimStart());
  const text = unicode ? String.fromCodePoint(parseInt(unicode[1], 16)) : ESCAPES[node.text.trimStart()];
  if (text === undefined) {
    throw new Problem(`unknown escape sequence ${node.text}`, place(node, file));
  }
  return text;
}

/** The text of a string that holds no expression. */
export function plainText(node, file) {
  const parts = stringParts(node, file);
  if (parts.some((part) => typeof part !== 'string')) {
    throw new Problem('no expression may stand in this string', place(node, file));
  }
  return parts.join('');
}
