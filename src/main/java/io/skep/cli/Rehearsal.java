package io.skep.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a tracker for the first time, asks it over HTTP and UDP, has a client fetch a torrent, and
 * stops it all, so that a JVM that is told to ({@code -XX:ArchiveClassesAtExit}) puts the classes
 * of that into an archive. A start that is given the archive takes little more than half the CPU
 * time.
 *
 * <p>No command: what builds the jar or the image runs it. Everything is on loopback, on free ports
 * and in a folder of its own.
 */
final class Rehearsal {
  private static final String HOST = "127.0.0.1";
  private static final int HASH_LENGTH = 20;
  private static final int MAX_PACKET = 2048;
  private static final int PATIENCE_MILLIS = 10_000;

  private Rehearsal() {}

  /**
   * Rehearses, and exits with 0 if all went as it should.
   *
   * @param args the data folder, which is made
   */
  public static void main(String[] args) {
    try {
      int http = freePort();
      int udp = freePort();
      Main.main(serve(args[0], http, udp));
      askHttp(http);
      askUdp(udp);
      TransferRehearsal.run(
          Path.of(args[0]).resolve("rehearsal"),
          HOST,
          List.of(announceUrl("http", http), announceUrl("udp", udp)));
    } catch (IOException | TransferFault | RuntimeException e) {
      System.err.println("skep: the rehearsal failed: " + e);
      // An orderly exit would end with what the tracker's own end has to say.
      Runtime.getRuntime().halt(1);
    }
    System.exit(0);
  }

  private static String[] serve(String folder, int http, int udp) {
    List<String> words = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "data.folder=" + folder,
            "tracker.http.host=" + HOST,
            "tracker.http.port=" + http,
            "tracker.udp.host=" + HOST,
            "tracker.udp.port=" + udp,
            "console.port=0")) {
      words.addAll(List.of("--set", setting));
    }
    return words.toArray(String[]::new);
  }

  private static String announceUrl(String scheme, int port) {
    return scheme + "://" + HOST + ":" + port + "/announce";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(HOST, 0));
      return socket.getLocalPort();
    }
  }

  /** Announces without a passkey, which the tracker refuses: that is an answer too. */
  private static void askHttp(int port) throws IOException {
    String hash = "%01".repeat(HASH_LENGTH);
    String query =
        "info_hash=" + hash + "&peer_id=" + hash + "&port=1&uploaded=0&downloaded=0&left=1";
    String request =
        "GET /announce?" + query + " HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(HOST, port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      check(answer.contains("14:failure reason"));
    }
  }

  /** The same over UDP (BEP 15): a connect, and then the announce. */
  private static void askUdp(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getByName(HOST), port));
      byte[] connect = new byte[16];
      ByteBuffer.wrap(connect).putLong(0x41727101980L).putInt(0).putInt(1);
      long connectionId = exchange(socket, connect).getLong(8);
      byte[] announce = new byte[98];
      ByteBuffer.wrap(announce).putLong(connectionId).putInt(1).putInt(2).putShort(96, (short) 1);
      check(exchange(socket, announce).getInt(4) == 2);
    }
  }

  private static ByteBuffer exchange(DatagramSocket socket, byte[] question) throws IOException {
    socket.send(new DatagramPacket(question, question.length));
    DatagramPacket answer = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
    socket.receive(answer);
    return ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
  }

  private static void check(boolean isAnswer) {
    if (!isAnswer) {
      throw new IllegalStateException("that is no answer");
    }
  }
}
