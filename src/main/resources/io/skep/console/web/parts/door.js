// What the pages before the door share: a sheet with a form, and what went wrong.

import { html, nothing } from '../lib/lit-html.js';
import { failure } from './resource.js';
import { field } from './dialog.js';

/** The bound that the tracker has for passwords, said before it refuses. */
const SHORTEST = 10;

/** A form that keeps what went wrong and is not sent twice. */
export class DoorForm {
  constructor(update, action) {
    this.update = update;
    this.action = action;
    this.problem = null;
    this.busy = false;
  }

  submit = async (event) => {
    event.preventDefault();
    if (this.busy) {
      return;
    }
    this.busy = true;
    this.problem = null;
    const data = new FormData(event.target);
    this.update();
    try {
      await this.action(data);
    } catch (problem) {
      this.problem = problem;
    }
    this.busy = false;
    this.update();
  };

  show({ title, lead = '', body, button }) {
    return html`<section class="sheet">
      <h1 tabindex="-1">${title}</h1>
      ${lead ? html`<p class="quiet">${lead}</p>` : nothing}
      <form class="fields" @submit=${this.submit}>
        ${body}
        ${this.problem ? failure(this.problem) : nothing}
        <button type="submit" class="primary" ?disabled=${this.busy}>${this.busy ? 'One moment…' : button}</button>
      </form>
    </section>`;
  }
}

/** A new password, written twice. */
export const newPassword = () => html`
  ${field({ label: 'Password', name: 'password', type: 'password', required: true, minlength: SHORTEST, autocomplete: 'new-password', hint: 'Ten characters at least. Several words are good, and easy to keep in mind.' })}
  ${field({ label: 'The same once more', name: 'again', type: 'password', required: true, autocomplete: 'new-password' })}`;

export function sameTwice(data) {
  if (data.get('password') !== data.get('again')) {
    throw new Error('The two passwords are not the same.');
  }
  return data.get('password');
}

/** What a link shows that is not whole. */
export const expired = (words) => html`<section class="sheet"><h1 tabindex="-1">This link is of no use</h1><p>${words}</p><p><a href="#/sign-in">Sign in</a></p></section>`;
