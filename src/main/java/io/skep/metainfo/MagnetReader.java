package io.skep.metainfo;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads a magnet link, parameter by parameter. */
final class MagnetReader {
  static final String SCHEME = "magnet:?";

  static final String V1 = "urn:btih:";
  static final String V2 = "urn:btmh:";

  /** How a multihash of SHA-256 begins: its code, and its length of 32 bytes. */
  static final String SHA256 = "1220";

  private @Nullable InfoHash v1;
  private byte @Nullable [] v2;
  private String name = "";
  private final List<String> trackers = new ArrayList<>();
  private final List<String> webSeeds = new ArrayList<>();
  private final List<PeerAddress> peers = new ArrayList<>();
  private final BitSet selectOnly = new BitSet();
  private OptionalLong length = OptionalLong.empty();

  MagnetLink read(String link) throws MetainfoException {
    if (!MagnetLink.looksLikeOne(link)) {
      throw new MetainfoException("not a magnet link: it does not begin with " + SCHEME);
    }
    if (link.length() > MagnetLink.MAX_LENGTH) {
      throw new MetainfoException(
          "the magnet link is longer than " + MagnetLink.MAX_LENGTH + " characters");
    }
    for (String parameter : link.substring(SCHEME.length()).split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String key = parameter.substring(0, equals).toLowerCase(Locale.ROOT);
        // A list may be numbered: xt.1, xt.2; but x.pe is a name of its own.
        int dot = key.startsWith("x.") ? -1 : key.indexOf('.');
        take(dot < 0 ? key : key.substring(0, dot), parameter.substring(equals + 1));
      }
    }
    List<InfoHash> infoHashes = infoHashes();
    List<Integer> selected = selectOnly.stream().boxed().toList();
    return new MagnetLink(infoHashes, v2, name, trackers, webSeeds, peers, selected, length);
  }

  private void take(String key, String value) throws MetainfoException {
    switch (key) {
      case "xt" -> takeHash(PercentText.decode(value));
      // Forms of the web write blanks so, and so do the makers of many links.
      case "dn" -> name = PercentText.decode(value.replace('+', ' '));
      case "tr" -> takeUrl(value, trackers, Metainfo.MAX_TRACKERS);
      case "ws" -> takeUrl(value, webSeeds, Metainfo.MAX_WEB_SEEDS);
      case "x.pe" -> takePeer(PercentText.decode(value));
      case "so" -> SelectOnly.read(PercentText.decode(value), selectOnly);
      case "xl" -> takeLength(value);
      default -> {
        // Other networks have their own.
      }
    }
  }

  private void takeHash(String urn) throws MetainfoException {
    if (urn.regionMatches(true, 0, V1, 0, V1.length())) {
      InfoHash found = v1(urn.substring(V1.length()));
      if (v1 != null && !v1.equals(found)) {
        throw new MetainfoException("the magnet link names two torrents");
      }
      v1 = found;
    } else if (urn.regionMatches(true, 0, V2, 0, V2.length())) {
      byte[] found = v2(urn.substring(V2.length()));
      if (v2 != null && !Arrays.equals(v2, found)) {
        throw new MetainfoException("the magnet link names two torrents");
      }
      v2 = found;
    }
  }

  private static InfoHash v1(String digits) throws MetainfoException {
    try {
      byte @Nullable [] bytes = Base32.decode(digits);
      return bytes == null ? InfoHash.parse(digits) : InfoHash.read(bytes, 0);
    } catch (IllegalArgumentException e) {
      throw new MetainfoException(
          "the magnet link's info-hash has neither 40 hexadecimal digits nor 32 of base 32");
    }
  }

  private static byte[] v2(String digits) throws MetainfoException {
    String complaint = "the magnet link's info-hash of version 2 is no SHA-256 of 64 digits";
    if (!digits.startsWith(SHA256)
        || digits.length() != SHA256.length() + 2 * Digests.SHA256_LENGTH) {
      throw new MetainfoException(complaint);
    }
    try {
      return HexFormat.of().parseHex(digits, SHA256.length(), digits.length());
    } catch (IllegalArgumentException e) {
      throw new MetainfoException(complaint);
    }
  }

  private static void takeUrl(String value, List<String> urls, int limit) {
    String url = PercentText.decode(value);
    if (!url.isEmpty()
        && url.length() <= Metainfo.MAX_URL_LENGTH
        && urls.size() < limit
        && !urls.contains(url)) {
      urls.add(url);
    }
  }

  private void takePeer(String text) {
    PeerAddress peer = PeerText.parse(text);
    if (peer != null && peers.size() < MagnetLink.MAX_PEERS && !peers.contains(peer)) {
      peers.add(peer);
    }
  }

  private void takeLength(String value) {
    if (value.matches("[0-9]{1,18}")) {
      length = OptionalLong.of(Long.parseLong(value));
    }
  }

  private List<InfoHash> infoHashes() throws MetainfoException {
    List<InfoHash> hashes = new ArrayList<>(2);
    if (v1 != null) {
      hashes.add(v1);
    }
    if (v2 != null) {
      hashes.add(InfoHash.read(v2, 0));
    }
    if (hashes.isEmpty()) {
      throw new MetainfoException("the magnet link names no torrent: it has no 'xt=urn:btih:'");
    }
    return hashes;
  }
}
