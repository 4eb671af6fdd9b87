package io.skep.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.skep.metainfo.Metainfo;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Takes all trackers but those of one transport out of a .torrent. */
final class OneTracker {
  private OneTracker() {}

  static byte[] keep(byte[] torrent, Transport transport) throws Exception {
    Metainfo metainfo = Metainfo.read(torrent);
    String scheme = transport == Transport.UDP ? "udp:" : "http:";
    String url =
        metainfo.trackers().stream()
            .flatMap(List::stream)
            .filter(each -> each.startsWith(scheme))
            .findFirst()
            .orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(("d8:announce" + url.length() + ":" + url + "4:info").getBytes(ISO_8859_1));
    out.write(metainfo.info());
    out.write('e');
    return out.toByteArray();
  }
}
