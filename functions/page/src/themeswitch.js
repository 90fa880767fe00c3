import { Component, html } from './html.js';
import { Icon } from './icons.js';

const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Switches between light and dark, and remembers it on this machine. */
export class ThemeSwitch extends Component {
  componentDidMount() {
    systemIsDark.addEventListener('change', () => this.forceUpdate());
  }

  render() {
    const theme = root.dataset.theme ?? (systemIsDark.matches ? 'dark' : 'light');
    const other = theme === 'dark' ? 'light' : 'dark';
    return html`<button
      type="button"
      class="plain"
      aria-label=${`Switch to ${other} colours`}
      title=${`Switch to ${other} colours`}
      onClick=${() => {
        root.dataset.theme = other;
        localStorage.setItem('theme', other);
        this.forceUpdate();
      }}
    >
      <${Icon} name=${other === 'dark' ? 'moon' : 'sun'} />
    </button>`;
  }
}
