// That the tracker lives, and how.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { listen } from '../live.js';
import { Resource } from '../parts/resource.js';
import { bar, choices, head, legend, tiles } from '../parts/figures.js';
import { mark, size, span } from '../parts/text.js';
import '../parts/chart.js';

const TRANSPORTS = [
  { key: 'announces_http', now: 'http', label: 'HTTP', color: 'honey', fill: true },
  { key: 'announces_udp', now: 'udp', label: 'UDP', color: 'sky', dash: [6, 3] },
  { key: 'announces_websocket', now: 'websocket', label: 'WebSocket', color: 'leaf', dash: [2, 3] },
];
const LATENCIES = [
  { key: 'latency_p50', now: 'p50', label: 'half within', color: 'honey', fill: true },
  { key: 'latency_p99', now: 'p99', label: '99 % within', color: 'sky', dash: [6, 3] },
  { key: 'latency_p999', now: 'p999', label: '99.9 % within', color: 'rose', dash: [2, 3] },
];
const PEERS = [
  { key: 'seeders', now: 'seeders', label: 'Seeders', color: 'leaf', fill: true },
  { key: 'leechers', now: 'leechers', label: 'Leechers', color: 'rose', dash: [6, 3] },
];
const MEMORY = [{ key: 'heap_used', now: 'heap_used', label: 'Heap', color: 'sky', fill: true }];
const SPANS = [['5m', '5 min'], ['1h', '1 h'], ['6h', '6 h'], ['24h', '24 h']];
const LIVE = '5m';
const SLOW = 15000;
/** What the tables are, by their metrics; one that is newer than this page goes by its name. */
const TABLES = {
  'console.connections': 'Connections to the console',
  'console.history': 'History of swarms',
  'console.listeners': 'Listeners to live figures',
  'findings.queued': 'Findings to be written',
  'http.connections': 'Connections by HTTP',
  'ledger.queued': 'Credits to be written',
  'passkeys.clients': 'Clients told apart by passkey',
  'passkeys.networks': 'Networks with wrong passkeys',
  'passkeys.proven': 'Passkeys found of late',
  'sign.in.hashing': 'Sign-ins that wait',
  'sign.in.networks': 'Networks with failed sign-ins',
  'swarm.weight.established': 'Peers and swarms',
  'swarm.weight.newcomers': 'Peers in new swarms',
};
/** Of these the room is in bytes. */
const IN_BYTES = ['console.history'];
const POINTS = 300;
const FULL = 0.9;

export default function overview({ update, session }) {
  let spanned = LIVE;
  let line = 'waiting';
  // Whether something went by while nobody listened.
  let missed = false;
  const data = new Resource(() => api.get('/overview', { span: spanned }), update);
  const live = listen({}, {
    state: (state) => {
      if (state === 'live' && missed) {
        data.load();
      }
      missed = state !== 'live';
      line = state;
      update();
    },
    overview: (now) => {
      if (data.value) {
        data.value.now = now;
        if (spanned === LIVE) {
          append(data.value.series, now);
        }
        update();
      }
    },
  });
  // What is of hours changes slowly, and is fetched whole.
  const slow = setInterval(() => !document.hidden && (spanned !== LIVE || line !== 'live') && data.load(), SLOW);
  data.load();

  function choose(key) {
    spanned = key;
    data.load();
  }

  function view() {
    return html`${head('Overview', 'How the tracker is doing, as it happens.', choices('Time shown', SPANS, spanned, choose))}
      ${data.show(({ now, series }) => html`<div class="stack">
        ${banner(now, line, session)}
        ${figures(now)}
        <div class="columns">
          ${chart('Announces per second', TRANSPORTS, series, format.rate, (one) => now.announces?.[one.now])}
          ${chart('Seeders and leechers', PEERS, series, format.count, (one) => now[one.now])}
          ${chart('Time to answer', LATENCIES, series, format.latency, (one) => now.latency?.[one.now])}
          ${chart('Memory', MEMORY, series, format.bytes, (one) => now.memory?.[one.now], memory(now.memory))}
        </div>
        ${rooms(now.tables ?? [])}
      </div>`, 8)}`;
  }

  return { view, close: () => { live.close(); clearInterval(slow); } };
}

