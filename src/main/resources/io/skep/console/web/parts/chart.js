// A chart of lines over time that moves as figures come, by uPlot.

import { bytes } from '../format.js';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const SECOND = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** Steps of an axis of bytes. */
const POWERS = Array.from({ length: 60 }, (_, i) => 2 ** i);

let library;

/** Only pages with a chart need it. */
const uPlot = () => (library ??= import('../lib/uplot.js').then((module) => module.default));

/**
 * The element `<skep-chart>`.
 *
 * Its properties: `label`, what it shows; `series`, a list of {label, color, fill}, the colour being
 * the name of one of the style's; `points`, a list of the times in seconds and one list for each of
 * the series; `format` writes a figure; `days` where a point is a day.
 */
class Chart extends HTMLElement {
  #plot;
  #wanted = false;
  #points;
  #sizes = new ResizeObserver(() => this.#fit());
  #themes = new MutationObserver(() => this.#rebuild());
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #redraw = () => this.#rebuild();

  series = [];
  label = '';
  format = String;
  days = false;

  set points(points) {
    this.#points = points;
    this.#describe();
    if (this.#plot && this.#plot.series.length === points.length) {
      this.#plot.setData(points);
    } else if (this.isConnected) {
      this.#rebuild();
    }
  }

  connectedCallback() {
    this.setAttribute('role', 'img');
    this.#wanted = true;
    this.#sizes.observe(this);
    this.#themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.#dark.addEventListener('change', this.#redraw);
    this.#describe();
    this.#rebuild();
  }

  disconnectedCallback() {
    this.#wanted = false;
    this.#sizes.disconnect();
    this.#themes.disconnect();
    this.#dark.removeEventListener('change', this.#redraw);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #describe() {
    const latest = (this.#points?.slice(1) ?? [])
      .map((values, i) => `${this.series[i]?.label} ${this.format(values.at(-1) ?? null)}`)
      .join(', ');
    this.setAttribute('aria-label', `Chart: ${this.label}. Last: ${latest || 'no figures yet'}`);
  }

  #fit() {
    if (this.#plot && this.clientWidth > 0) {
      this.#plot.setSize({ width: this.clientWidth, height: this.clientHeight });
    }
  }

  async #rebuild() {
    const Plot = await uPlot();
    if (!this.#wanted || !this.#points || this.clientWidth === 0) {
      return;
    }
    this.#plot?.destroy();
    this.#plot = new Plot(this.#options(), this.#points, this);
  }

  #options() {
    const style = getComputedStyle(this);
    const color = (name) => style.getPropertyValue(`--${name}`).trim();
    const axis = {
      stroke: color('quiet'),
      font: `11px ${style.fontFamily}`,
      grid: { stroke: color('line'), width: 1 },
      ticks: { show: false },
    };
    const format = this.format;
    return {
      width: this.clientWidth,
      height: this.clientHeight,
      padding: [8, 28, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
      scales: { x: { time: true }, y: { range: (plot, low, high) => [0, this.#top(high)] } },
      axes: [
        { ...axis, grid: { show: false }, size: 26, space: 60, values: (plot, splits) => splits.map((at) => this.#time(at, splits)) },
        { ...axis, size: (plot, values) => 12 + 7 * Math.max(3, ...(values ?? []).map((value) => value.length)), gap: 4, space: 34, incrs: format === bytes ? POWERS : undefined, values: (plot, splits) => splits.map((value) => format(value)) },
      ],
      series: [
        {},
        ...this.series.map((one) => ({
          label: one.label,
          stroke: color(one.color),
          width: 2,
          dash: one.dash,
          fill: one.fill ? `${color(one.color)}22` : undefined,
          points: { show: this.days, size: 5 },
          spanGaps: false,
        })),
      ],
      plugins: [this.#reading()],
    };
  }

  /** So that the line stays under the upper edge, and a line of noughts at the lower one. */
  #top(high) {
    return high > 0 ? high * 1.12 : this.format === bytes ? 1024 : 1;
  }

  #time(at, splits) {
    const moment = new Date(at * 1000);
    if (this.days) {
      return DAY.format(moment);
    }
    const short = splits.length > 1 && splits[1] - splits[0] < 60;
    const midnight = moment.getHours() === 0 && moment.getMinutes() === 0 && !short;
    return midnight ? DAY.format(moment) : (short ? SECOND : TIME).format(moment);
  }

  /** Says what stands under the pointer. */
  #reading() {
    const box = document.createElement('div');
    box.className = 'reading';
    box.hidden = true;
    return {
      hooks: {
        init: (plot) => plot.over.append(box),
        setCursor: (plot) => {
          const index = plot.cursor.idx;
          box.hidden = index === null || index === undefined || plot.cursor.left < 0;
          if (box.hidden) {
            return;
          }
          const lines = this.series.map((one, i) => `${one.label} ${this.format(plot.data[i + 1][index])}`);
          const moment = new Date(plot.data[0][index] * 1000);
          box.textContent = [(this.days ? DAY : SECOND).format(moment), ...lines].join('\n');
          const left = plot.cursor.left;
          const right = left > plot.over.clientWidth / 2;
          box.style.left = right ? '' : `${left + 12}px`;
          box.style.right = right ? `${plot.over.clientWidth - left + 12}px` : '';
        },
      },
    };
  }
}

customElements.define('skep-chart', Chart);
