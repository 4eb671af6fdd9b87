package io.skep.client;

import io.skep.metainfo.Metainfo;
import io.skep.protocol.HashRange;
import org.jspecify.annotations.Nullable;

/** Answers those who ask for the hashes of pieces (BEP 52), as far as the torrent has them. */
final class LayerAnswer {
  private LayerAnswer() {}

  static byte @Nullable [] of(Metainfo metainfo, HashRange range) {
    return null;
  }
}
