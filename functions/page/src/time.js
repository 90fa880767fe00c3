const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in at most two units, such as "1 min 12 s". */
export function duration(milliseconds) {
  const length = Math.max(0, milliseconds);
  if (length < 10 * SECOND) {
    return `${Math.floor(length / 100) / 10} s`;
  }
  if (length < MINUTE) {
    return `${Math.floor(length / SECOND)} s`;
  }
  if (length < HOUR) {
    return two(length, MINUTE, 'min', SECOND, 's');
  }
  return length < DAY ? two(length, HOUR, 'h', MINUTE, 'min') : two(length, DAY, 'd', HOUR, 'h');
}

function two(length, large, largeName, small, smallName) {
  const rest = Math.floor((length % large) / small);
  return `${Math.floor(length / large)} ${largeName}${rest ? ` ${rest} ${smallName}` : ''}`;
}

/** How long ago something was, or how soon it comes, in one unit. */
export function ago(time, now) {
  const passed = now - Date.parse(time);
  if (Math.abs(passed) < 5 * SECOND) {
    return 'just now';
  }
  return passed > 0 ? `${inOneUnit(passed)} ago` : `in ${inOneUnit(-passed)}`;
}

function inOneUnit(length) {
  if (length < MINUTE) {
    return `${Math.floor(length / SECOND)} s`;
  }
  if (length < HOUR) {
    return `${Math.floor(length / MINUTE)} min`;
  }
  return length < 2 * DAY ? `${Math.floor(length / HOUR)} h` : `${Math.floor(length / DAY)} days`;
}

/** The time between two moments, in milliseconds. */
export function between(from, to) {
  return Date.parse(to) - Date.parse(from);
}

const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A moment as people here write it. */
export function moment(time) {
  return MOMENT.format(new Date(time));
}

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** The time of day of a moment. */
export function timeOfDay(time) {
  return TIME.format(new Date(time));
}

/** Some time before now, as the API takes it. */
export function before(now, milliseconds) {
  return new Date(now - milliseconds).toISOString();
}

export { DAY, HOUR, MINUTE, SECOND };
