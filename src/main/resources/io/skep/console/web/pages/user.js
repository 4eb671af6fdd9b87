// One user, as those who run the site see them.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head, tiles } from '../parts/figures.js';
import { badge, day, mark, name, prose, ratio, say, size, span, when } from '../parts/text.js';
import { pager, table } from '../parts/table.js';
import { field, form } from '../parts/dialog.js';
import { creditColumns } from '../parts/credits.js';
import { ROLES, passwordLink, roleWord, stateMark, tellLink } from './users.js';

const LIMIT = 10;
const STATES = [['active', 'Active'], ['no_leech', 'May only seed'], ['disabled', 'Shut out']];
const GIB = 1024 ** 3;

export default function userPage({ update, route, session }) {
  const path = `/users/${encodeURIComponent(route.last)}`;
  const offsets = { credits: 0, torrents: 0 };
  const user = new Resource(() => api.get(path), update);
  const credits = new Resource(() => api.get(`${path}/credits`, { offset: offsets.credits, limit: LIMIT }), update);
  const torrents = new Resource(() => api.get(`${path}/torrents`, { offset: offsets.torrents, limit: LIMIT }), update);
  const duties = new Resource(() => api.get(`${path}/hit-and-runs`, { limit: 100 }), update);
  const sessions = new Resource(() => api.get('/sessions', { user: route.last, living: 'true', limit: 100 }), update);
  const writes = session.may('users:write');

  user.load().then((loaded) => {
    if (loaded.value) {
      document.title = `${format.titleOf(loaded.value.name)} – Skep`;
      [credits, torrents, duties].forEach((one) => one.load());
      if (session.may('sessions:read')) {
        sessions.load();
      }
    }
  });

  async function edit() {
    const value = user.value;
    const changed = await form({
      title: 'Change this user',
      body: html`${field({ label: 'Name', name: 'name', value: value.name, required: true, maxlength: 64 })}
        ${field({ label: 'Role', name: 'role', value: value.role, options: ROLES })}
        ${field({ label: 'State', name: 'state', value: value.state, options: STATES })}`,
      action: (data) => api.patch(path, Object.fromEntries(['name', 'role', 'state'].map((key) => [key, data.get(key)]))),
    });
    if (changed) {
      user.set(changed);
      say('Changed.');
    }
  }

  async function correct() {
    const changed = await form({
      title: 'Correct the account',
      body: html`<p class="quiet">A line is added to the history; nothing in it is changed. Take away with a minus.</p>
        <div class="row">${field({ label: 'Given, GiB', name: 'uploaded', type: 'number', step: 'any', value: 0 })}${field({ label: 'Taken, GiB', name: 'downloaded', type: 'number', step: 'any', value: 0 })}</div>
        ${field({ label: 'Why', name: 'note', required: true, maxlength: 200 })}`,
      confirm: 'Add the line',
      action: (data) => api.post(`${path}/corrections`, {
        uploaded: Math.round(Number(data.get('uploaded')) * GIB),
        downloaded: Math.round(Number(data.get('downloaded')) * GIB),
        note: data.get('note'),
      }),
    });
    if (changed) {
      user.set(changed);
      credits.load();
    }
  }

  async function act(title, words, confirm, action, done) {
    if (await form({ title, body: html`<p>${words}</p>`, confirm, danger: true, action })) {
      say(done);
      user.load();
    }
  }

  const revoke = () => act('Take the passkey away?', 'All clients of this user are refused, until a new passkey is made.', 'Take it away', () => api.remove(`${path}/passkey`), 'The passkey is of no use any more.');
  const removeFactor = () => act('Remove the second factor?', 'Do so only where you are sure who asked you: the password alone signs in then.', 'Remove it', () => api.remove(`${path}/second-factor`), 'The second factor is removed.');

  async function link() {
    try {
      await tellLink(user.value.name, await passwordLink(user.value.id));
    } catch (problem) {
      say(problem.message, 'bad');
    }
  }

  const page = (value) => html`${head(prose(value.name), html`${stateMark(value.state)} ${badge(roleWord(value.role), value.role === 'member' ? '' : 'accent')} <span>here since ${day(value.created_at)}</span>`,
      writes ? html`<button type="button" @click=${edit}>Change</button><button type="button" @click=${correct}>Correct the account</button><button type="button" @click=${link}>Password link</button>` : '')}
    <div class="stack">
      ${tiles([
        { label: 'Ratio', value: ratio(value.ratio) },
        { label: 'Given', value: size(value.credited_uploaded), under: value.uploaded === value.credited_uploaded ? 'as reported' : html`${size(value.uploaded)} reported` },
        { label: 'Taken', value: size(value.credited_downloaded), under: value.downloaded === value.credited_downloaded ? 'as reported' : html`${size(value.downloaded)} reported` },
        { label: 'Overdue', value: format.count(value.hit_and_runs), under: 'to give back' },
      ])}
      <div class="columns">
        <section class="sheet"><header><h2>Still to give back</h2></header>${duties.show(dutyTable, 2)}</section>
        <section class="sheet"><header><h2>Ways in</h2></header><dl class="facts">
          <dt>Password</dt><dd>${value.has_password === undefined ? format.NONE : value.has_password ? 'set' : 'none yet'}</dd>
          <dt>Second factor</dt><dd>${value.second_factor ? html`${mark('good', 'on')} ${writes ? html`<button type="button" class="plain danger" @click=${removeFactor}>Remove it</button>` : nothing}` : mark('none', 'off')}</dd>
          <dt>Passkey</dt><dd>${value.has_passkey ? html`has one ${writes ? html`<button type="button" class="plain danger" @click=${revoke}>Take it away</button>` : nothing}` : mark('bad', 'none')}</dd>
        </dl></section>
      </div>
      ${session.may('sessions:read') ? html`<section class="sheet"><header><h2>Clients now</h2></header>${sessions.show(clientTable, 2)}</section>` : nothing}
      <section class="sheet"><header><h2>How each figure came about</h2></header>${credits.show(creditTable)}</section>
      <section class="sheet"><header><h2>Torrents</h2></header>${torrents.show(torrentTable)}</section>
    </div>`;

  const creditTable = (answer) => answer.total === 0
    ? nothingHere('No lines yet', 'Each report of a client makes one.')
    : html`${table({ caption: 'History of the credit', rows: answer.items, columns: creditColumns() })}${pager({ total: answer.total, of: 'the history', offset: offsets.credits, limit: LIMIT, onTurn: (offset) => { offsets.credits = offset; credits.load(); } })}`;

  const torrentTable = (answer) => answer.total === 0
    ? nothingHere('No torrents yet', 'Those that this user takes part in stand here.')
    : html`${table({
        caption: 'Torrents',
        rows: answer.items,
        columns: [
          { label: 'Torrent', grow: true, cell: torrentLink },
          { label: 'Given', number: true, cell: (row) => size(row.credited_uploaded) },
          { label: 'Taken', number: true, cell: (row) => size(row.credited_downloaded) },
          { label: 'Ratio', number: true, wide: true, cell: (row) => ratio(row.ratio) },
          { label: 'Seeded for', number: true, wide: true, cell: (row) => span(row.seed_seconds) },
          { label: 'Last', number: true, wide: true, cell: (row) => when(row.last_seen) },
        ],
      })}${pager({ total: answer.total, of: 'the torrents', offset: offsets.torrents, limit: LIMIT, onTurn: (offset) => { offsets.torrents = offset; torrents.load(); } })}`;

  return { view: () => user.show(page, 10) };
}

