// The door.

import { html, nothing } from '../lib/lit-html.js';
import * as api from '../api.js';
import { DoorForm } from '../parts/door.js';
import { field } from '../parts/dialog.js';

export default function signIn({ update, route, session }) {
  let wantsCode = false;
  const form = new DoorForm(update, async (data) => {
    const body = { name: data.get('name'), password: data.get('password') };
    const code = data.get('code')?.replaceAll(' ', '');
    try {
      await api.post('/sign-in', code ? { ...body, code } : body);
    } catch (problem) {
      if (problem.more?.second_factor && !wantsCode) {
        wantsCode = true;
        update();
        queueMicrotask(() => document.querySelector('input[name=code]')?.focus());
        return;
      }
      throw problem;
    }
    await session.refresh();
    const then = route.query.get('then') ?? '';
    location.hash = then.startsWith('#/') && !then.startsWith('#/sign-in') ? then : '#/';
  });

  return {
    view: () => form.show({
      title: 'Sign in',
      lead: 'For the members of this site.',
      button: 'Sign in',
      body: html`${field({ label: 'Name', name: 'name', required: true, autocomplete: 'username', maxlength: 64, autofocus: true })}
        ${field({ label: 'Password', name: 'password', type: 'password', required: true, autocomplete: 'current-password' })}
        ${wantsCode ? field({ label: 'The code that your app shows', name: 'code', required: true, inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 8 }) : nothing}
        <p class="hint">Forgotten? Ask those who run the site for a link with which you set a new password.</p>`,
    }),
  };
}
