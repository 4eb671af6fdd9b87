// Questions and forms over the page, by the browser's own dialog.

import { html, render, nothing } from '../lib/lit-html.js';
import { failure } from './resource.js';

/**
 * Shows a form and resolves to what its action gave, or to undefined where it was cancelled.
 *
 * @param body the fields
 * @param action is given the form's data; what it throws is shown and the form stays
 */
export function form({ title, body, confirm = 'Save', danger = false, action = () => true }) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    const opener = document.activeElement;
    let problem;
    let busy = false;
    let result;
    const draw = () =>
      render(
        html`<form method="dialog" @submit=${submit}>
          <h2 id="dialog-title">${title}</h2>
          <div class="fields">${body}</div>
          ${problem ? failure(problem) : nothing}
          <div class="actions">
            <button type="button" @click=${() => dialog.close()}>Cancel</button>
            <button type="submit" class=${danger ? 'danger' : 'primary'} ?disabled=${busy}>${confirm}</button>
          </div>
        </form>`,
        dialog,
      );
    async function submit(event) {
      event.preventDefault();
      busy = true;
      draw();
      try {
        result = (await action(new FormData(event.target))) ?? true;
        dialog.close();
      } catch (fault) {
        problem = fault;
        busy = false;
        draw();
      }
    }
    show(dialog, draw, opener, () => resolve(result));
  });
}

/** Shows something that is shown but once, such as a secret. */
export function tell({ title, body, close = 'Done' }) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    const draw = () =>
      render(
        html`<h2 id="dialog-title">${title}</h2>
          <div class="fields">${body}</div>
          <div class="actions"><button type="button" class="primary" @click=${() => dialog.close()}>${close}</button></div>`,
        dialog,
      );
    show(dialog, draw, document.activeElement, resolve);
  });
}

function show(dialog, draw, opener, done) {
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  // What it asks belongs to the page that it stands over.
  const leave = () => dialog.close();
  addEventListener('hashchange', leave);
  dialog.addEventListener('close', () => {
    removeEventListener('hashchange', leave);
    dialog.remove();
    opener?.focus?.();
    done();
  });
  draw();
  document.body.append(dialog);
  dialog.showModal();
}

/** A field with its label, and a hint below it. */
export function field({ label, name, value = '', type = 'text', hint = '', required = false, options, ...more }) {
  const id = `field-${name}`;
  const described = hint ? `${id}-hint` : nothing;
  let input;
  if (options) {
    input = html`<select id=${id} name=${name} aria-describedby=${described}>
      ${options.map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}
    </select>`;
  } else {
    input = html`<input id=${id} name=${name} type=${type} .value=${String(value)} ?required=${required}
      aria-describedby=${described} minlength=${more.minlength ?? nothing} maxlength=${more.maxlength ?? nothing}
      min=${more.min ?? nothing} max=${more.max ?? nothing} step=${more.step ?? nothing}
      autocomplete=${more.autocomplete ?? 'off'} inputmode=${more.inputmode ?? nothing} ?autofocus=${more.autofocus} />`;
  }
  return html`<div class="field">
    <label for=${id}>${label}</label>${input}
    ${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : nothing}
  </div>`;
}
