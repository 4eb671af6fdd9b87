package io.skep.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * The tracker that is asked.
 *
 * @param transport how
 * @param address where
 * @param host host and port as the URL writes them
 * @param path path and query of the announce URL, escapes and all; may be empty over UDP
 */
public record Target(Transport transport, InetSocketAddress address, String host, String path) {
  private static final int LOOPBACK_BYTE = 127;

  /** How a tracker can be asked. */
  public enum Transport {
    /** BEP 15. */
    UDP,
    /** HTTP without TLS. */
    HTTP
  }

  /**
   * Takes the URL apart and looks its host up, which may take a while.
   *
   * @throws IllegalArgumentException with a sentence, if no load can be put on it
   */
  public static Target of(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean udp = scheme.equals("udp");
    if (!udp && !scheme.equals("http")) {
      throw new IllegalArgumentException("a load goes to udp:// or http://, not " + scheme + "://");
    }
    if (url.getHost() == null || (udp && url.getPort() < 0)) {
      throw new IllegalArgumentException("the tracker's URL needs host and port");
    }
    int port = url.getPort() < 0 ? 80 : url.getPort();
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    if (!udp && path.isEmpty()) {
      path = "/announce";
    }
    return new Target(
        udp ? Transport.UDP : Transport.HTTP,
        new InetSocketAddress(lookUp(url.getHost()), port),
        url.getHost() + ":" + port,
        path + query);
  }

  private static InetAddress lookUp(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no such host: " + host, e);
    }
  }

  /** True if the tracker is in 127.0.0.0/8, so that one machine has many source addresses. */
  public boolean isLoopback() {
    byte[] bytes = address.getAddress().getAddress();
    return bytes.length == 4 && bytes[0] == LOOPBACK_BYTE;
  }

  /** True if its URL says whom to scrape: "announce" begins its last part (BEP 48). */
  public boolean canScrape() {
    return transport == Transport.UDP || path.contains("/announce");
  }

  /** True if it is asked over UDP. */
  public boolean isUdp() {
    return transport == Transport.UDP;
  }

  /** What an announce with this passkey asks for. */
  String announcePath(String passkey) {
    if (passkey.isEmpty()) {
      return path;
    }
    return (path.isEmpty() ? "/announce" : path) + "/" + passkey;
  }

  /** What a scrape with this passkey asks for. */
  String scrapePath(String passkey) {
    String announce = announcePath(passkey);
    int word = announce.lastIndexOf("/announce");
    return announce.substring(0, word)
        + "/scrape"
        + announce.substring(word + "/announce".length());
  }

  /** The URL data of BEP 41; a path that says no more than the protocol is left out. */
  String urlData(String passkey) {
    String whole = announcePath(passkey);
    return whole.equals("/") || whole.equals("/announce") ? "" : whole;
  }

  /** The address of a source: 127.1.0.1 and on. */
  static InetAddress sourceAddress(int number) {
    byte[] bytes = {LOOPBACK_BYTE, 1, (byte) (number / 250), (byte) (1 + number % 250)};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes are always an address", e);
    }
  }

  /** Transport, host and port: what may be shown, since the rest can hold a passkey. */
  @Override
  public String toString() {
    return transport.name().toLowerCase(Locale.ROOT) + "://" + host;
  }
}
