// A new password, by the link of those who run the site.

import * as api from '../api.js';
import { DoorForm, expired, newPassword, sameTwice } from '../parts/door.js';
import { say } from '../parts/text.js';

export default function password({ update, route, go }) {
  const token = route.query.get('token') ?? '';
  const form = new DoorForm(update, async (data) => {
    await api.post('/password', { token, password: sameTwice(data) });
    say('The password is set. Sign in with it.');
    go('sign-in');
  });
  return {
    view: () => token
      ? form.show({ title: 'Set a password', lead: 'The link works once.', button: 'Set it', body: newPassword() })
      : expired('It is not whole. Ask those who run the site for another one.'),
  };
}
