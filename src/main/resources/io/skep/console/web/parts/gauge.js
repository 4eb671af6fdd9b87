// The ratio as a dial, with what the site asks for drawn in.

import { html, svg, nothing } from '../lib/lit-html.js';
import { ratio as text } from '../format.js';

const CENTER = 120;
const RADIUS = 92;
const TICKS = [0, 0.25, 0.5, 1, 2, 4, Infinity];

/** The share of all traffic that was given: 1 stands upright, and no ratio is off the dial. */
const share = (ratio) => (ratio === Infinity ? 1 : ratio / (1 + ratio));

function point(part, radius) {
  const angle = Math.PI * (1 - part);
  return [CENTER + radius * Math.cos(angle), CENTER - radius * Math.sin(angle)].map((v) => v.toFixed(1));
}

function arc(from, to, radius) {
  const [x1, y1] = point(from, radius);
  const [x2, y2] = point(to, radius);
  return `M${x1} ${y1}A${radius} ${radius} 0 0 1 ${x2} ${y2}`;
}

/**
 * The dial.
 *
 * @param ratio null where nothing was taken yet
 * @param given whether anything was given
 * @param rule the ratio that the site asks for, null for none
 */
export function gauge({ ratio, given, rule }) {
  const value = ratio ?? (given ? Infinity : null);
  const part = value === null ? 0 : share(value);
  const enough = rule === null || value === null || value >= rule;
  const words = `Ratio ${ratio === null ? 'not known yet' : text(ratio)}${rule === null ? '' : `, the site asks for ${text(rule)}`}`;
  return html`<svg class="gauge" viewBox="0 0 240 152" role="img" aria-label=${words}>
    <path class="track" d=${arc(0, 1, RADIUS)} />
    ${rule ? svg`<path class="short" d=${arc(0, share(rule), RADIUS)} />` : nothing}
    ${part > 0.004 ? svg`<path class=${enough ? 'value good' : 'value bad'} d=${arc(0, part, RADIUS)} />` : nothing}
    ${TICKS.map((tick) => mark(tick))}
    ${rule ? ruleMark(rule) : nothing}
    <text class="big" x=${CENTER} y="112">${ratio === null ? (given ? '∞' : '–') : text(ratio)}</text>
    <text class="under" x=${CENTER} y="132">ratio</text>
  </svg>`;
}

function mark(tick) {
  const [x, y] = point(share(tick), RADIUS - 20);
  return svg`<text class="tick" x=${x} y=${y} dy="3">${tick === Infinity ? '∞' : tick === 0.25 ? '¼' : tick === 0.5 ? '½' : tick}</text>`;
}

function ruleMark(rule) {
  const [x1, y1] = point(share(rule), RADIUS - 10);
  const [x2, y2] = point(share(rule), RADIUS + 14);
  const [x3, y3] = point(share(rule), RADIUS + 22);
  return svg`<line class="rule" x1=${x1} y1=${y1} x2=${x2} y2=${y2} />
    <text class="rule" x=${x3} y=${y3} text-anchor=${rule < 0.9 ? 'end' : rule > 1.1 ? 'start' : 'middle'}>rule ${text(rule)}</text>`;
}
