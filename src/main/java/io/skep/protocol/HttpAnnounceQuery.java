package io.skep.protocol;

import io.skep.bittorrent.Event;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes the URL of an HTTP announce (BEP 3, 7, 21, 23): what {@link HttpAnnounce} parses. */
public final class HttpAnnounceQuery {
  private static final int TYPICAL_LENGTH = 320;

  private HttpAnnounceQuery() {}

  /**
   * The URL that announces, or the part of it behind the host.
   *
   * @param url the tracker's URL as the torrent has it, maybe with a query of its own, which stays
   * @param announce what it says; what is unknown or left to the tracker is not written, but for
   *     {@code left}, without which some trackers refuse
   * @param trackerId the {@code tracker id} of the last answer, to be sent back (BEP 3); empty
   *     where the tracker gave none
   */
  public static String write(String url, HttpAnnounce announce, String trackerId) {
    StringBuilder out = new StringBuilder(url.length() + TYPICAL_LENGTH);
    begin(url, out);
    out.append("info_hash=");
    PercentEscape.append(announce.infoHash().bytes(), out);
    out.append("&peer_id=");
    PercentEscape.append(announce.peerId().bytes(), out);
    out.append("&port=").append(announce.port());
    out.append("&uploaded=").append(announce.uploaded());
    out.append("&downloaded=").append(announce.downloaded());
    out.append("&left=").append(announce.left());
    if (announce.corrupt() > 0) {
      out.append("&corrupt=").append(announce.corrupt());
    }
    if (announce.key() != 0) {
      out.append("&key=").append(HexFormat.of().withUpperCase().toHexDigits(announce.key()));
    }
    appendEvent(announce.event(), out);
    if (announce.numwant() >= 0) {
      out.append("&numwant=").append(announce.numwant());
    }
    out.append("&compact=").append(announce.compact() ? 1 : 0);
    if (announce.noPeerId()) {
      out.append("&no_peer_id=1");
    }
    appendText("&ip=", announce.claimedIp(), out);
    appendText("&passkey=", announce.passkey(), out);
    appendText("&trackerid=", trackerId, out);
    return out.toString();
  }

  /** Begins a query, or goes on with the one that is there. */
  static void begin(String url, StringBuilder out) {
    int fragment = url.indexOf('#');
    out.append(url, 0, fragment < 0 ? url.length() : fragment);
    if (out.indexOf("?") < 0) {
      out.append('?');
    } else if (out.charAt(out.length() - 1) != '?' && out.charAt(out.length() - 1) != '&') {
      out.append('&');
    }
  }

  private static void appendEvent(Event event, StringBuilder out) {
    switch (event) {
      case NONE -> {
        // BEP 3 takes its absence for it.
      }
      case STARTED -> out.append("&event=started");
      case STOPPED -> out.append("&event=stopped");
      case COMPLETED -> out.append("&event=completed");
      case PAUSED -> out.append("&event=paused");
    }
  }

  /** The text's characters are bytes, as {@link RawQuery} decodes them. */
  private static void appendText(String parameter, String text, StringBuilder out) {
    if (!text.isEmpty()) {
      out.append(parameter);
      PercentEscape.append(text.getBytes(StandardCharsets.ISO_8859_1), out);
    }
  }
}
