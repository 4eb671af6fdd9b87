// Brings .torrent files in: dropped, or chosen.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import { bytes } from '../format.js';
import { mark, name } from './text.js';

const LARGEST = 16 * 1024 * 1024;
const SHOWN = 12;

/** What is being brought in and what became of it. */
export class Uploads {
  constructor(update, onAdded) {
    this.update = update;
    this.onAdded = onAdded;
    this.items = [];
    this.over = false;
    this.depth = 0;
    this.listeners = {
      dragenter: (event) => this.#drag(event, 1),
      dragleave: (event) => this.#drag(event, -1),
      dragover: (event) => hasFiles(event) && event.preventDefault(),
      drop: (event) => this.#drop(event),
    };
    // The whole page takes a drop: one that misses would make the browser leave for the file.
    for (const [type, listener] of Object.entries(this.listeners)) {
      addEventListener(type, listener);
    }
  }

  close() {
    for (const [type, listener] of Object.entries(this.listeners)) {
      removeEventListener(type, listener);
    }
  }

  #drag(event, step) {
    if (hasFiles(event)) {
      event.preventDefault();
      this.depth = Math.max(0, this.depth + step);
      this.over = this.depth > 0;
      this.update();
    }
  }

  #drop(event) {
    if (hasFiles(event)) {
      event.preventDefault();
      this.depth = 0;
      this.over = false;
      this.add(event.dataTransfer.files);
    }
  }

  /** One after the other, in the order of the list. */
  async add(files) {
    const fresh = [...files].map((file) => ({ file, state: 'none', words: 'waiting', torrent: null }));
    this.items = [...fresh, ...this.items].slice(0, SHOWN);
    this.update();
    for (const item of fresh) {
      await this.#send(item);
      this.update();
    }
    if (fresh.some((item) => item.torrent)) {
      this.onAdded();
    }
  }

  async #send(item) {
    if (item.file.size > LARGEST) {
      Object.assign(item, { state: 'bad', words: `larger than ${bytes(LARGEST)}` });
      return;
    }
    item.words = 'on its way';
    this.update();
    try {
      const torrent = await api.postTorrent('/torrents', item.file);
      Object.assign(item, { state: 'good', words: 'added', torrent });
    } catch (problem) {
      Object.assign(item, { state: 'bad', words: 'refused', why: problem.message });
    }
  }
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files');
}

/** Where to drop, and below it what came of it. */
export function dropZone(uploads) {
  return html`<div>
    <div class="drop ${uploads.over ? 'over' : ''}">
      <strong>${uploads.over ? 'Let go to add it' : 'Drop a .torrent here'}</strong>
      <span class="quiet">or choose one from your disk; up to ${bytes(LARGEST)} each</span>
      <input type="file" multiple accept=".torrent,application/x-bittorrent" aria-label="Choose .torrent files to add"
        @change=${(event) => { uploads.add(event.target.files); event.target.value = ''; }} />
    </div>
    ${uploads.items.length === 0
      ? nothing
      : html`<ul class="uploads" aria-live="polite" aria-label="Added files">${uploads.items.map(line)}</ul>`}
  </div>`;
}

function line(item) {
  const torrent = item.torrent;
  return html`<li>
    ${torrent ? html`<a class="cut" href=${`#/torrents/${torrent.info_hashes[0]}`}>${name(torrent.name)}</a>` : name(item.file.name)}
    ${mark(item.state, item.words)}
    ${item.why ? html`<span class="under">${item.why}</span>` : nothing}
    ${torrent?.info_hash_changed ? html`<span class="under">It was made private, so its info-hash is another now. Seed with the .torrent that you download here.</span>` : nothing}
  </li>`;
}
