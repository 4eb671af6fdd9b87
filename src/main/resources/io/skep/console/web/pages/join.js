// An invitation, taken.

import { html } from '../lib/lit-html.js';
import * as api from '../api.js';
import { DoorForm, expired, newPassword, sameTwice } from '../parts/door.js';
import { Resource } from '../parts/resource.js';
import { field } from '../parts/dialog.js';
import { name, when } from '../parts/text.js';

export default function join({ update, route, session, go }) {
  const code = route.query.get('code') ?? '';
  const invitation = new Resource(() => api.get('/join', { code }), update);
  const form = new DoorForm(update, async (data) => {
    const who = data.get('name');
    const password = sameTwice(data);
    await api.post('/join', { code, name: who, password });
    await api.post('/sign-in', { name: who, password });
    await session.refresh();
    go('account');
  });
  if (code) {
    invitation.load();
  }
  return {
    view: () => {
      if (!code || invitation.problem?.status === 404 || invitation.problem?.status === 400) {
        return expired('It was used, it has expired, or it was taken back. Ask who sent it for another one.');
      }
      return invitation.show((value) => form.show({
        title: 'You are invited',
        lead: html`by ${name(value.invited_by)}; the invitation ends ${when(value.expires_at)}.`,
        button: 'Join',
        body: html`${field({ label: 'The name you want', name: 'name', required: true, maxlength: 64, autocomplete: 'username' })}${newPassword()}`,
      }));
    },
  };
}
