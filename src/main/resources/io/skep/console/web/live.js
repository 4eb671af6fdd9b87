// What the tracker tells by itself, as server-sent events; one line to it for the whole page.

import { address } from './api.js';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

/**
 * Listens until closed, but for the time in which nobody sees the page: a browser has six
 * connections to a host, and six pages that listen would leave none for the seventh.
 *
 * @param query what to be told of, such as {torrent: HASH}
 * @param handlers by the event's name; `state` hears 'live' and 'waiting'
 */
export function listen(query, handlers) {
  let source;
  let timer;
  let wait = FIRST_WAIT;
  let closed = false;

  function open() {
    clearTimeout(timer);
    if (document.hidden) {
      return;
    }
    source = new EventSource(address('/events', query));
    source.onopen = () => {
      wait = FIRST_WAIT;
      handlers.state?.('live');
    };
    for (const [name, handler] of Object.entries(handlers)) {
      if (name !== 'state') {
        source.addEventListener(name, (event) => handler(JSON.parse(event.data)));
      }
    }
    // A browser gives up for good on an answer that is no stream, as when too many listen.
    source.onerror = () => {
      handlers.state?.('waiting');
      source?.close();
      source = undefined;
      if (!closed) {
        timer = setTimeout(open, wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      }
    };
  }

  function seen() {
    if (document.hidden) {
      clearTimeout(timer);
      source?.close();
      source = undefined;
      handlers.state?.('waiting');
    } else if (!source) {
      open();
    }
  }

  document.addEventListener('visibilitychange', seen);
  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
      source?.close();
    },
  };
}
