import { path, post } from './api.js';
import { Confirmation } from './dialogs.js';
import { html } from './html.js';

/** Asks before a verb is sent to a setup, and sends it. */
export function Asking({ setup, verb, word, body, onDone, children, ...props }) {
  return html`<${Confirmation}
    ...${props}
    verb=${word}
    version=${setup.version}
    act=${(version) => post(path('setups', setup.id, verb), body, version)}
    onDone=${(after) => onDone(word, after)}
  >
    ${children}
  <//>`;
}
