package io.skep.cli;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerId;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpPacketException;
import io.skep.protocol.UdpRequest;
import io.skep.protocol.UdpResponse;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Sends announces as a client does, over HTTP and UDP, and says what became of them. */
final class Announcing implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;

  /** What became of an announce. */
  enum Outcome {
    /** It was answered. */
    ANSWERED,
    /** It was refused, in words. */
    REFUSED,
    /** Nothing came back; whether it arrived is not known. */
    UNANSWERED
  }

  /**
   * An announce.
   *
   * @param key 0 for none
   */
  record Words(
      InfoHash infoHash,
      PeerId peerId,
      int port,
      Event event,
      long uploaded,
      long downloaded,
      long left,
      int key,
      String passkey) {}

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(TIMEOUT_MILLIS)).build();
  private final DatagramSocket udp;
  private final int httpPort;
  private final int udpPort;
  private long connectionId;
  private int transaction;

  Announcing(int httpPort, int udpPort) throws IOException {
    this.httpPort = httpPort;
    this.udpPort = udpPort;
    this.udp = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    // Connected, it hears at once that nobody listens any more.
    udp.connect(new InetSocketAddress("127.0.0.1", udpPort));
    udp.setSoTimeout(TIMEOUT_MILLIS);
  }

  Outcome overHttp(Words words) throws InterruptedException {
    String url =
        "http://127.0.0.1:%d/announce/%s?info_hash=%s&peer_id=%s&port=%d&uploaded=%d&downloaded=%d&left=%d&compact=1%s%s"
            .formatted(
                httpPort,
                words.passkey(),
                escaped(words.infoHash().toString()),
                escaped(words.peerId().toString()),
                words.port(),
                words.uploaded(),
                words.downloaded(),
                words.left(),
                words.key() == 0 ? "" : "&key=%08X".formatted(words.key()),
                words.event() == Event.NONE
                    ? ""
                    : "&event=" + words.event().name().toLowerCase(Locale.ROOT));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMillis(TIMEOUT_MILLIS)).build();
    try {
      String answer =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
              .body();
      return answer.contains("failure reason") ? Outcome.REFUSED : Outcome.ANSWERED;
    } catch (IOException e) {
      return Outcome.UNANSWERED;
    }
  }

  private static String escaped(String hex) {
    return hex.replaceAll("(..)", "%$1");
  }

  Outcome overUdp(Words words) {
    try {
      if (connectionId == 0 && !connect()) {
        return Outcome.UNANSWERED;
      }
      UdpResponse answer =
          ask(
              new UdpRequest.Announce(
                  connectionId,
                  ++transaction,
                  words.infoHash(),
                  words.peerId(),
                  words.downloaded(),
                  words.left(),
                  words.uploaded(),
                  words.event(),
                  0,
                  words.key(),
                  50,
                  words.port(),
                  "/announce/" + words.passkey()));
      return answer instanceof UdpResponse.Failure ? Outcome.REFUSED : Outcome.ANSWERED;
    } catch (IOException | UdpPacketException e) {
      connectionId = 0;
      return Outcome.UNANSWERED;
    }
  }

  private boolean connect() throws IOException, UdpPacketException {
    if (ask(new UdpRequest.Connect(++transaction)) instanceof UdpResponse.Connect connected) {
      connectionId = connected.connectionId();
      return true;
    }
    return false;
  }

  private UdpResponse ask(UdpRequest request) throws IOException, UdpPacketException {
    ByteBuf packet = Unpooled.buffer();
    UdpCodec.writeRequest(request, packet);
    udp.send(
        new DatagramPacket(
            packet.array(), packet.writerIndex(), InetAddress.getByName("127.0.0.1"), udpPort));
    DatagramPacket received = new DatagramPacket(new byte[4096], 4096);
    while (true) {
      udp.receive(received);
      UdpResponse answer =
          UdpCodec.readResponse(
              Unpooled.wrappedBuffer(received.getData(), 0, received.getLength()));
      if (transactionOf(answer) == transaction) {
        return answer;
      }
    }
  }

  private static int transactionOf(UdpResponse answer) throws SocketTimeoutException {
    if (answer instanceof UdpResponse.Announce announce) {
      return announce.transactionId();
    } else if (answer instanceof UdpResponse.Connect connect) {
      return connect.transactionId();
    } else if (answer instanceof UdpResponse.Failure failure) {
      return failure.transactionId();
    }
    throw new SocketTimeoutException("nobody asked for that");
  }

  @Override
  public void close() {
    udp.close();
  }
}
