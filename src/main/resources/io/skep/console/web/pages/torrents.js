// What there is: found, sorted, filtered, and added to by a drop.

import { html, nothing } from '../lib/lit-html.js';
import { live } from '../lib/directives/live.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { choices, head } from '../parts/figures.js';
import { badge, day, health, name, number, size } from '../parts/text.js';
import { pager, table, unhurried } from '../parts/table.js';
import { dropZone, Uploads } from '../parts/upload.js';

const LIMIT = 50;
const BEST = '-health';
const LICENSES = [['', 'All'], ['creative-commons', 'Creative Commons'], ['public-domain', 'Public domain']];

/** Where columns are hidden, so are their heads, by which one sorts else. */
const SORTS = [
  ['-health', 'health'], ['name', 'name'], ['-seeders', 'most seeds'], ['-leechers', 'most leeches'],
  ['-snatches', 'most fetched'], ['-length', 'largest'], ['length', 'smallest'], ['-added_at', 'newest'], ['added_at', 'oldest'],
];

export default function torrents({ update, route, session, go }) {
  let query = read(route);
  const list = new Resource(() => api.get('/torrents', asked(query)), update);
  const uploads = new Uploads(update, () => list.load());
  const search = unhurried((words) => turn({ q: words.trim(), offset: 0 }));
  list.load();

  function turn(change) {
    go('torrents', written({ ...query, ...change }));
  }

  function move(next) {
    query = read(next);
    list.load();
  }

  function filters() {
    return html`<div class="filters" role="search">
      <input type="search" aria-label="Search by name" placeholder="Search by name" maxlength="255" .value=${live(query.q)} @input=${(event) => search(event.target.value)} />
      ${choices('Licence', LICENSES, query.license, (license) => turn({ license, offset: 0 }))}
      <label class="check"><input type="checkbox" .checked=${live(query.freeleech)} @change=${(event) => turn({ freeleech: event.target.checked, offset: 0 })} />Freeleech only</label>
      <label class="narrow">Sort by <select @change=${(event) => turn({ sort: event.target.value, offset: 0 })}>
        ${SORTS.map(([key, words]) => html`<option value=${key} ?selected=${key === query.sort}>${words}</option>`)}
      </select></label>
    </div>`;
  }

  function rows(answer) {
    const filtered = query.q || query.license || query.freeleech;
    if (answer.total === 0) {
      return filtered
        ? nothingHere('Nothing fits', 'No torrent has all that you ask for.', html`<button type="button" @click=${() => turn({ q: '', license: '', freeleech: false, offset: 0 })}>Show all</button>`)
        : nothingHere('No torrents yet', session.may('torrents:write') ? 'Drop a .torrent here, or choose one above.' : 'Once somebody adds one, it stands here.');
    }
    return html`${table({
      caption: 'Torrents',
      columns: columns(),
      rows: answer.items,
      sort: query.sort,
      onSort: (sort) => turn({ sort, offset: 0 }),
    })}${pager({ total: answer.total, offset: query.offset, limit: LIMIT, onTurn: (offset) => turn({ offset }) })}`;
  }

  const view = () => html`${head('Torrents', 'The healthiest first: many who seed, few who still wait.')}
    <div class="stack">
      ${session.may('torrents:write') ? dropZone(uploads) : nothing}
      <section class="sheet">${filters()}${list.show(rows, 10)}</section>
    </div>`;

  return { view, move, close: () => uploads.close() };
}

function columns() {
  return [
    {
      label: 'Name',
      sort: 'name',
      grow: true,
      cell: (row) => html`<a class="cut" href=${`#/torrents/${row.info_hashes[0]}`}>${name(row.name)}</a>
        <span class="under">${row.freeleech ? badge('freeleech', 'accent') : nothing}<span class="narrow">${health(row.seeders, row.leechers)}</span><span class="narrow">${size(row.length)}</span>${row.license ? html`<span class="license">${name(row.license)}</span>` : nothing}</span>`,
    },
    { label: 'Health', sort: 'health', wide: true, cell: (row) => health(row.seeders, row.leechers) },
    { label: 'Seeds', sort: 'seeders', number: true, cell: (row) => number(row.seeders) },
    { label: 'Leeches', sort: 'leechers', number: true, wide: true, cell: (row) => number(row.leechers) },
    { label: 'Fetched', sort: 'snatches', number: true, wide: true, cell: (row) => number(row.snatches) },
    { label: 'Size', sort: 'length', number: true, wide: true, cell: (row) => size(row.length) },
    { label: 'Added', sort: 'added_at', number: true, wide: true, cell: (row) => day(row.added_at) },
  ];
}

function read(route) {
  const query = route.query;
  return {
    q: query.get('q') ?? '',
    license: query.get('license') ?? '',
    freeleech: query.get('freeleech') === 'true',
    sort: query.get('sort') ?? BEST,
    offset: Number(query.get('offset')) || 0,
  };
}

const written = (query) => ({ ...query, sort: query.sort === BEST ? '' : query.sort, freeleech: query.freeleech ? 'true' : '' });

const asked = (query) => ({ ...query, freeleech: query.freeleech ? 'true' : '', limit: LIMIT });