/** The newest second goes in at the end, and the oldest out. */
function append(series, now) {
  const at = Math.floor(new Date(now.at).getTime() / 1000);
  if (at <= series.at.at(-1)) {
    return;
  }
  push(series.at, at);
  TRANSPORTS.forEach((one) => series[one.key] && push(series[one.key], now.announces?.[one.now] ?? null));
  LATENCIES.forEach((one) => series[one.key] && push(series[one.key], now.latency?.[one.now] ?? null));
  PEERS.forEach((one) => push(series[one.key], now[one.now] ?? null));
  push(series.heap_used, now.memory?.heap_used ?? null);
}

function push(list, value) {
  list.push(value);
  if (list.length > POINTS) {
    list.shift();
  }
}

function banner(now, line, session) {
  const parts = Object.entries(now.health ?? {});
  const ill = parts.filter(([, well]) => well === false).map(([part]) => part.replaceAll('_', ' '));
  const well = now.ready && ill.length === 0;
  return html`<div class="banner">
    ${well ? mark('good', 'All is well') : mark('bad', ill.length > 0 ? `Not well: ${ill.join(', ')}` : 'The tracker does not answer')}
    <span class="quiet">${/^skep/i.test(now.version) ? now.version : `Skep ${now.version}`}, mode ${now.mode}</span>
    <span class="quiet">running for ${span(now.uptime_seconds)}</span>
    ${parts.map(([part, ok]) => html`<span class="quiet">${part.replaceAll('_', ' ')}: ${ok ? 'fine' : 'away'}</span>`)}
    ${now.findings_open > 0
      ? session.may('findings:read')
        ? html`<a href="#/findings">${format.plural(now.findings_open, 'finding')} to look at</a>`
        : nothing
      : nothing}
    <span class="live">${line === 'live' ? mark('good', 'live') : mark('none', 'waiting for the tracker')}</span>
  </div>`;
}

function figures(now) {
  const perSecond = Object.values(now.announces ?? {}).reduce((sum, value) => sum + (value ?? 0), 0);
  return tiles([
    { label: 'Torrents', value: format.count(now.torrents), under: now.swarms === undefined ? '' : `${format.count(now.swarms)} with peers` },
    { label: 'Seeders', value: format.count(now.seeders) },
    { label: 'Leechers', value: format.count(now.leechers) },
    { label: 'Announces per second', value: format.rate(perSecond), under: trouble(now) },
    { label: '99 % answered within', value: format.latency(now.latency?.p99) },
  ]);
}

function trouble(now) {
  const refused = now.refused > 0 ? [`${format.rate(now.refused)} refused`] : [];
  const failed = now.errors > 0 ? [`${format.rate(now.errors)} failed`] : [];
  return [...refused, ...failed].join(', ') || 'none refused';
}

function chart(title, series, all, write, value, more = nothing) {
  const there = series.filter((one) => all[one.key]);
  return html`<section class="sheet plotted">
    <header><h2>${title}</h2>${legend(there, there.map((one) => write(value(one))))}</header>
    <skep-chart .series=${there} .format=${write} .label=${title} .points=${[all.at, ...there.map((one) => all[one.key])].map((list) => list.slice())}></skep-chart>
    ${more}
  </section>`;
}

function memory(now) {
  return now ? html`<p class="quiet">Heap ${size(now.heap_used)} of ${size(now.heap_max)}${now.direct_used ? html`, buffers ${size(now.direct_used)}` : nothing}${now.resident ? html`, in all ${size(now.resident)}` : nothing}</p>` : nothing;
}

const room = (table) => (IN_BYTES.includes(table.name) ? format.bytes : format.count);

function rooms(tables) {
  return html`<section class="sheet">
    <header><h2>Room in the tables</h2><p class="quiet">What strangers can fill has a bound, so that nobody can fill the memory.</p></header>
    <ul class="bars columns">
      ${tables.map((one) => html`<li>
        <span title=${`skep.${one.name}`}>${TABLES[one.name] ?? one.name.replaceAll(/[._]/g, ' ')}</span>
        <span class="quiet figure" title=${`${format.count(one.used)} of ${format.count(one.limit)}`}>
          ${one.used >= FULL * one.limit ? mark('bad', 'nearly full') : nothing}
          ${room(one)(one.used)} <span class="wide-inline">of ${room(one)(one.limit)}</span></span>
        ${bar(one.used / one.limit, one.used >= FULL * one.limit ? 'bad' : 'leaf')}
      </li>`)}
    </ul>
  </section>`;
}
