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
    // The compiler's warning use-safe-access. https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-use-safe-access
    name: 'what may be missing is read by safe access',
    of: ({ declarations }) => nodes(declarations)
      .filter(({ kind, condition, consequence }) => kind === 'ternary' && isAskedFor(condition, consequence))
      .map(({ condition }) => new Problem('contains() asks for what is read then: use .? or [? ], with ?? for what is missing', condition.at)),
  },
  {
    // The compiler's warning BCP318, which it gives in a branch of the same condition too. Id and name are known without a deployment.
    name: 'what may not be deployed is not read',
    of: ({ declarations }) => {
      const conditional = new Set(declarations.filter(({ kind, condition }) => (kind === 'resource' || kind === 'module') && condition).map(({ name }) => name));
      return nodes(declarations)
        .filter(({ kind, object, name, safe }) => kind === 'member' && !safe && !KNOWN.has(name) && object.kind === 'name' && conditional.has(object.name))
        .map(({ object, name, at }) => new Problem(`${object.name} may not be deployed: ${object.name}.${name} is read with .? or in a module that is deployed with it`, at));
    },
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

const KNOWN = new Set(['id', 'name', 'type', 'apiVersion']);

function calls(declarations) {
  return nodes(declarations).filter(({ kind }) => kind === 'call');
}

/** A node and all that is in it. */
function nodes(node) {
  return node === null || typeof node !== 'object' ? [] : [node, ...Object.values(node).flatMap(nodes)];
}

/** Whether `condition` is `contains(a, b)`, and `value` is `a[b]`, or `a.b` where b is a text. */
function isAskedFor(condition, value) {
  if (condition.kind !== 'call' || condition.name !== 'contains' || condition.args.length !== 2) {
    return false;
  }
  const [object, key] = condition.args;
  const read = value.kind === 'member' ? { kind: 'string', parts: [value.name] } : value.index;
  return read !== undefined && alike(value.object, object) && alike(read, key);
}

/** Whether two expressions say the same, wherever they stand. */
function alike(one, other) {
  const words = (expression) => JSON.stringify(expression, (name, value) => (name === 'at' ? undefined : value));
  return words(one) === words(other);
}
