// Asks the tracker's API for the one who is signed in.

const BASE = '/api/v1';

/** An answer that is not what was hoped for, with a sentence that can be shown. */
class Problem extends Error {
  constructor(status, detail, more = {}) {
    super(detail);
    this.status = status;
    this.more = more;
  }
}

let csrf = '';
let whenSignedOut = () => {};

/** The token that changes carry, which /me and /sign-in give. */
export function useCsrf(token) {
  csrf = token ?? '';
}

/** What is to be done once the tracker no longer knows the browser. */
export function onSignedOut(handler) {
  whenSignedOut = handler;
}

export const get = (path, query) => send('GET', path, { query });
export const post = (path, body, query) => send('POST', path, { body, query });
export const put = (path, body) => send('PUT', path, { body });
export const patch = (path, body) => send('PATCH', path, { body });
export const remove = (path, query, body) => send('DELETE', path, { query, body });
/** Sends the bytes of a .torrent. */
export const postTorrent = (path, file) =>
  send('POST', path, { bytes: file, type: 'application/x-bittorrent' });

/** The address of something that the browser itself fetches, such as a file to keep. */
export function address(path, query = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      asked.set(name, String(value).toWellFormed());
    }
  }
  return BASE + path + (asked.size > 0 ? `?${asked}` : '');
}

async function send(method, path, { query, body, bytes, type }) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET' && csrf) {
    headers['X-CSRF-Token'] = csrf;
  }
  let payload;
  if (bytes !== undefined) {
    headers['Content-Type'] = type;
    payload = bytes;
  } else if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    payload = JSON.stringify(body);
  }
  const response = await reach(address(path, query), {
    method,
    headers,
    body: payload,
    credentials: 'same-origin',
    redirect: 'error',
  });
  return read(response, path);
}

async function reach(url, options) {
  try {
    return await fetch(url, options);
  } catch {
    throw new Problem(0, 'The tracker can’t be reached. Is it running, and are you on its network?');
  }
}

async function read(response, path) {
  const text = await response.text();
  const answer = text && /json/.test(response.headers.get('Content-Type') ?? '') ? parse(text) : null;
  if (response.ok) {
    return answer;
  }
  if (response.status === 401 && path !== '/me' && path !== '/sign-in' && csrf) {
    whenSignedOut();
  }
  throw new Problem(response.status, words(response, answer), {
    ...answer,
    retryAfter: Number(response.headers.get('Retry-After')) || undefined,
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(0, 'The tracker’s answer was cut short. Try again.');
  }
}

function words(response, answer) {
  const detail = answer?.detail ?? '';
  return detail ? sentence(detail) : `The tracker answered ${response.status}.`;
}

/** Problem details begin with a small letter and have no full stop. */
function sentence(text) {
  const first = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
