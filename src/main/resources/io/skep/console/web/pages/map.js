// Where the peers are: totals of countries, never an address.

import { html, svg, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import * as format from '../format.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { bar, choices, head } from '../parts/figures.js';
import { number, size } from '../parts/text.js';
import { table } from '../parts/table.js';

const SHOWN = [['peers', 'Peers'], ['uploaded', 'Given'], ['downloaded', 'Taken']];
const LEVELS = 5;
const AGAIN = 30000;
const NAMES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

export default function map({ update }) {
  let by = 'peers';
  let chosen = '';
  const world = new Resource(async () => (await fetch(new URL('../world.json', import.meta.url))).json(), update);
  const data = new Resource(() => api.get('/map'), update);
  world.load();
  data.load();
  const again = setInterval(() => data.load(), AGAIN);

  const write = (value) => (by === 'peers' ? format.plural(value, 'peer') : format.bytes(value));

  function page(answer) {
    const rows = [...answer.items].sort((a, b) => b[by] - a[by]);
    const most = Math.max(1, ...rows.filter((row) => row.country).map((row) => row[by]));
    if (rows.length === 0) {
      return nothingHere('Nobody is here now', 'As soon as clients announce, their countries light up.');
    }
    return html`<div class="stack">
      <section class="sheet">
        ${world.show((shapes) => draw(shapes, rows, most), 8)}
        <div class="scale"><span>none</span><svg viewBox="0 0 60 4" preserveAspectRatio="none" aria-hidden="true" class="map">${Array.from({ length: LEVELS + 1 }, (_, i) => svg`<path class=${`level-${i}`} d=${`M${i * 10} 0h10v4h-10z`} />`)}</svg><span>${write(most)}</span></div>
      </section>
      <section class="sheet">
        ${table({
          caption: 'Countries',
          rows,
          rowClass: (row) => (row.country && row.country === chosen ? 'chosen' : ''),
          columns: [
            { label: 'Country', grow: true, cell: (row) => html`<span class="cut">${place(row.country)}</span>${bar(row[by] / most)}` },
            { label: 'Peers', number: true, cell: (row) => number(row.peers) },
            { label: 'Seeders', number: true, wide: true, cell: (row) => number(row.seeders) },
            { label: 'Leechers', number: true, wide: true, cell: (row) => number(row.leechers) },
            { label: 'Given', number: true, wide: by !== 'uploaded', cell: (row) => size(row.uploaded) },
            { label: 'Taken', number: true, wide: by !== 'downloaded', cell: (row) => size(row.downloaded) },
          ],
        })}
      </section>
      <p class="quiet">${source(answer.source)} Borders: Natural Earth.</p>
    </div>`;
  }

  function draw(shapes, rows, most) {
    const known = new Map(rows.filter((row) => row.country).map((row) => [row.country, row]));
    const told = (code) => `${place(code)}: ${known.has(code) ? write(known.get(code)[by]) : 'none'}`;
    const style = (code) => `level-${level(known.get(code)?.[by] ?? 0, most)}${known.has(code) ? ' there' : ''}${code === chosen ? ' chosen' : ''}`;
    const point = (code) => () => {
      chosen = code;
      update();
    };
    return html`<svg class="map" viewBox=${`0 ${shapes.top} ${shapes.width} ${shapes.height}`} role="img"
        aria-label="World map of ${SHOWN.find(([key]) => key === by)[1].toLowerCase()} by country; the table below has the same figures" @mouseleave=${point('')}>
      ${shapes.other.map((path) => svg`<path d=${path} />`)}
      ${Object.entries(shapes.countries).map(([code, path]) => svg`<path class=${style(code)} d=${path} @mouseenter=${point(code)}><title>${told(code)}</title></path>`)}
      ${Object.entries(shapes.places).map(([code, [x, y]]) => svg`<circle class=${style(code)} cx=${x} cy=${y} r="3.500" @mouseenter=${point(code)}><title>${told(code)}</title></circle>`)}
    </svg>`;
  }

  return {
    view: () => html`${head('Map', 'Who shares from where: totals of countries, nobody’s address.', choices('What is shown', SHOWN, by, (key) => {
      by = key;
      update();
    }))}${data.show(page, 10)}`,
    close: () => clearInterval(again),
  };
}

/** Not in proportion, so that one large country does not pale all others. */
function level(value, most) {
  return value <= 0 ? 0 : Math.max(1, Math.ceil(LEVELS * (value / most) ** 0.4));
}

function place(code) {
  if (!/^[A-Z]{2}$/.test(code ?? '')) {
    return 'Not known';
  }
  return NAMES.of(code);
}

/** Its licence asks for the link. */
const source = (from) => (from?.name
  ? html`${/^https:\/\//.test(from.url ?? '') ? html`<a href=${from.url} rel="noreferrer" target="_blank">${format.tame(from.name)}</a>` : html`Countries by the database “${format.titleOf(from.name)}”`}${from.licence ? html`, ${format.tame(from.licence)}` : nothing}.`
  : nothing);
