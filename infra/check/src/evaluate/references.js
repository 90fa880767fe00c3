import { didYouMean } from '../problem.js';
import { Unknown } from './values.js';

const EARLY = new Set(['id', 'name', 'type', 'apiVersion']);

/** A resource as expressions see it. What Azure answers about it is unknown; that there is such a property is checked by its published type. */
export class Resource {
  constructor(fields) {
    Object.assign(this, fields);
  }

  member(name, at) {
    if (EARLY.has(name)) {
      return this[name];
    }
    if (!this.deployed) {
      throw new Error(`${this.symbol}.${name} is read where ${this.symbol} is not deployed`);
    }
    return new Unknown(`${this.symbol}.${name}`, { path: new Path(this, []).into(name, at) });
  }

  nested(name) {
    const child = this.children.get(name);
    if (!child) {
      throw new Error(`${this.symbol} has no nested resource ${name}${didYouMean(name, this.children.keys())}`);
    }
    return child();
  }
}

/** A way into what Azure answers about a resource. Each step is noted, to be held against the published type. */
class Path {
  constructor(resource, names) {
    this.resource = resource;
    this.names = names;
  }

  into(name, at) {
    const longer = new Path(this.resource, [...this.names, name]);
    this.resource.note(longer.names, at);
    return longer;
  }
}

/** A call of a module as expressions see it. */
export class Module {
  constructor(fields) {
    Object.assign(this, fields);
  }

  member(name) {
    if (name === 'name') {
      return this.name;
    }
    if (name !== 'outputs') {
      throw new Error(`a module has no property ${name}; did you mean outputs?`);
    }
    if (!this.deployed) {
      throw new Error(`outputs of ${this.symbol} are read where it is not deployed`);
    }
    return new Outputs(this);
  }
}

class Outputs extends Module {
  constructor(module) {
    super({ module });
  }

  member(name) {
    const { module } = this;
    module.noteOutput(name);
    const outputs = module.outputs();
    if (outputs === undefined) {
      return new Unknown(`${module.symbol}.outputs.${name}`);
    }
    if (!(name in outputs)) {
      throw new Error(`module ${module.symbol} has no output ${name}${didYouMean(name, Object.keys(outputs))}`);
    }
    return new Unknown(`${module.symbol}.outputs.${name}`, { value: outputs[name] });
  }
}
