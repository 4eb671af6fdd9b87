package io.skep.bencode;

/** What the reader asks of the order of a dictionary's keys. */
enum KeyOrder {
  /** Sorted as raw bytes, as BEP 3 says. */
  SORTED,
  /** As they come. */
  ANY
}
