// Small pieces of text: names from strangers, sizes, times, marks.

import { html, nothing } from '../lib/lit-html.js';
import * as format from '../format.js';
import { tell } from './dialog.js';

/** What a stranger wrote: isolated, cut by the style where it is too long. */
export const name = (value) => html`<bdi class="cut" dir="auto" title=${format.titleOf(value)}>${format.tame(value)}</bdi>`;

/** The same where it may go over lines, such as a heading. */
export const prose = (value) => html`<bdi class="prose" dir="auto">${format.tame(value)}</bdi>`;

export const size = (value) =>
  html`<span class="figure" title=${format.exactBytes(value)}>${format.bytes(value)}</span>`;

/** What is read out but not drawn. */
export const unseen = (words) => html`<span class="unseen">${words}</span>`;

export const number = (value) => html`<span class="figure">${format.count(value)}</span>`;

export const when = (value) =>
  value ? html`<time datetime=${value} title=${format.at(value)}>${format.ago(value)}</time>` : 'never';

export const day = (value) =>
  value ? html`<time datetime=${value} title=${format.at(value)}>${format.day(value)}</time>` : format.NONE;

export const span = (seconds) =>
  html`<span class="figure" title=${`${format.count(seconds)} seconds`}>${format.duration(seconds)}</span>`;

export const ratio = (value) =>
  html`<span class="figure" title=${value ?? 'nothing downloaded yet'}>${format.ratio(value)}</span>`;

const SHAPES = {
  good: html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="5" fill="currentColor"/></svg>`,
  fair: html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.300" fill="none" stroke="currentColor" stroke-width="1.400"/><path d="M6 1a5 5 0 0 1 0 10z" fill="currentColor"/></svg>`,
  bad: html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 .8 11.500 11H.5z" fill="currentColor"/></svg>`,
  none: html`<svg class="shape" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.300" fill="none" stroke="currentColor" stroke-width="1.400"/></svg>`,
};

/** A state in a colour, a shape and a word. */
export const mark = (kind, words, title = '') =>
  html`<span class="mark ${kind}" title=${title || nothing}>${SHAPES[kind]}<span>${words}</span></span>`;

/** A small label, such as that of freeleech. */
export const badge = (words, kind = '') => html`<span class="badge ${kind}">${words}</span>`;

/** How well a torrent is: enough seeds, few, or none. */
export function health(seeders, leechers) {
  if (seeders === 0) {
    return leechers === 0
      ? mark('none', 'asleep', 'Nobody is here now')
      : mark('bad', 'no seed', 'Some want it, and nobody has all of it');
  }
  return seeders < 3 || seeders * 10 < leechers
    ? mark('fair', 'thin', 'Few seeds: one more would do it good')
    : mark('good', 'healthy', 'Enough seeds');
}

/** Something to be copied, with a button that does it. */
export function copyable(value, label = 'Copy') {
  return html`<span class="copyable"><code dir="ltr">${format.tame(value)}</code>${copyButton(() => value, label)}</span>`;
}

export function copyButton(value, label = 'Copy', kind = '') {
  return html`<button type="button" class=${kind} @click=${(event) => copy(event.currentTarget, value)}>${label}</button>`;
}

async function copy(button, value) {
  const done = `${button.textContent}: done`;
  let text;
  try {
    text = await value();
  } catch (problem) {
    say(problem.message, 'bad');
    return;
  }
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    // Browsers let no page write to the clipboard that came without TLS from another machine.
    await tell({ title: 'Copy it yourself', body: html`<p>The browser does not let this page do it.</p><code class="selectable" tabindex="0">${format.tame(text)}</code>` });
  }
}

/** A line that appears for some seconds and is read out. */
export function say(words, kind = 'good') {
  dispatchEvent(new CustomEvent('skep-say', { detail: { words, kind } }));
}
