// When bytes count for more or less, in a calendar.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head } from '../parts/figures.js';
import { mark, name, prose, say, unseen } from '../parts/text.js';
import { table } from '../parts/table.js';
import { field, form } from '../parts/dialog.js';

const MOST = 1000;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
const SUBJECTS = [['site', 'The whole site'], ['torrent', 'One torrent'], ['user', 'One user']];
const SHOWN = 3;

export default function multipliers({ update, session }) {
  const today = new Date();
  let month = new Date(today.getFullYear(), today.getMonth(), 1);
  const list = new Resource(() => api.get('/multipliers', { sort: '-starts_at', limit: MOST }), update);
  const writes = session.may('multipliers:write');
  list.load();

  function turn(step) {
    month = step === 0 ? new Date(today.getFullYear(), today.getMonth(), 1) : new Date(month.getFullYear(), month.getMonth() + step, 1);
    update();
  }

  async function edit(one, from) {
    const saved = await form({
      title: one ? 'Change this multiplier' : 'A new multiplier',
      body: html`${one
          ? html`<p>For ${subject(one)}</p>`
          : html`${field({ label: 'For', name: 'subject', options: SUBJECTS, value: 'site' })}
            ${field({ label: 'Which torrent or user', name: 'key', hint: 'An info-hash, or a user’s name; empty for the whole site.', maxlength: 64 })}`}
        <div class="row">
          ${field({ label: 'Downloads count, %', name: 'download', type: 'number', min: 0, max: 1000, value: one?.download_percent ?? 0, required: true, hint: '0 is freeleech' })}
          ${field({ label: 'Uploads count, %', name: 'upload', type: 'number', min: 0, max: 1000, value: one?.upload_percent ?? 100, required: true, hint: '200 is double' })}
        </div>
        <div class="row">
          ${field({ label: 'From', name: 'from', type: 'datetime-local', value: local(one?.starts_at ?? from), required: true })}
          ${field({ label: 'Until', name: 'until', type: 'datetime-local', value: local(one ? one.ends_at : from && nextDay(from)), hint: 'Empty for no end' })}
        </div>
        ${field({ label: 'Note', name: 'note', value: one?.note ?? '', maxlength: 200, hint: 'Such as what is celebrated' })}`,
      action: (data) => {
        const body = {
          download_percent: Number(data.get('download')),
          upload_percent: Number(data.get('upload')),
          starts_at: utc(data.get('from')),
          ends_at: data.get('until') ? utc(data.get('until')) : null,
          note: data.get('note'),
        };
        return one ? api.patch(`/multipliers/${one.id}`, body) : api.post('/multipliers', { ...body, ...about(data) });
      },
    });
    if (saved) {
      say('Saved.');
      list.load();
    }
  }

  async function drop(one) {
    const done = await form({
      title: 'Remove this multiplier?',
      body: html`<p>It holds no more. What it has done so far stays in the books.</p>`,
      confirm: 'Remove',
      danger: true,
      action: () => api.remove(`/multipliers/${one.id}`),
    });
    if (done) {
      list.load();
    }
  }

  const page = (answer) => html`<div class="stack">
    <section class="sheet">
      <header><h2 aria-live="polite">${MONTH.format(month)}</h2>
        <div class="actions"><button type="button" @click=${() => turn(-1)} aria-label="The month before">‹</button><button type="button" @click=${() => turn(0)}>Today</button><button type="button" @click=${() => turn(1)} aria-label="The month after">›</button></div></header>
      ${calendar(answer.items)}
    </section>
    <section class="sheet">
      <header><h2>All of them</h2></header>
      ${answer.total === 0
        ? nothingHere('No multipliers yet', 'Freeleech for a weekend, double upload for a rare torrent: what you set stands in the calendar.')
        : table({ caption: 'Multipliers', rows: answer.items, columns: columns(), rowClass: (row) => (isPast(row) ? 'faded' : '') })}
    </section>
  </div>`;

  function calendar(items) {
    const first = new Date(month);
    first.setDate(1 - ((month.getDay() + 6) % 7));
    const weeks = [];
    for (let day = new Date(first); weeks.length < 6 && (weeks.length === 0 || day.getMonth() === month.getMonth() || weeks.at(-1).length < 7);) {
      const week = Array.from({ length: 7 }, () => {
        const one = new Date(day);
        day.setDate(day.getDate() + 1);
        return one;
      });
      weeks.push(week);
    }
    return html`<div class="scroll" role="region" aria-label="Calendar" tabindex="0"><table class="calendar"><caption class="unseen">Multipliers in ${MONTH.format(month)}</caption>
      <thead><tr>${DAYS.map((day) => html`<th scope="col">${day}</th>`)}</tr></thead>
      <tbody>${weeks.map((week) => html`<tr>${week.map((day) => date(day, items))}</tr>`)}</tbody></table></div>`;
  }

  function date(day, items) {
    const end = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
    const here = items.filter((one) => new Date(one.starts_at) < end && (!one.ends_at || new Date(one.ends_at) > day));
    const style = `${day.getMonth() === month.getMonth() ? '' : 'other'} ${day.toDateString() === today.toDateString() ? 'today' : ''}`;
    return html`<td class=${style}><span class="date">${day.getDate()}</span>
      ${here.slice(0, SHOWN).map((one) => chip(one))}
      ${here.length > SHOWN ? html`<span class="quiet hint">and ${here.length - SHOWN} more</span>` : nothing}</td>`;
  }

  const chip = (one) => html`<button type="button" class="chip ${color(one)}" ?disabled=${!writes} @click=${() => edit(one)} title=${`${effect(one)}, ${subjectWords(one)}${one.note ? `: ${format.titleOf(one.note)}` : ''}`}>${effect(one)}${one.subject === 'site' ? html`<span class="unseen">, ${subjectWords(one)}</span>` : html`: ${subjectWords(one)}`}</button>`;

  const columns = () => [
    { label: 'What', grow: true, cell: (row) => html`<strong>${effect(row)}</strong> <span>for ${subject(row)}</span>${row.note ? html`<span class="under">${prose(row.note)}</span>` : nothing}` },
    { label: 'State', cell: (row) => (row.in_force ? mark('good', 'in force') : isPast(row) ? mark('none', 'over') : mark('fair', 'to come')) },
    { label: 'From', number: true, wide: true, cell: (row) => format.at(row.starts_at) },
    { label: 'Until', number: true, wide: true, cell: (row) => (row.ends_at ? format.at(row.ends_at) : 'no end') },
    { label: unseen('Actions'), number: true, cell: (row) => (writes ? html`<span class="actions"><button type="button" class="plain" @click=${() => edit(row)}>Change</button><button type="button" class="plain danger" @click=${() => drop(row)}>Remove</button></span>` : nothing) },
  ];

  return {
    view: () => html`${head('Multipliers', 'When bytes count for more or for less. Where several hold, members get the best of them.', writes ? html`<button type="button" class="primary" @click=${() => edit(null, new Date())}>New multiplier</button>` : '')}${list.show(page, 10)}`,
  };
}

