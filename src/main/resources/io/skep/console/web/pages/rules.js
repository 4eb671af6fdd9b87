// The rules of the site: who may come with what, and what is watched.

import { html } from '../lib/lit-html.js';
import * as api from '../api.js';
import { Resource, nothingHere } from '../parts/resource.js';
import { head } from '../parts/figures.js';
import { settings } from './configuration.js';

const PARTS = [
  ['Clients', 'Which programs are let in, by how their peer id begins.', /^tracker\.clients\./],
  ['What members owe', 'Ratio, waiting time, places and slots.', /^access\./],
  ['Giving back', 'What has to be seeded after a download.', /^hit-and-run\./],
  ['Cheats', 'Each rule is off, watches or acts. What they find is under Findings.', /^rules\./],
];

export default function rules({ update }) {
  const list = new Resource(() => api.get('/configuration'), update);
  list.load();
  const parts = (answer) => html`<div class="stack">${PARTS.map(([title, lead, keys]) => {
    const rows = answer.items.filter((row) => keys.test(row.key));
    return html`<section class="sheet"><header><h2>${title}</h2><p class="quiet">${lead}</p></header>${rows.length === 0 ? nothingHere('None', 'This tracker has no such rules.') : settings(rows, false)}</section>`;
  })}</div>`;
  return { view: () => html`${head('Rules', 'What holds for members and their clients now. It is set in the configuration.')}${list.show(parts, 10)}` };
}
