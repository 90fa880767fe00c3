import { Ago, Lasting, Until } from './clock.js';
import { html } from './html.js';
import { Icon } from './icons.js';
import { nameOf } from './ids.js';
import { Badge, Copy, Fact, ResourceId } from './parts.js';
import { link } from './route.js';
import { isActive, ofSetup } from './status.js';
import { Verbs } from './verbs.js';

/** What a setup is, how far it is, and what can be asked of it. */
export function SetupHeader({ setup, mayOperate, onAsk }) {
  return html`<header class="setup-header">
    <a class="back" href=${link(['setups'])}><${Icon} name="back" />Setups</a>
    <div class="title">
      <h1 tabindex="-1">${nameOf(setup.registry)}</h1>
      <${Badge} look=${ofSetup(setup.status)} large=${true} />
      <${Verbs} setup=${setup} mayOperate=${mayOperate} onAsk=${onAsk} />
    </div>
    <${ResourceId} id=${setup.registry} />
    <dl class="facts">
      <${Fact} name="Request"
        ><span class="text">${setup.requestId}</span
        ><${Copy} text=${setup.requestId} what="request id"
      /><//>
      <${Fact} name="Generation">${setup.generation}<//>
      <${Fact} name="Accepted"><${Ago} at=${setup.acceptedAt} /><//>
      ${times(setup)}
      <${Fact} name="Calls to Azure">${setup.calls.reads} reads, ${setup.calls.writes} writes<//>
      ${setup.reversal && html`<${Reversal} reversal=${setup.reversal} />`}
    </dl>
  </header>`;
}

function times({ acceptedAt, finishedAt, ...setup }) {
  if (isActive(setup) && !finishedAt) {
    return html`<${Fact} name="Under way for"><${Lasting} from=${acceptedAt} /><//>`;
  }
  return finishedAt && html`<${Fact} name="Last ended"><${Ago} at=${finishedAt} /><//>`;
}

function Reversal({ reversal }) {
  if (reversal.kind === 'TEARDOWN') {
    return html`<${Fact} name="Teardown"
      >${reversal.deleteRegistry ? 'with the registry' : 'the registry stays'}<//
    >`;
  }
  return html`<${Fact} name="Restored"
    >${reversal.until ? html`private again <${Until} at=${reversal.until} />` : 'for good'}<//
  >`;
}
