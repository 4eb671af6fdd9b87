// Who may come, and who brought whom.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head } from '../parts/figures.js';
import { badge, copyable, day, mark, name, say, when, unseen } from '../parts/text.js';
import { table } from '../parts/table.js';
import { form, tell } from '../parts/dialog.js';
import { roleWord, stateMark } from './users.js';

const MOST = 1000;
const STATES = {
  open: () => mark('fair', 'open'),
  taken: () => mark('good', 'taken'),
  expired: () => mark('none', 'expired'),
  revoked: () => mark('none', 'taken back'),
};

export default function invitations({ update, session }) {
  const own = new Resource(() => api.get('/me/invitations'), update);
  const tree = new Resource(() => api.get('/invitation-tree', { limit: MOST }), update);
  own.load();
  if (session.may('users:read')) {
    tree.load();
  }

  async function invite() {
    try {
      const made = await api.post('/me/invitations', {});
      own.load();
      await tell({
        title: 'An invitation',
        body: html`<p>Send this link to one whom you trust: what they do is tied to your name. It works once and ends ${when(made.expires_at)}. It is shown only now.</p>${copyable(made.link)}`,
      });
    } catch (problem) {
      say(problem.message, 'bad');
    }
  }

  async function revoke(row) {
    const done = await form({
      title: 'Take this invitation back?',
      body: html`<p>Its link is of no use then.</p>`,
      confirm: 'Take it back',
      danger: true,
      action: () => api.remove(`/me/invitations/${row.id}`),
    });
    if (done) {
      own.load();
    }
  }

  const mine = (answer) => html`<header><h2>Yours</h2>
      <div class="actions"><span class="quiet">${answer.left === null ? 'as many as you like' : `${format.count(answer.left)} left`}</span>
      <button type="button" class="primary" ?disabled=${answer.left === 0} @click=${invite}>Invite somebody</button></div></header>
    ${answer.items.length === 0
      ? nothingHere('You have invited nobody yet', 'An invitation is a link that works once.')
      : table({
          caption: 'Your invitations',
          rows: answer.items,
          columns: [
            { label: 'Made', cell: (row) => day(row.created_at) },
            { label: 'State', cell: (row) => STATES[row.state]?.() ?? format.tame(row.state) },
            { label: 'By whom', grow: true, cell: (row) => (row.user ? name(row.user.name) : html`<span class="quiet">${row.state === 'open' ? html`ends ${when(row.expires_at)}` : format.NONE}</span>`) },
            { label: unseen('Actions'), number: true, cell: (row) => (row.state === 'open' ? html`<button type="button" class="plain danger" @click=${() => revoke(row)}>Take back</button>` : nothing) },
          ],
        })}`;

  return {
    view: () => html`${head('Invitations', 'A community grows by trust: whoever invites stands for whom they bring.')}
      <div class="stack">
        <section class="sheet">${own.show(mine, 3)}</section>
        ${session.may('users:read') ? html`<section class="sheet"><header><h2>Who brought whom</h2></header>${tree.show(drawTree, 6)}</section>` : nothing}
      </div>`,
  };
}

function drawTree(answer) {
  if (answer.total === 0) {
    return nothingHere('Nobody yet', 'The tree begins with the first invitation that is taken.');
  }
  const ids = new Set(answer.items.map((row) => row.user.id));
  const children = new Map();
  for (const row of answer.items) {
    const above = row.invited_by && ids.has(row.invited_by.id) ? row.invited_by.id : 0;
    children.set(above, [...(children.get(above) ?? []), row]);
  }
  const branch = (id) => html`<ul>${(children.get(id) ?? []).map((row) => html`<li>
    <div class="leafline"><a href=${`#/users/${row.user.id}`}>${name(row.user.name)}</a>${row.role === 'member' ? nothing : badge(roleWord(row.role), 'accent')}${row.state === 'active' ? nothing : stateMark(row.state)}<span class="quiet">${day(row.at)}</span></div>
    ${children.has(row.user.id) ? branch(row.user.id) : nothing}
  </li>`)}</ul>`;
  return html`<div class="tree">${branch(0)}</div>${answer.total > answer.items.length ? html`<p class="quiet">The first ${format.count(answer.items.length)} of ${format.count(answer.total)}.</p>` : nothing}`;
}
