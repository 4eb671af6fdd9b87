// The configuration in force, with what each key means.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head } from '../parts/figures.js';
import { badge } from '../parts/text.js';
import { tame } from '../format.js';

export default function configuration({ update }) {
  let sought = '';
  let onlyChanged = false;
  const list = new Resource(() => api.get('/configuration'), update);
  list.load();
  const fits = (row) => (!onlyChanged || row.changed) && `${row.key} ${row.meaning}`.toLowerCase().includes(sought);
  const rows = (answer) => {
    const found = answer.items.filter(fits);
    return found.length === 0 ? nothingHere('No key fits', 'Search for part of its name or meaning.') : settings(found);
  };
  return {
    view: () => html`${head('Configuration', 'What the tracker runs with. It is changed in its file, its environment or on its command line.')}
      <section class="sheet">
        <div class="filters" role="search">
          <input type="search" aria-label="Search keys and meanings" placeholder="Search keys and meanings" @input=${(event) => { sought = event.target.value.toLowerCase(); update(); }} />
          <label class="check"><input type="checkbox" @change=${(event) => { onlyChanged = event.target.checked; update(); }} />Only what was changed</label>
        </div>
        ${list.show(rows, 12)}
      </section>`,
  };
}

/** Keys by their first part, each with its value, default and meaning. */
export function settings(rows, grouped = true) {
  const groups = Map.groupBy ? Map.groupBy(rows, (row) => row.key.split('.')[0]) : new Map([['', rows]]);
  return html`<div class="settings">${[...groups].map(([group, keys]) => html`${grouped ? html`<h2>${group}</h2>` : nothing}<dl>${keys.map((row) => html`<div class="setting">
    <dt><code>${tame(row.key)}</code>${row.changed ? badge('changed', 'accent') : nothing}</dt>
    <dd><code class="set">${shown(row.value)}</code>${row.changed ? html` <span class="quiet">default <code>${shown(row.default)}</code></span>` : nothing}
    <p class="quiet">${tame(row.meaning)}</p></dd></div>`)}</dl>`)}</div>`;
}

const shown = (value) => (value === null || value === undefined || value === '' || value === '[]' || value === '""' ? '(none)' : tame(typeof value === 'object' ? JSON.stringify(value) : value));
