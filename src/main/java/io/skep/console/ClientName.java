package io.skep.console;

import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The name and version of the client that a peer id tells (BEP 20).
 *
 * <p>Azureus's style is {@code -XXvvvv-}, two letters and four characters of version; Shadow's is
 * one letter and up to five characters of version, filled with hyphens; Mainline's is {@code
 * M4-20-8--}. What fits none of them is unknown.
 */
final class ClientName {
  private static final String UNKNOWN = "unknown";
  private static final Map<String, String> AZUREUS =
      Map.ofEntries(
          Map.entry("7T", "aTorrent"),
          Map.entry("A2", "aria2"),
          Map.entry("AG", "Ares"),
          Map.entry("AZ", "Vuze"),
          Map.entry("BC", "BitComet"),
          Map.entry("BE", "BitTorrent SDK"),
          Map.entry("BI", "BiglyBT"),
          Map.entry("BT", "BitTorrent"),
          Map.entry("DE", "Deluge"),
          Map.entry("FD", "Free Download Manager"),
          Map.entry("KT", "KTorrent"),
          Map.entry("LR", "LibreTorrent"),
          Map.entry("LT", "libtorrent"),
          Map.entry("lt", "rTorrent"),
          Map.entry("PI", "PicoTorrent"),
          Map.entry("qB", "qBittorrent"),
          Map.entry("RT", "Retriever"),
          Map.entry("Sk", "Skep"),
          Map.entry("SD", "Thunder"),
          Map.entry("TL", "Tribler"),
          Map.entry("TR", "Transmission"),
          Map.entry("TX", "Tixati"),
          Map.entry("UM", "uTorrent for Mac"),
          Map.entry("UT", "uTorrent"),
          Map.entry("UW", "uTorrent Web"),
          Map.entry("WD", "WebTorrent Desktop"),
          Map.entry("WW", "WebTorrent"),
          Map.entry("XL", "Xunlei"));
  private static final Map<Character, String> SHADOW =
      Map.of(
          'A',
          "ABC",
          'O',
          "Osprey",
          'Q',
          "BTQueue",
          'R',
          "Tribler",
          'S',
          "Shadow",
          'T',
          "BitTornado");

  private ClientName() {}

  static String of(PeerId peerId) {
    String id = new String(peerId.bytes(), StandardCharsets.ISO_8859_1);
    if (id.startsWith("A2-")) {
      return "aria2 " + version(id, 3).replace('-', '.');
    }
    if (id.charAt(0) == '-' && id.charAt(7) == '-') {
      String code = id.substring(1, 3);
      String name = AZUREUS.getOrDefault(code, isPlain(code) ? code : UNKNOWN);
      return isPlain(id.substring(3, 7)) ? name + " " + dotted(id.substring(3, 7)) : name;
    }
    if (id.charAt(0) == 'M' && id.charAt(2) == '-') {
      return "BitTorrent Mainline " + version(id, 1).replace('-', '.');
    }
    String shadow = SHADOW.get(id.charAt(0));
    if (shadow != null && id.startsWith("--", 4)) {
      return shadow + " " + dotted(id.substring(1, 4));
    }
    return UNKNOWN;
  }

  /** Digits in groups that hyphens part, up to the first double hyphen or other character. */
  private static String version(String id, int start) {
    int end = start;
    while (end < id.length()
        && (Character.digit(id.charAt(end), 10) >= 0
            || (id.charAt(end) == '-' && !id.startsWith("--", end)))) {
      end++;
    }
    String version = id.substring(start, end);
    return version.endsWith("-") ? version.substring(0, version.length() - 1) : version;
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
  }

  /** {@code 4250} is 4.2.5, {@code 4520} 4.5.2; a letter stands for 10 and more. */
  private static String dotted(String version) {
    StringBuilder dotted = new StringBuilder();
    String digits = version.endsWith("0") ? version.substring(0, version.length() - 1) : version;
    for (int i = 0; i < digits.length(); i++) {
      dotted.append(i == 0 ? "" : ".").append(Character.digit(digits.charAt(i), 36));
    }
    return dotted.toString();
  }
}
