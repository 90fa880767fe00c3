import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { split } from './ids.js';
import { announce } from './announce.js';

/** A status as colour, icon and word. */
export function Badge({ look, large }) {
  return html`<span class="badge ${look.tone} ${large ? 'large' : ''}">
    <${Icon} name=${look.icon} />${look.word}
  </span>`;
}

/** A button that puts a text on the clipboard. */
export class Copy extends Component {
  async copy(text, what) {
    await navigator.clipboard.writeText(text);
    announce(`Copied ${what}.`);
    this.setState({ done: true });
    setTimeout(() => this.setState({ done: false }), 1500);
  }

  render({ text, what }, { done }) {
    const label = done ? `Copied ${what}` : `Copy ${what}`;
    return html`<button
      type="button"
      class="plain copy"
      aria-label=${label}
      title=${label}
      onClick=${() => this.copy(text, what)}
    >
      <${Icon} name=${done ? 'check' : 'copy'} />
    </button>`;
  }
}

/** A resource id: its middle gives way where there is no room, all of it shows when it has the focus. */
export function ResourceId({ id }) {
  const [start, end] = split(id);
  return html`<span class="resource">
    <span class="id" tabindex="0" title=${id}
      ><span class="start">${start}</span><span class="end">${end}</span></span
    ><${Copy} text=${id} what="resource id" />
  </span>`;
}

const ID = /(\/subscriptions\/[^\s,;'"()]*[^\s,;'"().:])/;

/** A text in which resource ids are short: type and name; all of an id shows under the pointer. */
export function Words({ text }) {
  return text
    .split(ID)
    .map((part) =>
      part.startsWith('/subscriptions/')
        ? html`<span class="short-id" title=${part}>${split(part)[1].slice(1)}</span>`
        : part,
    );
}

/** What to do next. */
export function Advice({ text }) {
  return html`<p class="advice"><strong>What to do:</strong> <${Words} text=${text} /></p>`;
}

/** Something that went wrong, and what to do next. */
export function Trouble({ problem }) {
  return html`<div class="callout bad" role="alert">
    <h3><${Icon} name="cross" />${problem.title ?? 'It did not work'}</h3>
    <p><${Words} text=${problem.detail ?? problem.message} /></p>
    ${
      problem.problems?.length > 0 &&
      html`<ul>
        ${problem.problems.map(
          (each) =>
            html`<li><code>${each.pointer || '/'}</code> ${each.message} (${each.reason})</li>`,
        )}
      </ul>`
    }
    ${problem.advice && html`<p class="advice">${problem.advice}</p>`}
  </div>`;
}

/** What belongs into a list and could not be read: a list says what is missing in it. */
export function Unreadable({ items }) {
  return (
    items.length > 0 &&
    html`<div class="callout bad" role="status">
      <h2><${Icon} name="cross" />Not shown, because it could not be read</h2>
      <ul>
        ${items.map(({ id, problem }) => html`<li key=${id}><code>${id}</code> ${problem}</li>`)}
      </ul>
    </div>`
  );
}

/** What of these pages could not be read. */
export function unreadableOf(pages) {
  return pages.flatMap((page) => page.unreadable ?? []);
}

/**
 * What an operator can do with a message that was not taken: have it sent again, or discarded. The children stand beside the two buttons.
 *
 * @param again the words for sending it again
 * @param onAsk is told which of the two is asked for: `replay` or `discard`
 */
export function MessageButtons({ again, mayOperate, onAsk, children }) {
  return html`<div class="buttons">
    <button type="button" class="primary" disabled=${!mayOperate} onClick=${() => onAsk('replay')}>
      <${Icon} name="replay" />${again}
    </button>
    <button type="button" class="dangerous" disabled=${!mayOperate} onClick=${() => onAsk('discard')}>
      <${Icon} name="removed" />Discard …
    </button>
    ${children}
  </div>`;
}

/** What is shown while there is nothing yet. */
export function Loading() {
  return html`<p class="loading"><${Icon} name="turning" />Loading …</p>`;
}

/** A name and its value; nothing where there is no value. */
export function Fact({ name, children }) {
  return html`<div class="fact">
    <dt>${name}</dt>
    <dd>${children}</dd>
  </div>`;
}

/** A text of a machine, laid out where it is JSON. */
export function Code({ text, label }) {
  return html`<div class="code">
    <${Copy} text=${text} what=${label} />
    <pre tabindex="0" role="region" aria-label=${label}>${text}</pre>
  </div>`;
}

/** JSON laid out to be read; another text as it is. */
export function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** "1 step", "2 steps". */
export function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}
