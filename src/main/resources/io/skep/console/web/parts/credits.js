// The lines of somebody's account, each with how its figures came about.

import { html } from '../lib/lit-html.js';
import * as format from '../format.js';
import { name, prose, when } from './text.js';

const REASONS = {
  announce: 'Reported by a client',
  withheld: 'Held back by a rule',
  correction: 'Corrected by hand',
  import: 'Brought along from elsewhere',
};

export function creditColumns() {
  return [
    { label: 'What', grow: true, cell: (row) => html`${row.torrent ? html`<a class="cut" href=${`#/torrents/${row.torrent.info_hash}`}>${name(row.torrent.name)}</a>` : html`<span>${REASONS[row.reason] ?? format.tame(row.reason)}</span>`}<span class="under"><span class="narrow">${when(row.at)}</span>${why(row)}</span>` },
    { label: 'Given', number: true, cell: (row) => signed(row.credited_uploaded) },
    { label: 'Taken', number: true, cell: (row) => signed(row.credited_downloaded) },
    { label: 'When', number: true, wide: true, cell: (row) => when(row.at) },
  ];
}

const signed = (value) => html`<span class="figure" title=${format.exactBytes(value)}>${value > 0 ? '+' : ''}${format.bytes(value)}</span>`;

/** Says why what counts is not what was reported, or that it is. */
function why(row) {
  const parts = [];
  if (row.torrent && row.reason !== 'announce') {
    parts.push(html`<span>${REASONS[row.reason] ?? format.tame(row.reason)}</span>`);
  }
  if (row.reason === 'withheld') {
    parts.push(html`<span>${format.bytes(row.uploaded)} up and ${format.bytes(row.downloaded)} down were reported and don’t count</span>`);
  } else if (row.reason === 'announce') {
    parts.push(html`<span>reported ${format.bytes(row.uploaded)} up, ${format.bytes(row.downloaded)} down${times(row.upload_percent, 'upload')}${times(row.download_percent, 'download')}</span>`);
  }
  if (row.note) {
    parts.push(prose(row.note));
  }
  return parts;
}

function times(percent, what) {
  if (percent === 100) {
    return '';
  }
  return percent === 0 ? `, ${what} free` : `, ${what} counted ×${percent / 100}`;
}
