// One torrent: how to have it, what is in it, who is there, and whether its books balance.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { listen } from '../live.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head, legend, tiles, bar } from '../parts/figures.js';
import { badge, copyable, copyButton, day, health, mark, name, number, prose, say, size, when } from '../parts/text.js';
import { pager, table } from '../parts/table.js';
import { field, form } from '../parts/dialog.js';
import '../parts/chart.js';

const FILES = 100;
const PEERS = 50;
const SWARM = [
  { key: 'seeders', label: 'Seeders', color: 'leaf', fill: true },
  { key: 'leechers', label: 'Leechers', color: 'rose', dash: [6, 3] },
];

export default function torrentPage({ update, route, session, go }) {
  const hash = route.last;
  const path = `/torrents/${encodeURIComponent(hash)}`;
  const offsets = { files: 0, peers: 0 };
  const torrent = new Resource(() => api.get(path), update);
  const files = new Resource(() => api.get(`${path}/files`, { offset: offsets.files, limit: FILES }), update);
  const history = new Resource(() => api.get(`${path}/history`), update);
  const balance = new Resource(() => api.get(`${path}/balance`), update);
  const peers = new Resource(() => api.get(`${path}/peers`, { offset: offsets.peers, limit: PEERS }), update);
  const seesPeers = session.may('swarms:read', 'sessions:read');

  torrent.load().then((loaded) => {
    if (loaded.value) {
      document.title = `${format.titleOf(loaded.value.name)} – Skep`;
      [history, balance].forEach((one) => one.load());
      if (loaded.value.has_file) {
        files.load();
      }
      if (seesPeers) {
        peers.load();
      }
    }
  });
  const live = listen({ torrent: hash }, {
    torrent: (fresh) => {
      if (torrent.value) {
        Object.assign(torrent.value, fresh);
        update();
      }
    },
  });

  async function edit() {
    const value = torrent.value;
    const changed = await form({
      title: 'Name and licence',
      body: html`${field({ label: 'Name', name: 'name', value: value.name, required: true, maxlength: 255 })}
        ${field({ label: 'Licence', name: 'license', value: value.license ?? '', maxlength: 200, hint: 'An SPDX identifier such as CC-BY-4.0, a URL or a name. Empty for none.' })}`,
      action: (data) => api.patch(path, { name: data.get('name'), license: data.get('license') }),
    });
    if (changed) {
      torrent.set(changed);
      say('Changed.');
    }
  }

  async function drop() {
    const deleted = await form({
      title: 'Delete this torrent?',
      body: html`<p>Whoever announces it is told the reason. It can be brought back.</p>${field({ label: 'Reason', name: 'reason', required: true, maxlength: 200 })}`,
      confirm: 'Delete',
      danger: true,
      action: (data) => api.remove(path, { reason: data.get('reason') }),
    });
    if (deleted) {
      torrent.set(deleted);
      say('Deleted.');
    }
  }

  async function bringBack() {
    try {
      torrent.set(await api.patch(path, { deleted: null }));
      say('It is served again.');
    } catch (problem) {
      say(problem.message, 'bad');
    }
  }

  function actions(value) {
    const writes = session.may('torrents:write');
    return html`${value.has_file && session.current().user && !value.deleted
        ? html`<a class="button primary" href=${api.address(`${path}/file`)} download>Download .torrent</a>`
        : nothing}
      ${session.current().user && !value.deleted
        ? copyButton(async () => (await api.get(`${path}/magnet`)).magnet, 'Copy magnet')
        : nothing}
      ${writes ? html`<button type="button" @click=${edit}>Edit</button>` : nothing}
      ${writes ? (value.deleted ? html`<button type="button" @click=${bringBack}>Bring back</button>` : html`<button type="button" class="danger" @click=${drop}>Delete</button>`) : nothing}`;
  }

  function page(value) {
    return html`${head(prose(value.name), html`${health(value.seeders, value.leechers)} ${value.freeleech ? badge('freeleech', 'accent') : nothing} ${value.license ? badge(name(value.license)) : nothing}`, actions(value))}
      <div class="stack">
        ${value.deleted ? html`<div class="failure"><p>Deleted ${when(value.deleted.at)}: ${prose(value.deleted.reason)}</p></div>` : nothing}
        ${tiles([
          { label: 'Seeders', value: format.count(value.seeders), under: 'have all of it' },
          { label: 'Leechers', value: format.count(value.leechers), under: 'still fetch it' },
          { label: 'Fetched', value: format.count(value.snatches), under: 'times in all' },
          { label: 'Size', value: size(value.length), under: value.files ? format.plural(value.files, 'file') : '' },
        ])}
        <div class="columns aside">
          <section class="sheet">
            <header><h2>The swarm over time</h2>${legend(SWARM, [format.count(value.seeders), format.count(value.leechers)])}</header>
            ${history.show(swarmChart)}
          </section>
          <section class="sheet"><header><h2>Its books</h2></header>${balance.show(books)}</section>
        </div>
        <section class="sheet"><header><h2>Files</h2></header>${value.has_file ? files.show(fileTable) : nothingHere('The files are not known', 'Only the info-hash was registered, without its .torrent.')}</section>
        ${seesPeers ? html`<section class="sheet"><header><h2>Peers</h2><p class="quiet">Addresses are for those who run the site.</p></header>${peers.show(peerTable)}</section>` : nothing}
        <section class="sheet"><header><h2>About it</h2></header>${facts(value)}</section>
      </div>`;
  }

  function fileTable(answer) {
    return html`${table({
      caption: 'Files',
      rows: answer.items,
      columns: [
        { label: 'Path', grow: true, cell: (row) => name(Array.isArray(row.path) ? row.path.join('/') : row.path) },
        { label: 'Size', number: true, cell: (row) => size(row.length) },
      ],
    })}${pager({ total: answer.total, of: 'the files', offset: offsets.files, limit: FILES, onTurn: (offset) => { offsets.files = offset; files.load(); } })}`;
  }

  function peerTable(answer) {
    if (answer.total === 0) {
      return nothingHere('Nobody is here now', 'As soon as a client announces, it stands here.');
    }
    return html`${table({
      caption: 'Peers',
      rows: answer.items,
      columns: [
        { label: 'Address', cell: (row) => html`<code>${row.address.includes(':') ? `[${row.address}]` : row.address}:${row.port}</code>` },
        { label: 'User', cell: (row) => (row.user ? html`<a href=${`#/users/${row.user.id}`}>${name(row.user.name)}</a>` : format.NONE) },
        { label: 'Does', cell: (row) => (row.role === 'seeder' ? mark('good', 'seeds') : mark('fair', row.role === 'leecher' ? 'fetches' : format.tame(row.role))) },
        { label: 'Client', wide: true, cell: (row) => name(row.client ?? '') },
        { label: 'Up', number: true, wide: true, cell: (row) => size(row.uploaded) },
        { label: 'Down', number: true, wide: true, cell: (row) => size(row.downloaded) },
        { label: 'Seen', number: true, cell: (row) => when(row.last_seen) },
      ],
    })}${pager({ total: answer.total, of: 'the peers', offset: offsets.peers, limit: PEERS, onTurn: (offset) => { offsets.peers = offset; peers.load(); } })}`;
  }

  return {
    view: () => html`${torrent.problem ? head(torrent.problem.status === 404 ? 'No such torrent' : 'This torrent can’t be shown') : nothing}${torrent.show(page, 10)}`,
    close: () => live.close(),
  };
}

