import { get, path } from './api.js';
import { Asking } from './asking.js';
import { Dialog } from './dialogs.js';
import { Component, html } from './html.js';
import { nameOf } from './ids.js';
import { Badge, Loading, ResourceId, Trouble } from './parts.js';
import { ofFate } from './status.js';

/** Shows what a teardown would do before it asks for it. */
export class Teardown extends Component {
  componentDidMount() {
    this.load(false);
  }

  async load(deleteRegistry) {
    this.setState({ deleteRegistry, plan: null, problem: null });
    try {
      const plan = await get(path('setups', this.props.setup.id, 'teardown-plan'), {
        deleteRegistry,
      });
      if (deleteRegistry === this.state.deleteRegistry) {
        this.setState({ plan });
      }
    } catch (problem) {
      this.setState({ problem });
    }
  }

  async reload() {
    const version = await this.props.reload();
    await this.load(this.state.deleteRegistry);
    return version;
  }

  render({ setup, onClose, onDone }, { plan, deleteRegistry, problem }) {
    const title = `Tear down: ${nameOf(setup.registry)}`;
    if (problem) {
      return html`<${Dialog} title=${title} onClose=${onClose}
        ><${Trouble} problem=${problem}
      /><//>`;
    }
    return html`<${Asking}
      setup=${setup}
      verb="teardown"
      title=${title}
      word="Tear down"
      danger=${true}
      ready=${Boolean(plan)}
      typeName=${nameOf(setup.registry)}
      body=${{ plan: plan?.id, deleteRegistry }}
      reload=${() => this.reload()}
      onClose=${onClose}
      onDone=${onDone}
    >
      <label class="choice">
        <input
          type="checkbox"
          name="delete-registry"
          checked=${deleteRegistry}
          onChange=${(event) => this.load(event.target.checked)}
        />
        <span
          >Remove the registry too, if Moat created it.${' '}
          <strong>Its images are lost for good.</strong></span
        >
      </label>
      <p>In this order, each step when the ones before it are done:</p>
      ${plan ? html`<${Items} items=${plan.items} />` : html`<${Loading} />`}
    <//>`;
  }
}

function Items({ items }) {
  return html`<ol class="fates">
    ${items.map(
      (item) =>
        html`<li key=${item.step}>
          <${Badge} look=${ofFate(item.fate)} />
          <div>
            <strong>${item.step}</strong> <span class="quiet">${item.why}</span>
            <${ResourceId} id=${item.resource} />
          </div>
        </li>`,
    )}
  </ol>`;
}
