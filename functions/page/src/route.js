/** Where the page is: a path and a query behind the "#", which no server ever sees. */
export function here() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  return { parts, query: new URLSearchParams(query ?? '') };
}

/** A link to a place of this page. Values that are empty are left out of the query. */
export function link(parts, query = {}) {
  const values = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(values).toString();
  return `#/${parts.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`;
}

/** Goes to a place of this page. */
export function go(to) {
  location.hash = to;
}

/** Changes the query of the place where the page is; "back" leads to the place before it. */
export function refine(query) {
  const to = link(here().parts, query);
  history.replaceState(null, '', to);
  dispatchEvent(new HashChangeEvent('hashchange'));
}
