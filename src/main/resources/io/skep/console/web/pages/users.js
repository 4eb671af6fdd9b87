// Who is here.

import { html, nothing } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import * as api from '../api.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { choices, head } from '../parts/figures.js';
import { badge, copyable, day, mark, name, number, ratio, size } from '../parts/text.js';
import { pager, table, unhurried } from '../parts/table.js';
import { field, form, tell } from '../parts/dialog.js';

const LIMIT = 50;
export const ROLES = [['member', 'Member'], ['moderator', 'Moderator'], ['admin', 'Administrator']];
const SHOWN = [['', 'All'], ['active', 'Active'], ['no_leech', 'Seed only'], ['disabled', 'Shut out']];

export default function users({ update, route, session, go }) {
  let query = read(route);
  const list = new Resource(() => api.get('/users', { ...query, limit: LIMIT }), update);
  const turn = (change) => go('users', { ...query, ...change });
  const search = unhurried((words) => turn({ q: words.trim(), offset: 0 }));
  list.load();

  async function add() {
    const made = await form({
      title: 'Add a user',
      body: html`${field({ label: 'Name', name: 'name', required: true, maxlength: 64 })}${field({ label: 'Role', name: 'role', options: ROLES, value: 'member' })}`,
      confirm: 'Add',
      action: async (data) => {
        const user = await api.post('/users', { name: data.get('name'), role: data.get('role') });
        return { user, link: await passwordLink(user.id) };
      },
    });
    if (made) {
      list.load();
      await tellLink(made.user.name, made.link);
    }
  }

  const columns = [
    { label: 'Name', sort: 'name', grow: true, cell: (row) => html`<a class="cut" href=${`#/users/${row.id}`}>${name(row.name)}</a><span class="under">${row.role === 'member' ? nothing : badge(roleWord(row.role), 'accent')}${row.hit_and_runs > 0 ? html`<span>${row.hit_and_runs} overdue</span>` : nothing}</span>` },
    { label: 'State', cell: (row) => stateMark(row.state) },
    { label: 'Ratio', sort: 'ratio', number: true, cell: (row) => ratio(row.ratio) },
    { label: 'Given', sort: 'uploaded', number: true, wide: true, cell: (row) => size(row.credited_uploaded) },
    { label: 'Taken', sort: 'downloaded', number: true, wide: true, cell: (row) => size(row.credited_downloaded) },
    { label: 'Overdue', sort: 'hit_and_runs', number: true, wide: true, cell: (row) => number(row.hit_and_runs) },
    { label: 'Since', sort: 'created_at', number: true, wide: true, cell: (row) => day(row.created_at) },
  ];
  const rows = (answer) => answer.total === 0
    ? nothingHere('Nobody fits', 'No user has all that you ask for.', html`<button type="button" @click=${() => turn({ q: '', state: '', offset: 0 })}>Show all</button>`)
    : html`${table({ caption: 'Users', columns, rows: answer.items, sort: query.sort, onSort: (sort) => turn({ sort, offset: 0 }) })}
      ${pager({ total: answer.total, offset: query.offset, limit: LIMIT, onTurn: (offset) => turn({ offset }) })}`;

  return {
    view: () => html`${head('Users', 'Who is here, and how each stands.', session.may('users:write') ? html`<button type="button" class="primary" @click=${add}>Add a user</button>` : '')}
      <section class="sheet">
        <div class="filters" role="search">
          <input type="search" aria-label="Search by name" placeholder="Search by name" maxlength="255" .value=${live(query.q)} @input=${(event) => search(event.target.value)} />
          ${choices('State', SHOWN, query.state, (state) => turn({ state, offset: 0 }))}
        </div>
        ${list.show(rows, 10)}
      </section>`,
    move(next) {
      query = read(next);
      list.load();
    },
  };
}

const read = ({ query }) => ({ q: query.get('q') ?? '', state: query.get('state') ?? '', sort: query.get('sort') ?? 'name', offset: Number(query.get('offset')) || 0 });

export const roleWord = (role) => ROLES.find(([key]) => key === role)?.[1].toLowerCase() ?? role;

export const stateMark = (state) => ({
  active: mark('good', 'active'),
  no_leech: mark('fair', 'seed only', 'May seed, but not fetch'),
  disabled: mark('bad', 'shut out', 'Announces are refused'),
})[state];

/** The one-time link with which somebody sets a password. */
export const passwordLink = (user) => api.post(`/users/${user}/password-link`);

export const tellLink = (who, made) => tell({
  title: html`A link for ${name(who)}`,
  body: html`<p>Send it on a way that nobody else reads. It sets a password, works once, and ends ${new Date(made.expires_at).toLocaleString('en-GB')}. It is shown only now.</p>${copyable(made.link)}`,
});
