package io.skep.server;

/** Why an HTTP request or connection was turned away before the tracker saw it; a metrics label. */
enum HttpFault {
  BAD_REQUEST,
  NOT_FOUND,
  METHOD,
  TIMEOUT,
  TOO_MANY_CONNECTIONS,
  UNTRUSTED_PROXY
}
