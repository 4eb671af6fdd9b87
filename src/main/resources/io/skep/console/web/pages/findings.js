// What the rules for cheats have found, with the evidence, and what a person makes of it.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { choices, head } from '../parts/figures.js';
import { badge, mark, name, prose, say, when } from '../parts/text.js';
import { pager } from '../parts/table.js';
import { field, form } from '../parts/dialog.js';

const LIMIT = 20;
const LISTED = 10;
const SHOWN = [['open', 'To decide'], ['confirmed', 'Confirmed'], ['dismissed', 'Dismissed']];
/** The rules in words; one that is newer than this page is shown by its name. */
const RULES = {
  speed: 'Faster than a line can be',
  'upload-to-nobody': 'Gave where nobody took',
  'growing-left': 'Lacks more of it than it did',
  'hidden-download': 'Has more, and downloaded nothing',
  'began-complete': 'Complete without having downloaded here',
  'many-addresses': 'One client at many places',
  'unbalanced-swarms': 'Gave more than was taken, again and again',
};

export default function findings({ update, route, session, go }) {
  let query = read(route);
  const list = new Resource(() => api.get('/findings', { ...query, limit: LIMIT }), update);
  const turn = (change) => go('findings', { ...query, ...change });
  list.load();

  async function decide(one, decision) {
    const decided = await form({
      title: decision === 'confirmed' ? 'Confirm it?' : decision === 'dismissed' ? 'Dismiss it?' : 'Open it again?',
      body: html`<p class="quiet">Your decision is kept with your name. It changes nothing by itself: what follows from it, you do at the user’s page.</p>${field({ label: 'Why', name: 'note', value: one.note, maxlength: 200 })}`,
      confirm: decision === 'confirmed' ? 'Confirm' : decision === 'dismissed' ? 'Dismiss' : 'Open again',
      action: (data) => api.patch(`/findings/${one.id}`, { decision, note: data.get('note') }),
    });
    if (decided) {
      say('Kept.');
      list.load();
    }
  }

  const rows = (answer) => answer.total === 0
    ? nothingHere(query.decision === 'open' ? 'Nothing to decide' : 'None', query.decision === 'open' ? 'The rules watch, and have nothing that a person should look at.' : 'Findings with this decision stand here.')
    : html`<div class="stack">${answer.items.map(card)}</div>${pager({ total: answer.total, offset: query.offset, limit: LIMIT, onTurn: (offset) => turn({ offset }) })}`;

  const card = (one) => html`<article class="sheet finding">
    <header><h2>${RULES[one.rule] ?? one.rule.replaceAll('-', ' ')}</h2><span class="quiet">${one.count > 1 ? html`${format.plural(one.count, 'time')}, last ` : nothing}${when(one.last_at)}</span></header>
    <p><a href=${`#/users/${one.user.id}`}>${name(one.user.name)}</a>${one.torrent ? html` in <a href=${`#/torrents/${one.torrent.info_hash}`}>${name(one.torrent.name)}</a>` : nothing}</p>
    ${sentence(one) ? html`<p>${sentence(one)}</p>` : nothing}
    <dl class="evidence">${Object.entries(one.evidence ?? {}).map(([key, value]) => html`<div><dt>${words(key)}</dt><dd>${figure(key, value)}</dd></div>`)}</dl>
    <div class="actions">
      ${one.acted ? mark('bad', 'the rule acted', 'The bytes were held back') : mark('none', 'the rule only watched', 'In shadow mode nothing is held back')}
      ${badge(one.rule)}
      ${one.decided_by && one.decision !== 'open' ? html`<span class="quiet">decided by ${name(one.decided_by)}</span>` : nothing}
      ${one.note ? prose(one.note) : nothing}
      ${session.may('findings:write')
        ? one.decision === 'open'
          ? html`<button type="button" class="danger" @click=${() => decide(one, 'confirmed')}>Confirm…</button><button type="button" @click=${() => decide(one, 'dismissed')}>Dismiss…</button>`
          : html`<button type="button" @click=${() => decide(one, 'open')}>Open again…</button>`
        : nothing}
    </div>
  </article>`;

  return {
    view: () => html`${head('Findings', 'What looks like cheating, with the evidence. A rule finds; a person decides.', choices('Which', SHOWN, query.decision, (decision) => turn({ decision, offset: 0 })))}${list.show(rows, 8)}`,
    move(next) {
      query = read(next);
      list.load();
    },
  };
}

const read = ({ query }) => ({ decision: query.get('decision') ?? 'open', offset: Number(query.get('offset')) || 0 });

/** What was seen, in figures that a person can weigh; empty for a rule newer than this page. */
function sentence({ rule, evidence: seen = {} }) {
  switch (rule) {
    case 'speed':
      return seen.upload_bytes_per_second > seen.upload_bound
        ? `${format.bytes(seen.upload_bytes_per_second)}/s given were reported; ${format.bytes(seen.upload_bound)}/s is the bound.`
        : `${format.bytes(seen.download_bytes_per_second)}/s taken were reported; ${format.bytes(seen.download_bound)}/s is the bound.`;
    case 'upload-to-nobody':
      return `${format.bytes(seen.uploaded_delta)} given were reported for ${format.duration(seen.seconds)} in which nobody else was fetching.`;
    case 'growing-left':
      return `${format.bytes(seen.growth)} more are left to fetch than at the report before.`;
    case 'hidden-download':
      return `${format.bytes(seen.progress)} more are there than before; ${format.bytes(seen.session_downloaded)} taken were reported.`;
    case 'began-complete':
      return 'The client came with all of it, and was never seen to fetch it here.';
    case 'many-addresses':
      return `One client announced from ${format.plural(seen.hosts, 'host')}.`;
    default:
      return '';
  }
}

const words = (key) => key.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());

const RATES = /per_second|_bound$/;
const SIZES = /uploaded|downloaded|left|growth|progress|surplus|corrupt|given_by_user|_bytes/;

/** Evidence is figures under names that say what they are. */
function figure(key, value) {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value === 'number') {
    if (RATES.test(key)) {
      return html`<span title=${format.exactBytes(value)}>${format.bytes(value)}/s</span>`;
    }
    if (SIZES.test(key)) {
      return html`<span title=${format.exactBytes(value)}>${format.bytes(value)}</span>`;
    }
    return /^seconds|_seconds/.test(key) ? format.duration(value) : format.count(value);
  }
  if (Array.isArray(value)) {
    return html`<ul>${value.slice(0, LISTED).map((one) => html`<li>${figure(key, one)}</li>`)}</ul>`;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([inner, one]) => html`<span class="quiet">${words(inner)}</span> ${figure(inner, one)} `);
  }
  return prose(value);
}
