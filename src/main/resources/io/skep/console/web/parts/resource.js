// Something that is being fetched, is there, or could not be had.

import { html } from '../lib/lit-html.js';

/**
 * What a page waits for.
 *
 * @param fetcher makes the promise
 * @param update draws the page anew
 */
export class Resource {
  constructor(fetcher, update) {
    this.fetcher = fetcher;
    this.update = update;
    this.value = undefined;
    this.problem = undefined;
    this.busy = false;
    this.turn = 0;
  }

  /** Fetches; only the answer to the latest call is kept. */
  async load() {
    const turn = ++this.turn;
    this.busy = true;
    this.update();
    try {
      const value = await this.fetcher();
      if (turn === this.turn) {
        this.value = value;
        this.problem = undefined;
      }
    } catch (problem) {
      if (turn === this.turn) {
        this.problem = problem;
      }
    }
    if (turn === this.turn) {
      this.busy = false;
      this.update();
    }
    return this;
  }

  set(value) {
    this.turn++;
    this.value = value;
    this.problem = undefined;
    this.busy = false;
    this.update();
  }

  /** Draws what is there; while there is nothing yet, a quiet placeholder. */
  show(template, lines = 4) {
    if (this.problem) {
      return failure(this.problem, () => this.load());
    }
    if (this.value === undefined) {
      return waiting(lines);
    }
    return html`<div class="ready" aria-busy=${this.busy}>${template(this.value)}</div>`;
  }
}

export function waiting(lines = 4) {
  return html`<div class="waiting" role="status">
    <span class="unseen">Loading…</span>
    ${Array.from({ length: lines }, () => html`<span class="bone"></span>`)}
  </div>`;
}

export function failure(problem, again) {
  return html`<div class="failure" role="alert">
    <p>${problem.message}</p>
    ${problem.more?.retryAfter ? html`<p class="quiet">Try again in ${problem.more.retryAfter} s.</p>` : ''}
    ${again ? html`<button type="button" @click=${again}>Try again</button>` : ''}
  </div>`;
}

/** What a list says that has nothing in it. */
export function nothingHere(title, words, more = '') {
  return html`<div class="empty">
    <svg viewBox="0 0 64 48" aria-hidden="true"><path d="M32 5c11 0 17 8 19.500 18 1.500 6 2.500 11 2.500 16 0 3-2 5-5 5H15c-3 0-5-2-5-5 0-5 1-10 2.500-16C15 13 21 5 32 5zM16 19q16 5 32 0M12.500 29q19.500 6 39 0M27 44v-4a5 5 0 0 1 10 0v4" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-dasharray="3 4"/></svg>
    <p class="title">${title}</p>
    <p class="quiet">${words}</p>
    ${more}
  </div>`;
}
