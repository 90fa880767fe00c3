import { announce } from './announce.js';
import { get } from './api.js';
import { DeadLetters } from './deadletters.js';
import { Component, html, render } from './html.js';
import { Icon } from './icons.js';
import { List } from './list.js';
import { Loading, Trouble } from './parts.js';
import { Planning } from './plan.js';
import { Rejected } from './rejected.js';
import { here, link } from './route.js';
import { session } from './session.js';
import { Setup } from './setup.js';
import { SignIn } from './signin.js';
import { ThemeSwitch } from './themeswitch.js';

const PLACES = [
  { part: 'setups', word: 'Setups', view: ({ parts }) => (parts[1] ? Setup : List) },
  { part: 'plan', word: 'Plan', view: () => Planning },
  { part: 'rejected', word: 'Rejected', view: () => Rejected },
  { part: 'dead-letters', word: 'Dead letters', view: () => DeadLetters },
];

/** The whole page: who is using it, where it is, and the view of that place. */
class App extends Component {
  constructor() {
    super();
    this.state = { place: here(), connecting: true };
  }

  componentDidMount() {
    addEventListener('hashchange', () => this.arrived());
    session.onRefused(() => this.setState({ caller: null, refused: Boolean(session.key) }));
    this.connect();
  }

  async connect() {
    this.setState({ connecting: true, problem: null });
    try {
      this.setState({ caller: await get('caller'), refused: false });
    } catch (problem) {
      this.setState({ problem: problem.status === 401 ? null : problem });
    }
    this.setState({ connecting: false });
  }

  /** Another place begins at its top and tells its heading; another query does not. */
  arrived() {
    const before = this.state.place.parts.join('/');
    const place = here();
    this.setState({ place }, () => {
      if (place.parts.join('/') !== before) {
        scrollTo(0, 0);
        document.querySelector('h1')?.focus();
      }
    });
  }

  signOut() {
    const { caller } = this.state;
    session.signOut();
    this.setState({ caller: null, refused: false });
    announce('Signed out.');
    if (caller.authentication === 'EntraId') {
      location.assign('/.auth/logout');
    }
  }

  render(_, { caller, place }) {
    const here = PLACES.find(({ part }) => part === place.parts[0]) ?? PLACES[0];
    return html`
      <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
      <header class="bar">
        <a class="brand" href=${link(['setups'])}><img src="ui/icon.svg" alt="" />Moat</a>
        ${caller && html`<${Navigation} here=${here} />`}
        <div class="who">
          ${caller && html`<${Who} caller=${caller} onSignOut=${() => this.signOut()} />`}
          <${ThemeSwitch} />
        </div>
      </header>
      <main id="main" tabindex="-1">${this.content(here)}</main>
    `;
  }

  content(here) {
    const { caller, connecting, problem, refused, place } = this.state;
    if (problem) {
      return html`<h1 tabindex="-1">Moat</h1>
        <${Trouble} problem=${problem} />
        <button type="button" onClick=${() => this.connect()}>Try again</button>`;
    }
    if (caller) {
      const View = here.view(place);
      const mayOperate = caller.roles.includes('operator');
      return html`<${View} key=${place.parts.join('/')} place=${place} mayOperate=${mayOperate} />`;
    }
    return connecting
      ? html`<${Loading} />`
      : html`<${SignIn} refused=${refused} onSignIn=${() => this.connect()} />`;
  }
}

function Navigation({ here }) {
  return html`<nav aria-label="Main">
    ${PLACES.map(
      (place) =>
        html`<a href=${link([place.part])} aria-current=${place === here ? 'page' : null}
          >${place.word}</a
        >`,
    )}
  </nav>`;
}

function Who({ caller, onSignOut }) {
  const role = caller.roles.includes('operator') ? 'operator' : 'reader';
  return html`<span class="name"
      ><${Icon} name="person" />${caller.name} <small>${role}</small></span
    >
    <button type="button" class="plain" onClick=${onSignOut}>
      <${Icon} name="out" />Sign out
    </button>`;
}

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

render(html`<${App} />`, document.getElementById('app'));
