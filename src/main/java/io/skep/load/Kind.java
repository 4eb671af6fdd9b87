package io.skep.load;

/** What a tracker can be asked. */
public enum Kind {
  /** An announce. */
  ANNOUNCE,
  /** A scrape. */
  SCRAPE,
  /** Over UDP a connection id, over HTTP a connection. */
  CONNECT
}