/** What was before the tracker began to watch is not drawn. */
function swarmChart(value) {
  const first = value.seeders.findIndex((one) => one !== null);
  const points = [value.at, ...SWARM.map((one) => value[one.key])].map((list) => (first < 0 ? [] : list.slice(first)));
  return points[0].length < 2
    ? nothingHere('Too new for a curve', 'The swarm is noted from now on; come back in a while.')
    : html`<skep-chart .label=${'Seeders and leechers over time'} .series=${SWARM} .format=${format.count} .points=${points}></skep-chart>`;
}

/** What was given in a swarm was taken in it; the rest is a question. */
function books(value) {
  const most = Math.max(value.uploaded, value.downloaded, 1);
  const off = Math.abs(value.uploaded - value.downloaded);
  return html`<ul class="bars">
      <li><span>Given</span>${size(value.uploaded)}${bar(value.uploaded / most, 'leaf')}</li>
      <li><span>Taken</span>${size(value.downloaded)}${bar(value.downloaded / most, 'sky')}</li>
    </ul>
    <p class="quiet books">What one gives another takes, so both should be the same.</p>
    <p>${off <= most / 50 ? mark('good', 'The books balance') : mark('fair', `${format.bytes(off)} apart`, 'Clients report at different times, so a little is usual')}</p>`;
}

function facts(value) {
  return html`<dl class="facts">
    <dt>Added</dt><dd>${day(value.added_at)}${value.added_by ? html` by ${name(value.added_by.name)}` : nothing}</dd>
    <dt>Given in it</dt><dd>${size(value.uploaded)}</dd>
    ${value.info_hashes.map((one, i) => html`<dt>${value.info_hashes.length > 1 ? `Info-hash, version ${i + 1}` : 'Info-hash'}</dt><dd>${copyable(one)}</dd>`)}
  </dl>`;
}