const torrentLink = (row) => html`<a class="cut" href=${`#/torrents/${row.torrent.info_hash}`}>${name(row.torrent.name)}</a>`;

const dutyTable = (answer) => answer.total === 0
  ? nothingHere('No duties', 'Everything was given back or seeded for long enough.')
  : table({
      caption: 'Duties',
      rows: answer.items,
      columns: [
        { label: 'Torrent', grow: true, cell: torrentLink },
        { label: 'State', cell: (row) => (row.state === 'violated' ? mark('bad', 'overdue') : mark('fair', 'due')) },
        { label: 'Until', number: true, cell: (row) => when(row.due_at) },
      ],
    });

const clientTable = (answer) => answer.total === 0
  ? nothingHere('No client now', 'Those that announce stand here.')
  : table({
      caption: 'Clients',
      rows: answer.items,
      columns: [
        { label: 'Torrent', grow: true, cell: torrentLink },
        { label: 'Client', wide: true, cell: (row) => name(row.client) },
        { label: 'Does', cell: (row) => (row.left === 0 ? mark('good', 'seeds') : mark('fair', 'fetches')) },
        { label: 'From', wide: true, cell: (row) => row.addresses.map((one) => html`<code>${one.address}</code> `) },
        { label: 'Given', number: true, cell: (row) => size(row.uploaded) },
        { label: 'Taken', number: true, cell: (row) => size(row.downloaded) },
      ],
    });
