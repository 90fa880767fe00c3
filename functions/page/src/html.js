import { Component, Fragment, createRef, h, render } from './preact.module.js';
import htm from './htm.module.js';

/** Markup as a template. What is put into it is text or elements, never markup. */
export const html = htm.bind(h);

export { Component, Fragment, createRef, render };
