package io.skep.client;

import io.netty.util.NetUtil;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentFile;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Where the files of a torrent lie on a web seed (BEP 19). */
final class WebSeedUrl {
  private final TrackerUrl base;
  private final String path;
  private final String query;
  private final List<TorrentFile> files;
  private final boolean isOneFile;

  private WebSeedUrl(TrackerUrl base, Metainfo metainfo) {
    this.base = base;
    files = metainfo.files();
    isOneFile = files.size() == 1 && files.get(0).path().size() == 1;
    String target = base.httpTarget();
    int mark = target.indexOf('?');
    String written = mark < 0 ? target : target.substring(0, mark);
    query = mark < 0 ? "" : target.substring(mark);
    path = isOneFile || written.endsWith("/") ? written : written + "/";
  }

  /**
   * Reads one of a torrent's URLs.
   *
   * @throws WebSeedException if it is none of HTTP or HTTPS, or asks a machine nearby a question
   *     that the torrent's maker thought up
   */
  static WebSeedUrl parse(String written, Metainfo metainfo) throws WebSeedException {
    TrackerUrl base = parse(written.strip().replace(" ", "%20"));
    WebSeedUrl url = new WebSeedUrl(base, metainfo);
    if (!url.query.isEmpty() && isNearby(base.host())) {
      throw WebSeedException.useless("has a query in its URL, and is in the private network");
    }
    return url;
  }

  /**
   * Takes a URL apart.
   *
   * @throws WebSeedException if it is none of HTTP or HTTPS
   */
  static TrackerUrl parse(String written) throws WebSeedException {
    try {
      TrackerUrl url = TrackerUrl.parse(new URI(written));
      if (url.scheme() != TrackerUrl.Scheme.UDP) {
        return url;
      }
    } catch (URISyntaxException | TrackerException e) {
      throw WebSeedException.useless("has a URL that is none of HTTP or HTTPS", e);
    }
    throw WebSeedException.useless("has a URL that is none of HTTP or HTTPS");
  }

  /**
   * Where a file lies. A URL that ends with a slash is a folder, in which the torrent's name comes
   * first; one that doesn't is the file itself where the torrent is one file.
   */
  TrackerUrl of(int file) {
    if (isOneFile && !path.endsWith("/")) {
      return base.withTarget(path + query);
    }
    StringBuilder target = new StringBuilder(path);
    String separator = "";
    for (String name : files.get(file).path()) {
      target.append(separator).append(encode(name));
      separator = "/";
    }
    return base.withTarget(target + query);
  }

  /** Writes a name as a part of a path (RFC 3986, 3.3). */
  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  /**
   * True for this machine and for addresses that only mean something in a private network: what
   * comes from strangers must not ask anything there.
   */
  static boolean isNearby(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal == null) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByAddress(literal);
      boolean isUniqueLocal = literal.length == 16 && (literal[0] & 0xFE) == 0xFC;
      return address.isLoopbackAddress()
          || address.isLinkLocalAddress()
          || address.isSiteLocalAddress()
          || address.isAnyLocalAddress()
          || isUniqueLocal;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  /** Scheme, host and port; the rest may be a secret. */
  @Override
  public String toString() {
    return base.toString();
  }
}
