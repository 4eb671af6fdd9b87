package io.skep.client;

import java.util.List;

/**
 * What the check of a piece found.
 *
 * @param isGood true if the piece is what the torrent says, and has been handed to the operating
 *     system in full
 * @param blockDigests where the piece is bad, the SHA-256 of each of its 16 KiB blocks as it lies
 *     on disk; empty where it is good
 */
record Verdict(boolean isGood, List<byte[]> blockDigests) {
  static final Verdict GOOD = new Verdict(true, List.of());

  Verdict {
    blockDigests = List.copyOf(blockDigests);
  }

  static Verdict bad(List<byte[]> blockDigests) {
    return new Verdict(false, blockDigests);
  }
}
