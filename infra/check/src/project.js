import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Problem } from './problem.js';
import { moduleProblems, placeOf, readInterfaces, reference } from './modules.js';
import { evaluateTemplate } from './evaluate/deployment.js';
import { nameProblems } from './evaluate/names.js';
import { publishedTypes } from './published/catalog.js';
import { TRANSCRIBED } from './published/exceptions.js';
import { PublishedType } from './published/hold.js';
import { DEPLOYMENT_RULES } from './rules/deployments.js';
import { TEMPLATE_RULES } from './rules/templates.js';
import { readTemplate } from './syntax/template.js';

/** Where samples are deployed to. */
export const SAMPLE = {
  subscriptionId: '00000000-0000-0000-0000-000000000001',
  tenantId: '00000000-0000-0000-0000-00000000000a',
  location: 'westeurope',
};

/** Checks all Bicep of a folder, with the interfaces of registry modules that are in its check/modules. */
export async function checkFolder(root, cases) {
  const interfaces = readInterfaces(join(root, 'check', 'modules'));
  const result = await check(root, bicepFiles(root), interfaces, cases);
  return { ...result, problems: [...result.problems, ...idle(interfaces, result.deployments)] };
}

/**
 * Checks Bicep files.
 *
 * @param root the folder that problems and cases name files from
 * @param paths the files
 * @param interfaces of registry modules, see modules.js
 * @param cases each `{name, template, parameters, privateNetworking}`
 * @returns `templates`, `deployments` (case → what it comes to), `problems` (`kind` and `text`)
 */
export async function check(root, paths, interfaces, cases) {
  const findings = new Findings();
  const templates = readAll(paths, root, findings);
  const read = (path) => templates.get(path) ?? readTemplate(path, root);
  const isRead = ({ template }) => templates.has(join(root, template)) || !paths.includes(join(root, template));

  for (const template of templates.values()) {
    findings.add('names', nameProblems(template));
    TEMPLATE_RULES.forEach((rule) => findings.add(rule.name, rule.of(template)));
  }
  const deployments = new Map();
  for (const each of cases.filter(isRead)) {
    findings.guard('evaluation', () => deployments.set(each, deploy(read, join(root, each.template), each.parameters)), each);
  }
  for (const [each, deployment] of deployments) {
    findings.add('evaluation', deployment.problems, each);
    DEPLOYMENT_RULES.forEach((rule) => findings.add(rule.name, rule.of(deployment, each), each));
  }
  findings.add('cases', coverage([...templates.values()], [...deployments.values()]));
  await holdTypes(deployments, findings);
  deployments.forEach(({ modules }, each) => findings.add('modules', modules.flatMap((call) => moduleProblems(call, interfaces)), each));
  return { templates: [...templates.values()], deployments, problems: findings.all() };
}

function deploy(read, path, parameters) {
  const { targetScope } = read(path);
  return evaluateTemplate(read, path, parameters, { ...SAMPLE, resourceGroup: targetScope === 'subscription' ? undefined : 'sample' });
}

/** Problems, each with what found it first; one that several cases show is there once, with their names. */
class Findings {
  constructor() {
    this.found = new Map();
  }

  add(kind, problems, { name } = {}) {
    for (const text of problems.map(String)) {
      const finding = this.found.get(text) ?? { kind, cases: new Set() };
      this.found.set(text, finding);
      if (name !== undefined) {
        finding.cases.add(name);
      }
    }
  }

  guard(kind, action, each) {
    try {
      action();
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      this.add(kind, [error], each);
    }
  }

  all() {
    return [...this.found].map(([text, { kind, cases }]) => ({ kind, text: cases.size > 0 ? `${text} (${[...cases].join(', ')})` : text }));
  }
}

function readAll(paths, root, findings) {
  const templates = new Map();
  for (const path of paths) {
    findings.guard('syntax', () => templates.set(path, readTemplate(path, root)));
  }
  return templates;
}

const NOT_OURS = new Set(['check', 'node_modules', 'target']);

function bicepFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return NOT_OURS.has(entry.name) ? [] : bicepFiles(path);
    }
    return entry.name.endsWith('.bicep') ? [path] : [];
  });
}

/** Files and resources that no case deploys, and of which nothing was checked therefore. */
function coverage(templates, deployments) {
  const reached = new Map();
  for (const { declared } of deployments) {
    declared.forEach(({ declaration, deployed }) => reached.set(place(declaration), deployed || (reached.get(place(declaration)) ?? false)));
  }
  const files = new Set(deployments.flatMap(({ files }) => [...files]));
  return templates.flatMap(({ file, declarations }) => {
    if (!files.has(file)) {
      return [new Problem('no case deploys this file', { file })];
    }
    return declarations
      .filter((declaration) => ['resource', 'module'].includes(declaration.kind) && !declaration.existing && !reached.get(place(declaration)))
      .map(({ name, at }) => new Problem(`no case deploys ${name}`, at));
  });
}

function place({ at }) {
  return `${at.file}:${at.line}`;
}

/** Holds all resources against their published types. */
async function holdTypes(deployments, findings) {
  const all = [...deployments.values()];
  const places = new Map(all.flatMap(({ resources, existing }) => [...resources, ...existing].map(({ type, at }) => [type, at])));
  const types = [...places.keys()];
  const answers = await publishedTypes(types.filter((type) => !TRANSCRIBED.has(type)));
  const published = new Map();
  for (const type of types) {
    const { definitions, failure } = TRANSCRIBED.has(type) ? { definitions: TRANSCRIBED.get(type) } : answers.get(type.toLowerCase());
    if (definitions) {
      published.set(type, new PublishedType(definitions));
    } else {
      findings.add('types', [new Problem(`there is no published type ${type}: ${failure}`, places.get(type))]);
    }
  }
  for (const [each, deployment] of deployments) {
    findings.add('types', typeProblems(deployment, published), each);
  }
}

function typeProblems({ resources, existing, paths }, published) {
  const known = ({ type }) => published.has(type);
  return [
    ...[...resources, ...existing].filter(known).flatMap((resource) => published.get(resource.type).ofVersion(resource).map((message) => new Problem(message, resource.at))),
    ...resources.filter(known).flatMap((resource) => published.get(resource.type).of(resource)
      .map(({ path, message }) => new Problem(`${resource.symbol}: ${message}`, placeOf(path, resource.places) ?? resource.at))),
    ...paths.filter(known).flatMap(({ type, names, at }) => published.get(type).ofPath(names).map((message) => new Problem(message, at))),
  ];
}

/** Interfaces that nothing needs. */
function idle(interfaces, deployments) {
  const used = new Set([...deployments.values()].flatMap(({ modules }) => modules.map(({ source }) => reference(source)?.module)));
  return [...interfaces.values()]
    .filter(({ module }) => !used.has(module))
    .map(({ file, module }) => ({ kind: 'modules', text: `check/modules/${file}: no template calls ${module}` }));
}

/** azd's parameter file, with ${NAME} and ${NAME=default} put in. https://learn.microsoft.com/azure/developer/azure-developer-cli/manage-environment-variables */
export function azdParameters(path, variables) {
  const text = readFileSync(path, 'utf8').replace(/\$\{(\w+)(?:=([^}]*))?\}/g, (whole, name, fallback) => {
    const value = variables[name] ?? fallback;
    if (value === undefined) {
      throw new Problem(`${whole} has no sample value`, { file: relative(process.cwd(), path) });
    }
    return value;
  });
  return Object.fromEntries(Object.entries(JSON.parse(text).parameters).map(([name, { value }]) => [name, value]));
}
