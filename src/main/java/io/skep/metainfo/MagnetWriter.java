package io.skep.metainfo;

import io.skep.bittorrent.PeerAddress;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Writes a magnet link. */
final class MagnetWriter {
  private MagnetWriter() {}

  static String write(MagnetLink link) {
    StringBuilder text = new StringBuilder(MagnetReader.SCHEME);
    byte[] v2 = link.infoHashV2();
    if (link.hasV1()) {
      text.append("xt=").append(MagnetReader.V1).append(link.infoHashes().get(0)).append('&');
    }
    if (v2 != null) {
      text.append("xt=").append(MagnetReader.V2).append(MagnetReader.SHA256);
      text.append(HexFormat.of().formatHex(v2)).append('&');
    }
    text.setLength(text.length() - 1);
    if (!link.name().isEmpty()) {
      text.append("&dn=").append(PercentText.encode(link.name()));
    }
    link.length().ifPresent(length -> text.append("&xl=").append(length));
    link.trackers().forEach(url -> text.append("&tr=").append(PercentText.encode(url)));
    link.webSeeds().forEach(url -> text.append("&ws=").append(PercentText.encode(url)));
    for (PeerAddress peer : link.peers()) {
      text.append("&x.pe=").append(peer);
    }
    if (!link.selectOnly().isEmpty()) {
      text.append("&so=");
      text.append(link.selectOnly().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return text.toString();
  }
}
