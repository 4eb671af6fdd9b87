// Where a member stands with the golden rule, and why.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { listen } from '../live.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { choices, head, legend } from '../parts/figures.js';
import { badge, copyable, mark, name, ratio, say, size, span, when, unseen } from '../parts/text.js';
import { pager, table } from '../parts/table.js';
import { field, form, tell } from '../parts/dialog.js';
import { gauge } from '../parts/gauge.js';
import { creditColumns } from '../parts/credits.js';
import '../parts/chart.js';

const DAYS = [['7', '7 days'], ['30', '30 days'], ['365', 'A year']];
const LIMIT = 10;
const TRAFFIC = [
  { key: 'uploaded', label: 'Given', color: 'leaf', fill: true },
  { key: 'downloaded', label: 'Taken', color: 'sky', dash: [6, 3] },
];

export default function account({ update, session }) {
  let days = '30';
  let shown = 'seeding';
  const offsets = { credits: 0, torrents: 0 };
  const figures = new Resource(() => api.get('/me/figures'), update);
  const history = new Resource(() => api.get('/me/history', { days }), update);
  const duties = new Resource(() => api.get('/me/hit-and-runs', { limit: 100 }), update);
  const sessions = new Resource(() => api.get('/me/sessions', { living: 'true', limit: 200 }), update);
  const credits = new Resource(() => api.get('/me/credits', { offset: offsets.credits, limit: LIMIT }), update);
  const torrents = new Resource(() => api.get('/me/torrents', { offset: offsets.torrents, limit: LIMIT }), update);
  const browsers = new Resource(() => api.get('/me/browsers'), update);
  [figures, history, duties, sessions, credits, torrents, browsers].forEach((one) => one.load());
  const live = listen({}, {
    me: (fresh) => {
      figures.set(fresh);
      [credits, sessions, duties, history, torrents].forEach((one) => one.load());
    },
  });

  const me = () => session.current().me;

  async function rotate() {
    const made = await form({
      title: 'A new passkey?',
      body: html`<p>The old one is refused from then on, in all your clients: download your .torrent files anew, or change the announce URL in each client.</p>`,
      confirm: 'Make a new passkey',
      danger: true,
      action: () => api.post('/me/passkey'),
    });
    if (made) {
      await session.refresh();
      update();
      await tell({
        title: 'Your new passkey',
        body: html`<p>Your clients announce with one of these from now on. Whoever has them can announce as you: keep them to yourself.</p>${made.announce_urls.map((url) => copyable(url))}`,
      });
    }
  }

  async function changePassword() {
    const changed = await form({
      title: 'Change the password',
      body: html`${field({ label: 'The one you have', name: 'current', type: 'password', required: true, autocomplete: 'current-password' })}
        ${field({ label: 'The new one', name: 'password', type: 'password', required: true, minlength: 10, autocomplete: 'new-password', hint: 'Ten characters at least. Several words are good, and easy to keep in mind.' })}
        <p class="quiet">All your other browsers are signed out.</p>`,
      action: (data) => api.post('/me/password', { current: data.get('current'), password: data.get('password') }),
    });
    if (changed) {
      say('The password is changed.');
      browsers.load();
    }
  }

  async function secondFactor() {
    if (me().second_factor) {
      const off = await form({
        title: 'Do without the second factor?',
        body: field({ label: 'A code, to show that it is you', name: 'code', required: true, inputmode: 'numeric', autocomplete: 'one-time-code' }),
        confirm: 'Remove it',
        danger: true,
        action: (data) => api.remove('/me/second-factor', undefined, { code: data.get('code').replaceAll(' ', '') }),
      });
      if (off) {
        say('Your password alone signs you in now.');
      }
    } else {
      try {
        const fresh = await api.post('/me/second-factor');
        const on = await form({
          title: 'A second factor',
          body: html`<p>Scan this with an app for one-time codes, or <a href=${fresh.uri}>open it there</a> if the app is on this device. Then write the code that it shows.</p>
            ${qrCode(fresh.qr_code)}
            <p>Where nothing can be scanned, put this secret into the app:</p>
            ${copyable(fresh.secret)}
            ${field({ label: 'The code', name: 'code', required: true, inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 8 })}`,
          confirm: 'Turn it on',
          action: (data) => api.put('/me/second-factor', { code: data.get('code').replaceAll(' ', '') }),
        });
        if (on) {
          say('From now on a code is asked for when you sign in.');
        }
      } catch (problem) {
        say(problem.message, 'bad');
      }
    }
    await session.refresh();
    update();
  }

  async function end(browser) {
    try {
      await api.remove(`/me/browsers/${browser.id}`);
      say('Signed out there.');
    } catch (problem) {
      say(problem.message, 'bad');
    }
    browsers.load();
  }

  const standing = (value) => html`<div class="columns">
    <section class="sheet" aria-label="Ratio">
      ${gauge({ ratio: value.ratio, given: value.credited_uploaded > 0, rule: value.rule?.ratio || null })}
      <p class="verdict">${verdict(value)}</p>
    </section>
    <section class="sheet">
      <header><h2>Given and taken</h2></header>
      <dl class="facts">
        <dt>Given</dt><dd><strong>${size(value.credited_uploaded)}</strong>${differs(value.credited_uploaded, value.uploaded)}</dd>
        <dt>Taken</dt><dd><strong>${size(value.credited_downloaded)}</strong>${differs(value.credited_downloaded, value.downloaded)}</dd>
        <dt>The site’s rule</dt><dd>${rule(value.rule)}</dd>
        <dt>You seed</dt><dd>${format.plural(value.seeding ?? 0, 'torrent')}</dd>
        <dt>You fetch</dt><dd>${format.plural(value.leeching ?? 0, 'torrent')}</dd>
        <dt>Duties</dt><dd>${value.hit_and_runs > 0 ? mark('bad', `${format.plural(value.hit_and_runs, 'duty', 'duties')} not done in time`) : mark('good', 'none overdue')}</dd>
      </dl>
    </section>
  </div>`;

  const traffic = (answer) => {
    const at = answer.items.map((one) => Date.parse(`${one.day}T12:00:00Z`) / 1000);
    const column = (key) => answer.items.map((one) => one[key]);
    if (answer.items.every((one) => one.uploaded === 0 && one.downloaded === 0)) {
      return nothingHere('Nothing in these days', 'What your clients give and take is drawn here, day by day.');
    }
    return html`<skep-chart .days=${true} .label=${'Given and taken by day'} .series=${TRAFFIC} .format=${format.bytes} .points=${[at, column('uploaded'), column('downloaded')]}></skep-chart>`;
  };

  const active = (answer) => {
    const seeds = answer.items.filter((one) => one.left === 0);
    const leeches = answer.items.filter((one) => one.left !== 0);
    const rows = shown === 'seeding' ? seeds : leeches;
    return html`<header><h2>Your clients now</h2>${choices('What is listed', [['seeding', `Seeding (${seeds.length})`], ['leeching', `Fetching (${leeches.length})`]], shown, (key) => { shown = key; update(); })}</header>
      ${rows.length === 0
        ? nothingHere(shown === 'seeding' ? 'You seed nothing now' : 'You fetch nothing now', shown === 'seeding' ? 'Be a seeder: leave your client open when a download is complete.' : 'Download a .torrent from the list and open it in your client.')
        : table({
            caption: 'Your clients now',
            rows,
            columns: [
              { label: 'Torrent', grow: true, cell: (row) => html`<a class="cut" href=${`#/torrents/${row.torrent.info_hash}`}>${name(row.torrent.name)}</a><span class="under">${name(row.client)}</span>` },
              { label: 'Given', number: true, cell: (row) => size(row.uploaded) },
              { label: 'Taken', number: true, wide: true, cell: (row) => size(row.downloaded) },
              { label: 'Missing', number: true, wide: true, cell: (row) => size(row.left) },
              { label: 'Seen', number: true, cell: (row) => when(row.last_seen) },
            ],
          })}`;
  };

  const duty = (answer) => answer.total === 0
    ? nothingHere('No duties', 'What you have fetched, you have given back or seeded for long enough.')
    : table({
        caption: 'What remains to be given back',
        rows: answer.items,
        columns: [
          { label: 'Torrent', grow: true, cell: (row) => html`<a class="cut" href=${`#/torrents/${row.torrent.info_hash}`}>${name(row.torrent.name)}</a><span class="under">${remains(row, figures.value?.hit_and_run_rule)}</span>` },
          { label: 'State', cell: (row) => (row.state === 'violated' ? mark('bad', 'overdue') : mark('fair', 'due')) },
          { label: 'Until', number: true, wide: true, cell: (row) => when(row.due_at) },
          { label: 'Seeded for', number: true, wide: true, cell: (row) => span(row.seed_seconds) },
          { label: 'Ratio in it', number: true, cell: (row) => ratio(row.ratio) },
        ],
      });

  const lines = (answer) => answer.total === 0
    ? nothingHere('No lines yet', 'Each figure that a client of yours reports makes a line here that says how it was counted.')
    : html`${table({ caption: 'History of your credit', rows: answer.items, columns: creditColumns() })}
      ${pager({ total: answer.total, of: 'the history', offset: offsets.credits, limit: LIMIT, onTurn: (offset) => { offsets.credits = offset; credits.load(); } })}`;

  const fetched = (answer) => answer.total === 0
    ? nothingHere('No torrents yet', 'Those that you take part in stand here.')
    : html`${table({
        caption: 'Your torrents',
        rows: answer.items,
        columns: [
          { label: 'Torrent', grow: true, cell: (row) => html`<a class="cut" href=${`#/torrents/${row.torrent.info_hash}`}>${name(row.torrent.name)}</a>` },
          { label: 'Given', number: true, cell: (row) => size(row.credited_uploaded) },
          { label: 'Taken', number: true, cell: (row) => size(row.credited_downloaded) },
          { label: 'Ratio', number: true, wide: true, cell: (row) => ratio(row.ratio) },
          { label: 'Seeded for', number: true, wide: true, cell: (row) => span(row.seed_seconds) },
          { label: 'Last', number: true, wide: true, cell: (row) => when(row.last_seen) },
        ],
      })}${pager({ total: answer.total, of: 'your torrents', offset: offsets.torrents, limit: LIMIT, onTurn: (offset) => { offsets.torrents = offset; torrents.load(); } })}`;

  const where = (answer) => table({
    caption: 'Browsers',
    rows: answer.items,
    columns: [
      { label: 'Browser', grow: true, cell: (row) => html`${name(browserName(row.agent))}<span class="under">${name(row.address)}</span>` },
      { label: 'Signed in', number: true, wide: true, cell: (row) => when(row.created_at) },
      { label: 'Last seen', number: true, cell: (row) => when(row.last_seen) },
      { label: unseen('Actions'), number: true, cell: (row) => (row.current ? badge('this one', 'accent') : html`<button type="button" class="plain danger" @click=${() => end(row)} aria-label="Sign out there: ${browserName(row.agent)}">Sign out</button>`) },
    ],
  });

  const announce = () => {
    const urls = me()?.announce_urls ?? [];
    return html`<section class="sheet">
      <header><h2>Your passkey</h2><button type="button" @click=${rotate}>New passkey</button></header>
      <p class="quiet">A .torrent that you download here has one of its own inside, so you need these only to add a torrent by hand. Keep them to yourself.</p>
      ${urls.length > 0 ? html`<details><summary>Show the announce URLs</summary><div class="stack tight">${urls.map((url) => copyable(url))}</div></details>` : nothing}
    </section>`;
  };

  const safety = () => html`<section class="sheet">
    <header><h2>Sign-in</h2></header>
    <dl class="facts">
      <dt>Password</dt><dd><button type="button" @click=${changePassword}>Change it</button></dd>
      <dt>Second factor</dt><dd>${me()?.second_factor ? mark('good', 'on') : mark('none', 'off')} <button type="button" @click=${secondFactor}>${me()?.second_factor ? 'Remove it' : 'Turn it on'}</button></dd>
    </dl>
    <h3>Where you are signed in</h3>
    ${browsers.show(where, 2)}
  </section>`;

  const user = session.current().user;
  return {
    view: () => html`${head(html`My account`, html`${name(user.name)} · ${roleName(user.role)}${user.state === 'no_leech' ? html` · ${mark('fair', 'may only seed')}` : nothing}`)}
      <div class="stack">
        ${figures.show(standing, 6)}
        <section class="sheet"><header><h2>Day by day</h2>${legend(TRAFFIC)}${choices('Days shown', DAYS, days, (key) => { days = key; history.load(); })}</header>${history.show(traffic, 5)}</section>
        <section class="sheet">${sessions.show(active)}</section>
        <section class="sheet"><header><h2>Still to give back</h2></header>${duties.show(duty)}</section>
        <section class="sheet"><header><h2>How each figure came about</h2></header>${credits.show(lines)}</section>
        <section class="sheet"><header><h2>Your torrents</h2></header>${torrents.show(fetched)}</section>
        <div class="columns">${announce()}${safety()}</div>
      </div>`,
    close: () => live.close(),
  };
}

const roleName = (role) => ({ admin: 'administrator', moderator: 'moderator', member: 'member' })[role] ?? role;

function verdict(value) {
  const limit = value.rule?.ratio;
  const given = value.credited_uploaded;
  const taken = value.credited_downloaded;
  if (taken === 0) {
    return given > 0 ? mark('good', 'You have only given so far') : mark('none', 'Nothing given or taken yet');
  }
  if (!limit) {
    return given >= taken ? mark('good', 'You have given at least what you took') : html`${format.bytes(taken - given)} more, and you have given what you took`;
  }
  const wanted = limit * taken;
  if (given >= wanted) {
    return mark('good', `${format.bytes(given - wanted)} above what the site asks for`);
  }
  return value.rule.in_force === false
    ? mark('fair', `${format.bytes(wanted - given)} short; the rule holds from ${format.bytes(value.rule.grace_bytes)} taken on`)
    : html`${mark('bad', `Give ${format.bytes(wanted - given)} more to reach ${format.ratio(limit)}`)}<span class="quiet">Until then your clients may seed, not fetch.</span>`;
}

function rule(one) {
  return one?.ratio
    ? html`give ${format.ratio(one.ratio)} times what you take${one.grace_bytes ? html`, from ${size(one.grace_bytes)} taken on` : nothing}`
    : 'none for the ratio';
}

const differs = (counted, reported) => (counted === reported ? nothing : html` <span class="quiet">counted, of ${size(reported)} reported</span>`);

/** What is left to do of a duty: either is enough. */
function remains(row, rule) {
  if (!rule) {
    return 'Keep seeding it';
  }
  const seconds = Math.max(0, rule.seed_seconds - row.seed_seconds);
  const bytes = Math.max(0, Math.ceil(rule.ratio * row.downloaded) - row.uploaded);
  return `Seed it for ${format.duration(seconds)} more, or give ${format.bytes(bytes)} more`;
}

/** Dark on light whatever the theme: many a phone reads it in no other way. */
const qrCode = ({ size, path }) => html`<svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label="QR code of the secret below" shape-rendering="crispEdges">
  <rect width=${size} height=${size} fill="#fff"/><path d=${path} fill="#000"/></svg>`;

/** The words of a browser about itself, short. */
function browserName(agent) {
  const text = agent ?? '';
  const browser = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']].find(([sign]) => text.includes(sign))?.[1];
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']].find(([sign]) => text.includes(sign))?.[1];
  return browser ? `${browser}${system ? ` on ${system}` : ''}` : text || 'Not known';
}
