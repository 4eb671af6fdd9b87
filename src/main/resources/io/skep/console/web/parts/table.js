// A table that can be sorted and turned by pages, and keeps its state in the page's address.

import { html, nothing } from '../lib/lit-html.js';
import { count } from '../format.js';

/**
 * A table.
 *
 * @param caption what it lists, for who hears it
 * @param columns {label, cell(row), sort?, number?, wide?}: `wide` ones are left out where it is
 *     narrow, `sort` is the API's word
 * @param sort the API's word for the order, with - before it the largest first
 * @param onSort hears the new order
 */
export function table({ caption, columns, rows, sort = '', onSort, rowClass = () => '' }) {
  return html`<div class="scroll" role="region" aria-label=${caption} tabindex="0">
    <table>
      <caption class="unseen">${caption}</caption>
      <thead>
        <tr>${columns.map((column) => heading(column, sort, onSort))}</tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`<tr class=${rowClass(row) || nothing}>${columns.map((column, i) => cell(column, row, i))}</tr>`)}
      </tbody>
    </table>
  </div>`;
}

function cell(column, row, index) {
  return index === 0
    ? html`<th scope="row" class=${styles(column)}>${column.cell(row)}</th>`
    : html`<td class=${styles(column)}>${column.cell(row)}</td>`;
}

function styles(column) {
  return [column.number && 'number', column.wide && 'wide', column.grow && 'grow'].filter(Boolean).join(' ') || nothing;
}

function heading(column, sort, onSort) {
  if (!column.sort || !onSort) {
    return html`<th scope="col" class=${styles(column)}>${column.label}</th>`;
  }
  const up = sort === column.sort;
  const down = sort === `-${column.sort}`;
  // Figures are asked for by their largest, names from their beginning.
  const next = up || down ? (down ? column.sort : `-${column.sort}`) : column.number ? `-${column.sort}` : column.sort;
  return html`<th scope="col" class=${styles(column)} aria-sort=${up ? 'ascending' : down ? 'descending' : 'none'}>
    <button type="button" class="sort" @click=${() => onSort(next)}>${column.label}<span class="arrow" aria-hidden="true">${up ? '▲' : down ? '▼' : ''}</span></button>
  </th>`;
}

/** From where to where the page goes, and the way to the next one. */
export function pager({ total, offset, limit, onTurn, of = 'the list' }) {
  if (total <= limit && offset === 0) {
    return html`<p class="pager quiet" role="status">${count(total)} in all</p>`;
  }
  const last = Math.min(offset + limit, total);
  return html`<nav class="pager" aria-label=${`Pages of ${of}`}>
    <button type="button" ?disabled=${offset === 0} @click=${() => onTurn(Math.max(0, offset - limit))}>Back</button>
    <span role="status">${count(Math.min(offset + 1, total))}–${count(last)} of ${count(total)}</span>
    <button type="button" ?disabled=${last >= total} @click=${() => onTurn(offset + limit)}>Next</button>
  </nav>`;
}

/** Calls once nobody has called for a moment, as for a search while somebody types. */
export function unhurried(action, milliseconds = 250) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}
