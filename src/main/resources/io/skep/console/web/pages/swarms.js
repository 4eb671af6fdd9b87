// The swarms of a tracker that keeps no list of torrents.

import { html } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head, tiles } from '../parts/figures.js';
import { copyable, health, mark, name, number, size, when } from '../parts/text.js';
import { pager, table } from '../parts/table.js';

const LIMIT = 50;
const MOST = '-peers';

export default function swarms(context) {
  return context.route.last && context.route.path !== '/swarms' ? one(context) : all(context);
}

function all({ update, route, go }) {
  let query = read(route);
  const list = new Resource(() => api.get('/swarms', { ...query, limit: LIMIT }), update);
  list.load();
  const turn = (change) => go('swarms', { ...query, ...change });
  const columns = [
    { label: 'Info-hash', sort: 'info_hash', grow: true, cell: (row) => html`<a class="cut" href=${`#/swarms/${row.info_hash}`}><code>${row.info_hash}</code></a>` },
    { label: 'Health', cell: (row) => health(row.seeders, row.leechers) },
    { label: 'Seeds', sort: 'seeders', number: true, cell: (row) => number(row.seeders) },
    { label: 'Leeches', sort: 'leechers', number: true, wide: true, cell: (row) => number(row.leechers) },
    { label: 'Completed', sort: 'completed', number: true, wide: true, cell: (row) => number(row.completed) },
    { label: 'Last announce', sort: 'last_announce', number: true, wide: true, cell: (row) => when(row.last_announce) },
  ];
  const rows = (answer) => (answer.total === 0
    ? nothingHere('No swarms yet', 'As soon as a client announces a torrent, it stands here.')
    : html`${table({ caption: 'Swarms', columns, rows: answer.swarms, sort: query.sort, onSort: (sort) => turn({ sort, offset: 0 }) })}
      ${pager({ total: answer.total, offset: query.offset, limit: LIMIT, onTurn: (offset) => turn({ offset }) })}`);
  return {
    view: () => html`${head('Swarms', 'Who shares what now. This tracker takes any client, and knows torrents by their info-hash alone.')}<section class="sheet">${list.show(rows, 10)}</section>`,
    move(next) {
      query = read(next);
      list.load();
    },
  };
}

const read = (route) => ({ sort: route.query.get('sort') ?? MOST, offset: Number(route.query.get('offset')) || 0 });

function one({ update, route }) {
  let offset = 0;
  const swarm = new Resource(() => api.get(`/swarms/${encodeURIComponent(route.last)}`, { offset, limit: LIMIT }), update);
  swarm.load();
  const again = setInterval(() => swarm.load(), 10000);
  const columns = [
    { label: 'Address', cell: (row) => html`<code>${row.address.includes(':') ? `[${row.address}]` : row.address}:${row.port}</code>` },
    { label: 'Does', cell: (row) => (row.role === 'seeder' ? mark('good', 'seeds') : mark('fair', row.role === 'leecher' ? 'fetches' : format.tame(row.role))) },
    { label: 'Client', wide: true, cell: (row) => name(row.client ?? '') },
    { label: 'Up', number: true, wide: true, cell: (row) => size(row.uploaded) },
    { label: 'Down', number: true, wide: true, cell: (row) => size(row.downloaded) },
    { label: 'Seen', number: true, cell: (row) => when(row.last_seen) },
  ];
  const page = (value) => html`${head('Swarm', copyable(value.info_hash))}
    <div class="stack">
      ${tiles([
        { label: 'Seeders', value: format.count(value.seeders), under: 'have all of it' },
        { label: 'Leechers', value: format.count(value.leechers), under: 'still fetch it' },
        { label: 'Completed', value: format.count(value.completed), under: 'since the tracker began' },
      ])}
      <section class="sheet"><header><h2>Peers</h2></header>${table({ caption: 'Peers', columns, rows: value.peers })}
        ${pager({ total: value.seeders + value.leechers, offset, limit: LIMIT, onTurn: (next) => { offset = next; swarm.load(); } })}</section>
    </div>`;
  return { view: () => swarm.show(page, 8), close: () => clearInterval(again) };
}
