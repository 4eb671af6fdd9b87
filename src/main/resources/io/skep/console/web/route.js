// Where in the console one is: a path and a query after the page's #.

/** Reads `#/torrents?sort=-health`. */
export function routeOf(hash) {
  const text = hash.replace(/^#/, '') || '/';
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    last: decoded(path.split('/').at(-1) ?? ''),
    query: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)),
  };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // The API says what is wrong with it.
    return text;
  }
}

/** Writes it; what is empty is left out. */
export function addressOf(path, query = {}) {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '' && value !== 0) {
      asked.set(name, String(value).toWellFormed());
    }
  }
  return `#/${path}${asked.size > 0 ? `?${asked}` : ''}`;
}
