// Who has changed what.

import { html, nothing } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head } from '../parts/figures.js';
import { badge, name, prose, when } from '../parts/text.js';
import { pager, table, unhurried } from '../parts/table.js';

const LIMIT = 50;

export default function audit({ update, route, go }) {
  let query = read(route);
  const list = new Resource(() => api.get('/audit-log', { ...query, limit: LIMIT }), update);
  const turn = (change) => go('audit', { ...query, ...change });
  const search = unhurried((actor) => turn({ actor: actor.trim(), offset: 0 }), 400);
  list.load();
  const columns = [
    { label: 'What', grow: true, cell: (row) => html`<span class="prose">${format.tame(row.words || row.action)}</span>${change(row.before, row.after)}` },
    { label: 'Who', cell: (row) => html`${name(row.actor?.name ?? '')}<span class="under">${row.actor?.kind === 'user' ? nothing : badge(format.tame(row.actor?.kind ?? ''))}</span>` },
    { label: 'From', wide: true, cell: (row) => html`<code>${format.tame(row.address ?? '')}</code>` },
    { label: 'When', number: true, cell: (row) => when(row.at) },
  ];
  const rows = (answer) => answer.total === 0
    ? nothingHere('No changes', 'What those who run the site change is kept here, and can’t be removed.')
    : html`${table({ caption: 'Changes', rows: answer.items, columns })}${pager({ total: answer.total, offset: query.offset, limit: LIMIT, onTurn: (offset) => turn({ offset }) })}`;
  return {
    view: () => html`${head('Audit log', 'Every change by those who run the site, and by programs: who, when, what, on whom.')}
      <section class="sheet">
        <div class="filters" role="search"><input type="search" aria-label="Only changes by this one" placeholder="Only changes by this one" maxlength="64" .value=${live(query.actor)} @input=${(event) => search(event.target.value)} /></div>
        ${list.show(rows, 10)}
      </section>`,
    move(next) {
      query = read(next);
      list.load();
    },
  };
}

const read = ({ query }) => ({ actor: query.get('actor') ?? '', offset: Number(query.get('offset')) || 0 });

/** Each field that is another one now. */
function change(before, after) {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (key) => JSON.stringify(before?.[key]) !== JSON.stringify(after?.[key]),
  );
  if (keys.length === 0) {
    return nothing;
  }
  const lines = keys.map((key) => html`<span>${format.tame(key).replaceAll('_', ' ')}: ${before ? html`<s>${written(before[key])}</s>` : nothing}${before && after ? ' → ' : nothing}${after ? written(after[key]) : nothing}</span>`);
  // What was added or removed is said in the line above.
  return before && after
    ? html`<span class="under diff">${lines}</span>`
    : html`<details class="under"><summary>${after ? 'As it was made' : 'As it was'}</summary><span class="diff">${lines}</span></details>`;
}

const written = (value) => format.titleOf(value === undefined || value === null ? 'none' : typeof value === 'object' ? JSON.stringify(value) : value);
