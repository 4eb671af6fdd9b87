package io.skep.cli;

import io.skep.bittorrent.PeerAddress;
import io.skep.metainfo.MagnetLink;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Shows what a magnet link says, for people. */
final class MagnetPrinter {
  private MagnetPrinter() {}

  static String text(MagnetLink link) {
    Fields fields = new Fields().words("name", link.name());
    byte[] v2 = link.infoHashV2();
    if (link.hasV1()) {
      fields.add("info-hash", link.infoHashes().get(0));
    }
    if (v2 != null) {
      fields.add("info-hash v2", HexFormat.of().formatHex(v2));
    }
    link.length().ifPresent(length -> fields.add("size", Figures.bytes((double) length)));
    link.trackers().forEach(url -> fields.words("tracker", url));
    link.webSeeds().forEach(url -> fields.words("web seed", url));
    for (PeerAddress peer : link.peers()) {
      fields.add("peer", peer);
    }
    if (!link.selectOnly().isEmpty()) {
      fields.words(
          "files",
          link.selectOnly().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    return fields.toString();
  }
}
