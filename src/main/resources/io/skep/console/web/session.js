// Who looks, and what they may.

import { get, useCsrf } from './api.js';

/** Unlike a private tracker, an open or listed one knows neither users nor scopes. */
const OPEN_SCOPES = ['stats:read', 'swarms:read'];

const NOBODY = { kind: 'nobody', user: null, scopes: new Set(), me: null };

let session = NOBODY;

export const current = () => session;

export const may = (...scopes) => scopes.every((scope) => session.scopes.has(scope));

/** Asks the tracker anew who this is. */
export async function refresh() {
  try {
    const me = await get('/me');
    useCsrf(me.csrf);
    session = {
      kind: 'member',
      user: me.user,
      me,
      scopes: new Set(me.scopes ?? me.token?.scopes ?? []),
    };
  } catch (problem) {
    if (problem.status === 401 || problem.status === 403) {
      useCsrf('');
      session = NOBODY;
    } else if (problem.status === 404) {
      session = { ...NOBODY, kind: 'open', scopes: new Set(OPEN_SCOPES) };
    } else {
      throw problem;
    }
  }
  return session;
}

export function forget() {
  useCsrf('');
  session = NOBODY;
}
