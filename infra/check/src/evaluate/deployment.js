import { dirname, join } from 'node:path';
import { Problem, didYouMean } from '../problem.js';
import { decide, evaluate, repeat } from './expressions.js';
import { typed } from './functions.js';
import { marksOf, misfits } from './parameters.js';
import { Module, Resource } from './references.js';
import { Unknown, given, isObject, resolved, shown, unknownsIn } from './values.js';

/**
 * What a template comes to with given parameters.
 *
 * - `existing`: resources that are only spoken of: `type`, `apiVersion`, `at`
 * - `resources`: each that would be deployed: `type`, `apiVersion`, `name`, `id`, `scope` (kind and id), `body`, `at`
 * - `modules`: each call of a registry module: `source`, `name`, `params`, `outputs` (used ones), `at`
 * - `outputs`: name → value
 * - `paths`: properties of resources that expressions read: `type`, `names`, `at`
 * - `loaded`: files that expressions load
 * - `declared`: every resource and module of every file that was reached, and whether it was deployed
 * - `files`: Bicep files that were reached
 * - `problems`
 *
 * @param templates reads a file: path → template
 * @param path the template
 * @param parameters name → value
 * @param context where it is deployed: subscriptionId, tenantId, location, and resourceGroup unless the template's scope is the subscription
 */
export function evaluateTemplate(templates, path, parameters, context) {
  const found = { templates, resources: [], existing: [], modules: [], paths: [], declared: new Map(), files: new Set(), loaded: new Set(), problems: [], outputs: {} };
  const deployment = new Deployment(templates(path), parameters, context, found);
  deployment.run();
  return { ...found, outputs: resolved(deployment.outputs) };
}

class Deployment {
  constructor(template, parameters, context, found, calledAt) {
    Object.assign(this, { template, parameters, context, found, calledAt, values: new Map(), outputs: {} });
    this.declarations = new Map(this.of('param', 'var', 'resource', 'module').map((declaration) => [declaration.name, declaration]));
    this.types = new Map(this.of('type').map(({ name, type }) => [name, type]));
    this.scope = { lookup: (name, at) => this.lookup(name, at), context, template, loaded: found.loaded };
  }

  of(...kinds) {
    return this.template.declarations.filter(({ kind }) => kinds.includes(kind));
  }

  /** Evaluates everything, and notes what is wrong instead of ending at the first fault. */
  run() {
    this.found.files.add(this.template.file);
    this.checkScope();
    for (const name of Object.keys(this.parameters)) {
      if (this.declarations.get(name)?.kind !== 'param') {
        this.note(`parameter ${name}: no such parameter${didYouMean(name, this.of('param').map((param) => param.name))}`, this.calledAt ?? { file: this.template.file });
      }
    }
    for (const { name, at } of this.declarations.values()) {
      this.attempt(() => this.lookup(name, at));
    }
    for (const { name, type, value, at } of this.of('output')) {
      this.outputs[name] = new Unknown(name);
      this.attempt(() => {
        this.outputs[name] = evaluate(value, this.scope);
        misfits(this.outputs[name], type, this.types, new Map(), `output ${name}`).forEach((fault) => this.note(fault, at));
      });
    }
  }

  checkScope() {
    const here = this.context.resourceGroup === undefined ? 'subscription' : 'resourceGroup';
    if (this.template.targetScope !== here) {
      this.note(`the file is for the scope ${this.template.targetScope}, but is deployed to a ${here}`, this.calledAt ?? { file: this.template.file });
    }
  }

  attempt(action) {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      if (!this.found.problems.includes(error)) {
        this.found.problems.push(error);
      }
      return undefined;
    }
  }

  note(message, at) {
    this.found.problems.push(new Problem(message, at));
  }

  /** The value of a name. Failures are kept, so that each is told once. */
  lookup(name, at) {
    if (!this.values.has(name)) {
      const declaration = this.declarations.get(name);
      if (!declaration) {
        throw new Problem(`unknown name ${name}${didYouMean(name, this.declarations.keys())}`, at);
      }
      this.values.set(name, circle(declaration));
      this.values.set(name, remembered(() => VALUE[declaration.kind](this, declaration)));
    }
    return this.values.get(name)();
  }
}

function circle({ name, at }) {
  return () => {
    throw new Problem(`${name} needs itself`, at);
  };
}

