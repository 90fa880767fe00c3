import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { Problem } from '../problem.js';

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** The syntax tree of a file, or throws its first syntax errors, joined. */
export function parse(text, file) {
  const { rootNode } = parser.parse(text);
  if (rootNode.hasError) {
    throw syntaxError(rootNode, file);
  }
  return rootNode;
}

function syntaxError(root, file) {
  const pending = [root];
  while (pending.length > 0) {
    const node = pending.shift();
    if (node.isMissing) {
      return new Problem(`syntax error: ${node.type} is missing`, place(node, file));
    }
    if (node.isError) {
      const text = node.text.split('\n')[0].slice(0, 60);
      return new Problem(`syntax error at "${text}"`, place(node, file));
    }
    pending.unshift(...node.children.filter((child) => child.hasError || child.isError || child.isMissing));
  }
  throw new Error(`The parser reports an error in ${file} but shows none.`);
}

/** Where a node stands. */
export function place(node, file) {
  return { file, line: node.startPosition.row + 1, column: node.startPosition.column + 1 };
}

/** The children that are part of the language: comments are not. */
export function children(node) {
  return node.children.filter((child) => child.type !== 'comment' && child.type !== 'diagnostic_comment');
}

/** Whether a line ends between two neighbouring nodes. */
export function lineBreakBetween(before, after) {
  return before.endPosition.row !== after.startPosition.row;
}
