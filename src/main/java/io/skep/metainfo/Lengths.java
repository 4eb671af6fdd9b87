package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeString;
import java.util.OptionalLong;

/** Adds up the lengths of a torrent's files, and counts them. */
final class Lengths {
  private int files;
  private long all;
  private long padding;

  /** Takes a file's {@code length} and {@code attr} (BEP 47), and answers the length. */
  long add(BencodeDictionary file) throws MetainfoException {
    if (++files > Metainfo.MAX_FILES) {
      throw new MetainfoException("the torrent has more than " + Metainfo.MAX_FILES + " files");
    }
    BencodeString attributes = file.string("attr");
    String letters = attributes == null ? "" : attributes.utf8();
    if (letters.contains("l")) {
      // A symbolic link has no content of its own, whatever length it claims.
      return 0;
    }
    OptionalLong found = file.integer("length");
    if (found.isEmpty()) {
      throw new MetainfoException("a file of the torrent has no 'length'");
    }
    long length = found.getAsLong();
    if (length < 0 || length > Long.MAX_VALUE - all) {
      throw new MetainfoException("a file's 'length' " + length + " is out of range");
    }
    all += length;
    if (letters.contains("p")) {
      padding += length;
    }
    return length;
  }

  /** The bytes of all files, padding among them. */
  long all() {
    return all;
  }

  /** The bytes of the files that are kept, of which there must be some. */
  long content() throws MetainfoException {
    if (all == padding) {
      throw new MetainfoException("the torrent has no content");
    }
    return all - padding;
  }
}
