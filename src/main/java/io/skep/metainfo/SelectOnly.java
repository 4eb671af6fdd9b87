package io.skep.metainfo;

import java.util.BitSet;

/** Reads which files a magnet link selects (BEP 53): indexes and ranges of them. */
final class SelectOnly {
  private SelectOnly() {}

  /** Adds the indexes; what is no index or beyond every torrent's files is left out. */
  static void read(String text, BitSet indexes) {
    for (String part : text.split(",", -1)) {
      if (part.matches("[0-9]{1,6}(-[0-9]{1,6})?")) {
        int dash = part.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
        int end = Math.min(last + 1, Metainfo.MAX_FILES);
        if (first < end) {
          indexes.set(first, end);
        }
      }
    }
  }
}
