import { session } from './session.js';

const BASE = new URL('v1/', document.baseURI);
const UNAUTHORIZED = 401;

/** A call that was refused, or that did not get through. */
export class Problem extends Error {
  constructor({ status = 0, title, code, detail, advice, problems = [] }) {
    super(detail);
    this.status = status;
    this.title = title;
    this.code = code;
    this.detail = detail;
    this.advice = advice;
    this.problems = problems;
  }

  /** Whether the setup is no longer as the caller saw it, or as it would have to be. */
  get isConflict() {
    return this.status === 409 || this.status === 412;
  }
}

/** Reads something. Values that are empty are left out of the query. */
export function get(path, query = {}) {
  return call('GET', path, { query });
}

/** Sends something. */
export function post(path, body, version) {
  return call('POST', path, { body, version });
}

/** Discards something. */
export function discard(path) {
  return call('DELETE', path);
}

/** The parts of a path, each as one segment. */
export function path(...parts) {
  return parts.map(encodeURIComponent).join('/');
}

async function call(method, to, { query = {}, body, version } = {}) {
  const answer = await send(url(to, query), {
    method,
    headers: headers(body, version),
    body: typeof body === 'object' ? JSON.stringify(body) : body,
    redirect: 'manual',
    cache: 'no-store',
  });
  if (answer.type === 'opaqueredirect') {
    throw new Problem({
      title: 'Your sign-in has ended',
      detail: 'The app wants you to sign in with Microsoft Entra ID again.',
      advice: 'Load the page anew.',
    });
  }
  if (answer.status === UNAUTHORIZED) {
    session.refused();
    throw new Problem({ status: UNAUTHORIZED, title: 'Not signed in', detail: 'Sign in first.' });
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw problem(answer, text);
  }
  return text ? parse(text) : null;
}

function url(to, query) {
  const target = new URL(to, BASE);
  Object.entries(query).forEach(([name, value]) => {
    if (value !== undefined && value !== null && value !== '') {
      target.searchParams.set(name, value);
    }
  });
  return target;
}

function headers(body, version) {
  const all = { Accept: 'application/json' };
  if (session.key) {
    all['x-functions-key'] = session.key;
  }
  if (session.name) {
    all['Moat-Operator'] = session.name;
  }
  if (body !== undefined) {
    all['Content-Type'] = 'application/json';
  }
  if (version !== undefined) {
    all['If-Match'] = `"${version}"`;
  }
  return all;
}

async function send(target, options) {
  try {
    return await fetch(target, options);
  } catch (failure) {
    throw new Problem({
      title: 'Moat cannot be reached',
      detail: `The call got no answer (${failure.message}).`,
      advice: 'Look whether the function app runs and whether this network reaches it.',
    });
  }
}

function problem(answer, text) {
  try {
    return new Problem({ ...JSON.parse(text), status: answer.status });
  } catch {
    return new Problem({
      status: answer.status,
      title: `Status ${answer.status}`,
      detail: text || `Moat answered with status ${answer.status} and no words.`,
      advice: 'Look into the log of the function app.',
    });
  }
}

/** Sequence numbers of Service Bus have 64 bits, numbers here have 53: they stay texts. */
function parse(text) {
  return JSON.parse(text.replace(/(?<!\\)"sequenceNumber"\s*:\s*(\d+)/g, '"sequenceNumber":"$1"'));
}
