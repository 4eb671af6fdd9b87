// What lets programs in.

import { html } from '../lib/lit-html.js';
import * as api from '../api.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head } from '../parts/figures.js';
import { badge, copyable, day, name, say, when, unseen } from '../parts/text.js';
import { pager, table } from '../parts/table.js';
import { field, form, tell } from '../parts/dialog.js';

const LIMIT = 50;
const LIVES = [['30', '30 days'], ['365', 'A year'], ['', 'No end']];

export default function tokens({ update, session }) {
  let offset = 0;
  const list = new Resource(() => api.get('/tokens', { offset, limit: LIMIT }), update);
  list.load();

  async function add() {
    const scopes = [...session.current().scopes].sort();
    const made = await form({
      title: 'A new token',
      body: html`${field({ label: 'Name', name: 'name', required: true, maxlength: 64, hint: 'What it is for, such as forum or statistics' })}
        <fieldset><legend>What it lets a program do</legend><div class="scopes">${scopes.map((scope) => html`<label class="check"><input type="checkbox" name="scopes" value=${scope} />${scope}</label>`)}</div></fieldset>
        ${field({ label: 'Acts for', name: 'user', maxlength: 64, hint: 'A user’s name; empty for the operator' })}
        ${field({ label: 'Until', name: 'life', options: LIVES, value: '365' })}`,
      confirm: 'Make it',
      action: (data) => {
        const days = Number(data.get('life'));
        const chosen = data.getAll('scopes');
        if (chosen.length === 0) {
          throw new Error('Choose what it lets a program do.');
        }
        return api.post('/tokens', {
          name: data.get('name'),
          scopes: chosen,
          ...(data.get('user') ? { user: `name:${data.get('user')}` } : {}),
          ...(days ? { expires_at: new Date(Date.now() + days * 86400000).toISOString().replace(/\.\d+Z$/, 'Z') } : {}),
        });
      },
    });
    if (made) {
      list.load();
      await tell({ title: 'The token', body: html`<p>It is shown only now. A program sends it in the header <code>Authorization: Bearer …</code></p>${copyable(made.secret)}` });
    }
  }

  async function revoke(row) {
    const done = await form({
      title: 'Revoke this token?',
      body: html`<p>${name(row.name)} is refused from then on.</p>`,
      confirm: 'Revoke',
      danger: true,
      action: () => api.remove(`/tokens/${row.id}`),
    });
    if (done) {
      say('It is of no use any more.');
      list.load();
    }
  }

  const columns = [
    { label: 'Name', grow: true, cell: (row) => html`${name(row.name)}<span class="under">${row.scopes.length > 6 ? html`${row.scopes.slice(0, 6).map((scope) => badge(scope))}<span>and ${row.scopes.length - 6} more</span>` : row.scopes.map((scope) => badge(scope))}</span>` },
    { label: 'Acts for', wide: true, cell: (row) => (row.user ? html`<a href=${`#/users/${row.user.id}`}>${name(row.user.name)}</a>` : 'the operator') },
    { label: 'Made', number: true, wide: true, cell: (row) => day(row.created_at) },
    { label: 'Ends', number: true, wide: true, cell: (row) => (row.expires_at ? when(row.expires_at) : 'no end') },
    { label: unseen('Actions'), number: true, cell: (row) => html`<button type="button" class="plain danger" @click=${() => revoke(row)}>Revoke<span class="unseen"> ${name(row.name)}</span></button>` },
  ];
  const rows = (answer) => answer.total === 0
    ? nothingHere('No tokens', 'A program that speaks with the tracker needs one.')
    : html`${table({ caption: 'API tokens', rows: answer.items, columns })}${pager({ total: answer.total, offset, limit: LIMIT, onTurn: (next) => { offset = next; list.load(); } })}`;
  return {
    view: () => html`${head('API tokens', html`What lets programs use <a href="/api/v1/openapi.yaml">the API</a>.`, html`<button type="button" class="primary" @click=${add}>New token</button>`)}<section class="sheet">${list.show(rows, 4)}</section>`,
  };
}