function remembered(compute) {
  try {
    const value = compute();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

const VALUE = {
  param: parameter,
  var: (deployment, { value }) => evaluate(value, deployment.scope),
  resource: (deployment, declaration) => each(deployment, declaration, deployment.scope, (scope, deployed) => resource(deployment, declaration, scope, deployed)),
  module: (deployment, declaration) => each(deployment, declaration, deployment.scope, (scope, deployed) => module(deployment, declaration, scope, deployed)),
};

function parameter(deployment, { name, type, value, decorators, at }) {
  const marks = marksOf(decorators);
  const checked = (result, place) => {
    const faults = misfits(result, type, deployment.types, marks, `parameter ${name}`);
    faults.forEach((fault) => deployment.note(fault, place));
    return faults.length > 0 ? new Unknown(name, { early: true }) : result;
  };
  // The default is looked at even where it is not used.
  const fallback = value === undefined ? null : checked(evaluate(value, deployment.scope), at);
  const given = deployment.parameters[name];
  if (given !== undefined) {
    return checked(given, deployment.calledAt ?? at);
  }
  if (value === undefined && type.kind !== 'nullable') {
    throw new Problem(`parameter ${name} is missing`, deployment.calledAt ?? at);
  }
  return fallback;
}

/** One reference, or one for each turn of the loop; those whose condition is false keep their place among them. */
function each({ template, found }, declaration, scope, make) {
  const key = `${template.file}:${declaration.at.line}`;
  const one = (inner) => {
    const deployed = declaration.condition === undefined || decide(declaration.condition, inner);
    found.declared.set(key, { declaration, deployed: deployed || (found.declared.get(key)?.deployed ?? false) });
    return make(inner, deployed);
  };
  if (!declaration.loop) {
    return one(scope);
  }
  found.declared.set(key, found.declared.get(key) ?? { declaration, deployed: false });
  return repeat(declaration.loop, scope, one);
}

const OF_BICEP = new Set(['scope', 'parent', 'dependsOn']);

function resource(deployment, declaration, scope, deployed, outer) {
  const { name: symbol, at, body, existing } = declaration;
  const special = Object.fromEntries(body.properties
    .filter(({ name }) => OF_BICEP.has(name.value) || name.value === 'name')
    .map(({ name, value }) => [name.value, evaluate(value, scope)]));
  const parent = outer ?? parentOf(special, at);
  const { type, apiVersion } = typeOf(declaration, parent);
  const name = early(special.name, 'name', symbol, at);
  const where = parent ? parent.scope : scopeOf(special.scope, deployment.context, at);
  const full = parent ? `${parent.name}/${name}` : name;
  const result = new Resource({
    symbol, type, apiVersion, name: full, deployed, at,
    scope: where,
    id: idOf(where, type, full, declaration.typeAt),
    note: (names, where) => deployment.found.paths.push({ type, names, at: where }),
    children: new Map(),
  });
  if (existing) {
    deployment.found.existing.push({ type, apiVersion, at: declaration.typeAt });
  }
  if (deployed && !existing) {
    addResource(deployment, declaration, scope, result, special);
  }
  for (const child of declaration.nested) {
    const value = remembered(() => each(deployment, child, scope, (inner, present) => resource(deployment, child, inner, deployed && present, result)));
    result.children.set(child.name, value);
    deployment.attempt(value);
  }
  return result;
}

function addResource(deployment, declaration, scope, result, special) {
  (special.dependsOn ?? []).flat().forEach((other) => {
    if (!(other instanceof Resource) && !(other instanceof Module)) {
      deployment.note(`dependsOn holds ${shown(other)}, which is no resource or module`, declaration.at);
    }
  });
  const properties = declaration.body.properties.filter(({ name }) => !OF_BICEP.has(name.value) && name.value !== 'name');
  const body = { name: ownName(result.name), ...evaluate({ ...declaration.body, properties }, scope) };
  const { type, apiVersion, name, id, scope: where, symbol, at } = result;
  checkReach(deployment, result);
  deployment.found.resources.push({ type, apiVersion, name, id, scope: where, symbol, at, body: resolved(body), places: placesOf(declaration.body) });
}

/** The last part of a name, which is what types bound. */
function ownName(name) {
  return name.includes('${') ? new Unknown(name, { early: true }) : segments(name).at(-1);
}

/** A file deploys to one scope: what is elsewhere takes a module with a scope of its own. */
function checkReach({ context }, { scope, symbol, at, type }) {
  let where = scope;
  while (where.resource) {
    where = where.resource.scope;
  }
  const here = scopeOf(undefined, context, at);
  if (where.kind !== 'Tenant' && where.id !== here.id) {
    throw new Problem(`${symbol} (${type}) is deployed to ${where.id}, which only a module with that scope can do`, at);
  }
}

/** Path of each property that is written out in a body → where. */
function placesOf(body, path = [], places = new Map()) {
  for (const { name, value, at } of body.properties ?? []) {
    if (name.kind === 'literal') {
      const here = [...path, name.value];
      places.set(here.join('.'), at);
      placesOf(value, here, places);
    }
  }
  return places;
}

function parentOf({ parent }, at) {
  if (parent !== undefined && !(parent instanceof Resource)) {
    throw new Problem(`parent is ${shown(parent)}, not a resource`, at);
  }
  return parent;
}

function typeOf({ type: text, typeAt }, parent) {
  const [type, apiVersion] = text.split('@');
  if (parent && !type.includes('/')) {
    return { type: `${parent.type}/${type}`, apiVersion: apiVersion ?? parent.apiVersion };
  }
  if (apiVersion === undefined) {
    throw new Problem(`${text} has no api-version`, typeAt);
  }
  if (parent && type.split('/').slice(0, -1).join('/').toLowerCase() !== parent.type.toLowerCase()) {
    throw new Problem(`${type} is no child of ${parent.type}`, typeAt);
  }
  return { type, apiVersion };
}

/** A value that must be known when the deployment starts. */
function early(value, what, symbol, at) {
  const late = unknownsIn(value).find((unknown) => !unknown.early);
  if (value === undefined) {
    throw new Problem(`${symbol} has no ${what}`, at);
  }
  if (late) {
    throw new Problem(`the ${what} of ${symbol} must be known when the deployment starts, and ${late} is not`, at);
  }
  if (!(value instanceof Unknown) && typeof value !== 'string') {
    throw new Problem(`the ${what} of ${symbol} is ${shown(value)}, not a string`, at);
  }
  return String(value);
}

/** What `scope:` says: a resource, or one of the objects that subscription(), resourceGroup() and tenant() give. */
function scopeOf(value, context, at) {
  if (value === undefined) {
    const subscription = `/subscriptions/${context.subscriptionId}`;
    return context.resourceGroup === undefined
      ? { kind: 'Subscription', id: subscription }
      : { kind: 'ResourceGroup', id: `${subscription}/resourceGroups/${context.resourceGroup}` };
  }
  if (value instanceof Resource) {
    return value.type.toLowerCase() === 'microsoft.resources/resourcegroups' ? { kind: 'ResourceGroup', id: value.id } : { kind: 'Extension', id: value.id, resource: value };
  }
  const unresolved = value instanceof Unknown && value.early;
  if (!unresolved && (!isObject(value) || (value.id === undefined && value.tenantId === undefined))) {
    throw new Problem(`scope is ${shown(value)}, which is no scope that is known when the deployment starts`, at);
  }
  if (unresolved) {
    return { kind: 'ResourceGroup', id: String(value) };
  }
  if (value.id === undefined) {
    return { kind: 'Tenant', id: '' };
  }
  return { kind: value.id.includes('/resourceGroups/') ? 'ResourceGroup' : 'Subscription', id: value.id };
}

function idOf(scope, type, name, at) {
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups') {
    return `${scope.id}/resourceGroups/${name}`;
  }
  try {
    return `${scope.id}/providers/${typed(type, segments(name))}`;
  } catch (error) {
    throw new Problem(error.message, at);
  }
}

/** The parts of a name between slashes; those inside `${…}` separate nothing. */
function segments(name) {
  return name.split(/\/(?![^{]*\})/);
}

const MODULE_PROPERTIES = new Set(['name', 'scope', 'params', 'dependsOn']);

function module(deployment, declaration, scope, deployed) {
  const { name: symbol, source, sourceAt, at, body } = declaration;
  const values = evaluate(body, scope);
  for (const name of Object.keys(values)) {
    if (!MODULE_PROPERTIES.has(name)) {
      throw new Problem(`a module has no property ${name}${didYouMean(name, MODULE_PROPERTIES)}`, at);
    }
  }
  if (values.name !== undefined) {
    early(values.name, 'name', symbol, at);
  }
  const call = { source, symbol, name: values.name, params: values.params ?? {}, at, sourceAt, outputs: new Set(), places: placesOf(body), scope: scopeOf(values.scope, deployment.context, at) };
  const local = source.endsWith('.bicep');
  const inner = local && deployed ? nestedDeployment(deployment, call) : undefined;
  if (!local && deployed) {
    deployment.found.modules.push({ ...call, params: resolved(call.params) });
  }
  return new Module({ symbol, name: values.name, deployed, outputs: () => inner?.outputs, noteOutput: (output) => call.outputs.add(output) });
}

function nestedDeployment(deployment, { source, sourceAt, params, scope, at }) {
  const path = join(dirname(deployment.template.path), source);
  let template;
  try {
    template = deployment.found.templates(path);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(`cannot read ${source}: ${error.code ?? error.message}`, sourceAt);
  }
  const [, subscriptionId, , resourceGroup] = /^\/subscriptions\/([^/]+)(\/resourceGroups\/(.+))?$/.exec(scope.id) ?? [undefined, deployment.context.subscriptionId];
  const context = { ...deployment.context, subscriptionId, resourceGroup: scope.kind === 'ResourceGroup' ? resourceGroup ?? scope.id : undefined };
  const nested = new Deployment(template, given(params), context, deployment.found, at);
  nested.run();
  return nested;
}
