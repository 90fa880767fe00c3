/**
 * What each status looks like: a word, an icon and a tone. No status is told by colour alone.
 * `docs/operating.md` says what each means.
 */
const SETUP = {
  RUNNING: ['Running', 'turning', 'busy'],
  SUCCEEDED: ['Succeeded', 'check', 'good'],
  FAILED: ['Failed', 'cross', 'bad'],
  CHECKING: ['Checking', 'turning', 'busy'],
  DRIFTED: ['Drifted', 'drift', 'bad'],
  CANCELLED: ['Cancelled', 'stop', 'off'],
  RESTORED: ['Restored', 'open', 'wait'],
  TORN_DOWN: ['Torn down', 'removed', 'off'],
};

const STEP = {
  PENDING: ['Pending', 'circle', 'off'],
  QUEUED: ['Queued', 'turning', 'busy'],
  PARKED: ['Parked', 'clock', 'busy'],
  AWAITING_APPROVAL: ['Awaiting approval', 'person', 'wait'],
  SUCCEEDED: ['Succeeded', 'check', 'good'],
  FAILED: ['Failed', 'cross', 'bad'],
  DRIFTED: ['Drifted', 'drift', 'bad'],
  CONTESTED: ['Contested', 'drift', 'bad'],
  RESTORED: ['Restored', 'open', 'wait'],
  REMOVED: ['Removed', 'removed', 'off'],
  LEFT: ['Left in place', 'stop', 'off'],
  NOT_PLANNED: ['Not planned', 'stop', 'off'],
};

const ACTION = {
  CREATED: ['Created', 'plus', 'busy'],
  ADOPTED: ['Adopted', 'check', 'good'],
  UNCHANGED: ['Unchanged', 'check', 'off'],
  CHANGED: ['Changed', 'edit', 'wait'],
  REFUSED: ['Refused', 'cross', 'bad'],
  UNKNOWN: ['Unknown yet', 'question', 'off'],
};

const FATE = {
  RESTORED: ['Restored', 'open', 'wait'],
  REMOVED: ['Removed', 'removed', 'bad'],
  LEFT: ['Left in place', 'stop', 'off'],
};

const look = (looks) => (value) => {
  const [word, icon, tone] = looks[value] ?? [value, 'question', 'off'];
  return { word, icon, tone };
};

export const ofSetup = look(SETUP);
export const ofStep = look(STEP);
export const ofAction = look(ACTION);
export const ofFate = look(FATE);

export const SETUP_STATUSES = Object.keys(SETUP);

/** Whether steps of a setup are being worked on. */
export function isActive(setup) {
  return setup.status === 'RUNNING' || setup.status === 'CHECKING';
}

/** Whether a step stands still until an operator does something. */
export function needsSomebody(step) {
  return ['FAILED', 'DRIFTED', 'CONTESTED', 'AWAITING_APPROVAL'].includes(step.status);
}

/** Whether a call of a step is under way or scheduled. */
export function isBeingWorkedOn(step) {
  return ['QUEUED', 'PARKED', 'AWAITING_APPROVAL'].includes(step.status);
}

/** The drift that a step stands still with, or is repairing; nothing when there is none. */
export function driftOf(step) {
  const drift = step.drifts.at(-1);
  switch (step.status) {
    case 'DRIFTED':
    case 'CONTESTED':
      return drift;
    case 'QUEUED':
    case 'PARKED':
    case 'AWAITING_APPROVAL':
    case 'FAILED':
      return drift && Date.parse(drift.foundAt) >= Date.parse(step.startedAt) ? drift : undefined;
    default:
      return undefined;
  }
}

/** Whether the step has found its registry gone. */
export function isLostRegistry(step) {
  const differences = driftOf(step)?.differences ?? [];
  return step.kind === 'registry' && differences.some(({ field }) => field === 'existence');
}
