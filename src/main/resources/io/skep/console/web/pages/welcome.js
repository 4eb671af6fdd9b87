// The first administrator, who came by the link that the tracker printed at its first start.

import { html } from '../lib/lit-html.js';
import * as api from '../api.js';
import { DoorForm, expired, newPassword, sameTwice } from '../parts/door.js';
import { field } from '../parts/dialog.js';

export default function welcome({ update, route, session, go }) {
  const token = route.query.get('token') ?? '';
  const form = new DoorForm(update, async (data) => {
    const name = data.get('name');
    const password = sameTwice(data);
    await api.post('/first-administrator', { token, name, password });
    await api.post('/sign-in', { name, password });
    await session.refresh();
    go('');
  });
  return {
    view: () => token
      ? form.show({
          title: 'Welcome to Skep',
          lead: 'This makes you the administrator of this tracker. The link works once.',
          button: 'Begin',
          body: html`${field({ label: 'Your name', name: 'name', required: true, maxlength: 64, autocomplete: 'username', value: 'admin' })}${newPassword()}`,
        })
      : expired('The tracker prints the whole link at its first start, and keeps it in its data folder.'),
  };
}
