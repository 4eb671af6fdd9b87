// Tiles, legends and bars: figures with what they are.

import { html, nothing } from '../lib/lit-html.js';

/** Figures side by side; each {label, value, under?}. */
export const tiles = (list) => html`<dl class="tiles">
  ${list.map((one) => html`<div class="tile"><dt>${one.label}</dt><dd>${one.value}</dd>${one.under ? html`<dd class="small">${one.under}</dd>` : nothing}</div>`)}
</dl>`;

/** What the lines of a chart are, with the latest figure of each. */
export const legend = (series, values) => html`<ul class="legend">
  ${series.map(
    (one, i) => html`<li><svg class=${one.color} viewBox="0 0 16 8" aria-hidden="true"><line x1="0" y1="4" x2="16" y2="4" stroke="currentColor" stroke-width="3" stroke-dasharray=${one.dash ? one.dash.join(' ') : nothing}/></svg>${one.label}${values ? html` <b>${values[i]}</b>` : nothing}</li>`,
  )}
</ul>`;

/** How full something is; colour and words both tell when it is nearly so. */
export function bar(part, kind = 'honey') {
  const width = Math.max(0, Math.min(1, Number.isFinite(part) ? part : 0)) * 100;
  return html`<svg class="bar ${kind}" viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true"><rect width=${width} height="7"/></svg>`;
}

/** One of several, as buttons. */
export const choices = (label, options, chosen, onChoose) => html`<div class="choices" role="group" aria-label=${label}>
  ${options.map(([key, words]) => html`<button type="button" aria-pressed=${key === chosen} @click=${() => onChoose(key)}>${words}</button>`)}
</div>`;

/** The head of a page. */
export const head = (title, lead = '', actions = '') => html`<div class="head">
  <div><h1 tabindex="-1">${title}</h1>${lead ? html`<p class="lead">${lead}</p>` : nothing}</div>
  ${actions ? html`<div class="actions">${actions}</div>` : nothing}
</div>`;
