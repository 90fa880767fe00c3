import { Problem } from '../problem.js';
import { namesIn } from '../evaluate/names.js';
import { reference } from '../modules.js';

/** Rules that look at a file as it is written. */
export const TEMPLATE_RULES = [
  {
    name: 'every parameter is described',
    of: ({ declarations }) => declarations
      .filter(({ kind, decorators }) => kind === 'param' && !decorators.some(({ name, args }) => name === 'description' && args[0]?.parts?.length > 0))
      .map(({ name, at }) => new Problem(`parameter ${name} has no @description`, at)),
  },
  {
    name: 'every module version is pinned',
    of: ({ declarations }) => declarations
      .filter(({ kind, source }) => kind === 'module' && !source.endsWith('.bicep') && !reference(source))
      .map(({ source, sourceAt }) => new Problem(`${source}: a module is called as br/public:<module>:<major>.<minor>.<patch>`, sourceAt)),
  },
  {
    name: 'no template asks for keys',
    of: ({ declarations }) => calls(declarations)
      .filter(({ name }) => /^list/i.test(name))
      .map(({ name, at }) => new Problem(`${name} asks for keys: use the identity`, at)),
  },
  {
    name: 'no output is a secret',
    of: ({ declarations }) => {
      const secrets = new Set(declarations.filter(({ decorators }) => decorators.some(({ name }) => name === 'secure')).map(({ name }) => name));
      return declarations
        .filter(({ kind, value }) => kind === 'output' && [...namesIn(value, new Set())].some(({ name }) => secrets.has(name)))
        .map(({ name, at }) => new Problem(`output ${name} shows a secret`, at));
    },
  },
];

function calls(node) {
  if (node === null || typeof node !== 'object') {
    return [];
  }
  const inner = Object.values(node).flatMap(calls);
  return node.kind === 'call' ? [node, ...inner] : inner;
}