/** What it does, in the words that members use. */
function effect(one) {
  const parts = [];
  if (one.download_percent === 0) {
    parts.push('Freeleech');
  } else if (one.download_percent !== 100) {
    parts.push(`Download ×${one.download_percent / 100}`);
  }
  if (one.upload_percent !== 100) {
    parts.push(`Upload ×${one.upload_percent / 100}`);
  }
  return parts.join(', ') || 'No effect';
}

const color = (one) => (one.subject === 'site' ? '' : one.subject === 'torrent' ? 'sky' : 'rose');

const subject = (one) => one.subject === 'site'
  ? 'the whole site'
  : one.torrent
    ? html`<a href=${`#/torrents/${one.torrent.info_hash}`}>${name(one.torrent.name)}</a>`
    : one.user
      ? html`<a href=${`#/users/${one.user.id}`}>${name(one.user.name)}</a>`
      : 'something that is gone';

const subjectWords = (one) => (one.subject === 'site' ? 'the whole site' : format.titleOf(one.torrent?.name ?? one.user?.name ?? 'something that is gone'));

const isPast = (one) => one.ends_at !== null && new Date(one.ends_at) < new Date();

function about(data) {
  const kind = data.get('subject');
  const key = data.get('key').trim();
  if (kind === 'site') {
    return { subject: kind };
  }
  if (!key) {
    throw new Error(kind === 'torrent' ? 'Say which torrent, by its info-hash.' : 'Say which user.');
  }
  return kind === 'torrent' ? { subject: kind, torrent: key } : { subject: kind, user: `name:${key}` };
}

/** As the field wants it: this browser's own time, to the minute. */
function local(time) {
  if (!time) {
    return '';
  }
  const moment = new Date(time);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

const utc = (text) => new Date(text).toISOString().replace(/\.\d+Z$/, 'Z');

const nextDay = (time) => new Date(time.getTime() + 86400000);
