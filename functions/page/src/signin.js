import { Component, html } from './html.js';
import { Icon } from './icons.js';
import { session } from './session.js';

/** What a header can carry of a name. */
const NAME = '[ -~]{0,64}';

/** Asks for the function key, once in a tab. */
export class SignIn extends Component {
  componentDidMount() {
    document.title = 'Sign in · Moat';
    this.key.focus();
  }

  submit(event) {
    event.preventDefault();
    session.signIn(this.key.value.trim(), this.name.value.trim());
    this.props.onSignIn();
  }

  render({ refused }) {
    return html`<section class="card sign-in">
      <h1 tabindex="-1"><${Icon} name="lock" />Sign in</h1>
      ${
        refused &&
        html`<p class="callout bad" role="alert">
          <${Icon} name="cross" />Moat did not take this key.
        </p>`
      }
      <form onSubmit=${(event) => this.submit(event)}>
        <label class="field">
          <span>Function key</span>
          <input
            ref=${(input) => (this.key = input)}
            name="key"
            type="password"
            autocomplete="off"
            required
            aria-describedby="about-key"
          />
          <small id="about-key">
            A function or host key of the app. It stays in this tab until you sign out or close it.
          </small>
        </label>
        <label class="field">
          <span>Your name</span>
          <input
            ref=${(input) => (this.name = input)}
            name="name"
            autocomplete="name"
            maxlength="64"
            pattern=${NAME}
            defaultValue=${session.name}
            aria-describedby="about-name"
          />
          <small id="about-name">The history tells it with what you do. Plain letters.</small>
        </label>
        <button type="submit" class="primary">Sign in</button>
      </form>
    </section>`;
  }
}
