package io.skep.interop;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeReader;
import io.skep.bittorrent.InfoHash;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/** Scrapes by hand, so that what is tested is not asked through itself. */
final class Scrape {
  private static final long PROTOCOL = 0x41727101980L;
  private static final int CONNECT = 0;
  private static final int SCRAPE = 2;
  private static final int TRANSACTION = 0x736b6570;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final HexFormat PERCENT = HexFormat.of().withPrefix("%");

  private Scrape() {}

  /** Asks over HTTP (BEP 48). */
  static Counts http(int port, InfoHash hash) throws IOException {
    String escaped = PERCENT.formatHex(hash.bytes());
    URI uri = URI.create("http://127.0.0.1:" + port + "/scrape?info_hash=" + escaped);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    HttpResponse<byte[]> response = send(request);
    byte[] body = response.body();
    try {
      if (response.statusCode() == 200
          && BencodeReader.read(body) instanceof BencodeDictionary reply
          && reply.get("files") instanceof BencodeDictionary files) {
        return counts(files, hash);
      }
    } catch (BencodeException e) {
      throw new IOException("not bencoded: " + text(body), e);
    }
    throw new IOException("not a scrape: " + response.statusCode() + " " + text(body));
  }

  private static HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while scraping");
    }
  }

  private static Counts counts(BencodeDictionary files, InfoHash hash) {
    for (BencodeDictionary.Entry entry : files.entries()) {
      if (InfoHash.read(entry.key().bytes(), 0).equals(hash)
          && entry.value() instanceof BencodeDictionary file) {
        return new Counts(
            file.integer("complete").orElseThrow(),
            file.integer("incomplete").orElseThrow(),
            file.integer("downloaded").orElseThrow());
      }
    }
    // A tracker may leave out a swarm that it doesn't know.
    return Counts.NOBODY;
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /** Asks over UDP (BEP 15). */
  static Counts udp(int port, InfoHash hash) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      byte[] connect = new byte[16];
      ByteBuffer.wrap(connect).putLong(PROTOCOL).putInt(CONNECT).putInt(TRANSACTION);
      long connection = ask(socket, connect, CONNECT, 8).getLong();
      byte[] scrape = new byte[16 + InfoHash.LENGTH];
      ByteBuffer.wrap(scrape).putLong(connection).putInt(SCRAPE).putInt(TRANSACTION);
      hash.write(scrape, 16);
      ByteBuffer reply = ask(socket, scrape, SCRAPE, 12);
      long seeders = reply.getInt();
      long downloaded = reply.getInt();
      return new Counts(seeders, reply.getInt(), downloaded);
    }
  }

  /** Answers what follows action and transaction id, which must have this length. */
  private static ByteBuffer ask(DatagramSocket socket, byte[] request, int action, int length)
      throws IOException {
    socket.send(new DatagramPacket(request, request.length));
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.receive(packet);
    ByteBuffer reply = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
    if (packet.getLength() != 8 + length
        || reply.getInt() != action
        || reply.getInt() != TRANSACTION) {
      throw new IOException("not an answer to " + action + ": " + hex(packet));
    }
    return reply;
  }

  private static String hex(DatagramPacket packet) {
    return HexFormat.of().formatHex(packet.getData(), 0, packet.getLength());
  }
}
