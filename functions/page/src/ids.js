/** The last name in a resource id. */
export function nameOf(id) {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** The resource group in a resource id, or nothing. */
export function groupOf(id) {
  return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}

/** The subscription in a resource id, or nothing. */
export function subscriptionOf(id) {
  return /\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
}

/** A resource id in two parts: the second, type and name, is what tells it from its neighbours. */
export function split(id) {
  const parts = id.split('/');
  const at = Math.max(1, parts.length - 2);
  return [parts.slice(0, at).join('/'), `/${parts.slice(at).join('/')}`];
}

/** A text with its middle left out, where it has more characters than that. */
export function shorten(text, most) {
  if (text.length <= most) {
    return text;
  }
  const end = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(text.length - end)}`;
}

const KINDS = {
  preflight: 'Preflight',
  'virtual-network': 'Virtual network',
  registry: 'Registry',
  subnet: 'Subnet',
  'dns-zone': 'DNS zone',
  link: 'Link',
  endpoint: 'Private endpoint',
  'zone-group': 'Zone group',
  'identity-grant': 'Identity grant',
  lockdown: 'Lockdown',
};

/** The kind of a step in words. */
export function kindInWords(kind) {
  return KINDS[kind] ?? kind;
}

/** A step's name in words, such as "Subnet private-endpoint-subnet". */
export function stepInWords(name) {
  const kind = name.split('.')[0];
  return `${kindInWords(kind)} ${subjectOf({ name, kind })}`.trim();
}

/** What a step is about, in few characters: what its name has beside the kind, else its resource. */
export function subjectOf(step) {
  const dot = step.name.indexOf('.');
  if (dot < 0) {
    return step.resource ? nameOf(step.resource) : '';
  }
  const subject = step.name.slice(dot + 1);
  switch (step.kind) {
    case 'subnet':
      return subject.slice(subject.indexOf('.') + 1);
    case 'identity-grant':
      return subject.replace('.', ' for ');
    default:
      return subject;
  }
}
