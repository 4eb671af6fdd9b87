package io.skep.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Writes questions as HTTP requests (BEP 3, 23, 48), straight into the buffer. */
final class HttpQuestionWriter {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final LoadPlan load;
  private final PeerPlan peers;
  private final Counters counters;
  private final byte[] twenty = new byte[InfoHash.LENGTH];
  private final byte[] tail;
  private final byte[] numwant;

  HttpQuestionWriter(LoadPlan load, PeerPlan peers, Counters counters) {
    this.load = load;
    this.peers = peers;
    this.counters = counters;
    String connection = load.pace().connectionPerRequest() ? "Connection: close\r\n" : "";
    this.tail =
        ascii(
            " HTTP/1.1\r\nHost: "
                + load.target().host()
                + "\r\nUser-Agent: skep-load\r\n"
                + connection
                + "\r\n");
    this.numwant = ascii("&compact=1&no_peer_id=1&numwant=" + load.mix().numwant());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void write(Question question, ByteBuf target) {
    String passkey = peers.passkey(question.peer);
    boolean scrapes = question.kind == Kind.SCRAPE;
    String path = scrapes ? load.target().scrapePath(passkey) : load.target().announcePath(passkey);
    text("GET ", target);
    text(path, target);
    char separator = path.indexOf('?') < 0 ? '?' : '&';
    if (scrapes) {
      for (int torrent : question.torrents) {
        target.writeByte(separator);
        infoHash(torrent, target);
        separator = '&';
      }
    } else {
      target.writeByte(separator);
      infoHash(peers.torrent(question.peer), target);
      announce(question, target);
    }
    target.writeBytes(tail);
  }

  private void announce(Question question, ByteBuf target) {
    int peer = question.peer;
    boolean isSeeder = peers.isSeeder(peer);
    boolean starts = question.event == Event.STARTED;
    long now = question.planned;
    text("&peer_id=", target);
    peers.peerId(peer).write(twenty, 0);
    target.writeBytes(twenty);
    number("&port=", peers.port(peer), target);
    number("&uploaded=", counters.uploaded(isSeeder, starts, now), target);
    number("&downloaded=", counters.downloaded(isSeeder, starts, now), target);
    number("&left=", counters.left(isSeeder, starts, now), target);
    text("&corrupt=0&key=", target);
    int key = peers.key(peer);
    for (int shift = 28; shift >= 0; shift -= 4) {
      target.writeByte(HEX[key >>> shift & 15]);
    }
    if (question.event != Event.NONE) {
      text("&event=", target);
      text(question.event.name().toLowerCase(Locale.ROOT), target);
    }
    target.writeBytes(numwant);
  }

  private void infoHash(int torrent, ByteBuf target) {
    text("info_hash=", target);
    peers.infoHash(torrent).write(twenty, 0);
    for (byte octet : twenty) {
      if (isPlain(octet)) {
        target.writeByte(octet);
      } else {
        target.writeByte('%').writeByte(HEX[octet >> 4 & 15]).writeByte(HEX[octet & 15]);
      }
    }
  }

  private static boolean isPlain(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9');
  }

  private static void number(String name, long value, ByteBuf target) {
    text(name, target);
    text(Long.toString(value), target);
  }

  private static void text(String text, ByteBuf target) {
    ByteBufUtil.writeAscii(target, text);
  }
}
