import { html } from './html.js';

/** Lines on a field of 16 by 16. */
const LINES = {
  back: 'M10 3 5 8l5 5',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  circle: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2 1.3',
  copy: 'M6 6h7v7H6zM10 6V3H3v7h3',
  cross: 'm4 4 8 8m0-8-8 8',
  drift: 'M8 3v6m0 3.5v.1',
  edit: 'm3 13 .6-2.6L10.8 3.2l2 2L5.6 12.4z',
  file: 'M4 2.5h5l3 3v8H4zM9 2.5v3h3',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5',
  open: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 4.8-1',
  out: 'M6 3H3v10h3m3-8 3 3-3 3m3-3H6',
  person: 'M8 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M3 13.5c.3-2.7 2.3-4 5-4s4.7 1.3 5 4',
  plus: 'M8 3v10M3 8h10',
  question: 'M5.5 6a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2.9-1.2 1.6m0 2.7v.1',
  removed: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.7 9h5.6l.7-9',
  replay: 'M13 8a5 5 0 1 1-1.5-3.5M13 2.5v2.5h-2.5',
  stop: 'M4 8h8',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5m0 11V15m7-7h-1.5M2.5 8H1m11.9-4.9-1 1m-7.8 7.8-1 1m9.8 0-1-1M4.1 4.1l-1-1',
  turning: 'M13.5 8A5.5 5.5 0 1 1 8 2.5',
};

/** A picture beside words that say the same. */
export function Icon({ name }) {
  return html`<svg
    class=${name === 'turning' ? 'icon turning' : 'icon'}
    viewBox="0 0 16 16"
    aria-hidden="true"
  >
    <path d=${LINES[name]} />
  </svg>`;
}
