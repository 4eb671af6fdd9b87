package io.skep.bittorrent;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name and version of the client that a peer id tells (BEP 20).
 *
 * <p>Azureus's style is {@code -XXvvvv-}, two letters and four characters of version; Shadow's is
 * one letter and up to five characters of version, filled with hyphens; Mainline's is {@code
 * M4-20-8--}. What fits none of them is unknown. What comes out has letters, digits, blanks and
 * points only, whatever the peer id has.
 */
public final class ClientName {
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
          Map.entry("UE", "uTorrent Embedded"),
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

  /** Those that write a version such as 1.55 as 0155. */
  private static final Set<String> TWO_DIGITS_EACH = Set.of("BC", "TX", "WD", "WW");

  private static final Pattern AZUREUS_ID = Pattern.compile("-([A-Za-z0-9]{2})(.{4})-.*");
  private static final Pattern AZUREUS_VERSION = Pattern.compile("([0-9A-Z]{3})([0-9A-Za-z])");
  private static final Pattern FOUR_DIGITS = Pattern.compile("([0-9]{2})([0-9]{2})");
  private static final Pattern OLD_TRANSMISSION = Pattern.compile("([0-3])([0-9]{2})[0-9A-Z]");
  private static final Pattern MAINLINE_ID = Pattern.compile("M([0-9]+)-([0-9]+)-([0-9]+)--.*");
  private static final Pattern ARIA2_ID = Pattern.compile("A2-([0-9]+)-([0-9]+)-([0-9]+)-.*");
  private static final Pattern SHADOW_ID =
      Pattern.compile("([AOQRST])(?=[0-9A-Za-z-]{5}--)([0-9A-Za-z]{1,5})-.*");

  private ClientName() {}

  public static String of(PeerId peerId) {
    // With the bytes that end a line made into others, so that a point fits every byte.
    String id =
        new String(peerId.bytes(), StandardCharsets.ISO_8859_1).replaceAll("\\p{Cntrl}", " ");
    Matcher azureus = AZUREUS_ID.matcher(id);
    if (azureus.matches()) {
      return azureus(azureus.group(1), azureus.group(2));
    }
    Matcher aria2 = ARIA2_ID.matcher(id);
    if (aria2.matches()) {
      return "aria2 " + threeGroups(aria2);
    }
    Matcher mainline = MAINLINE_ID.matcher(id);
    if (mainline.matches()) {
      return "BitTorrent Mainline " + threeGroups(mainline);
    }
    Matcher shadow = SHADOW_ID.matcher(id);
    if (shadow.matches()) {
      return SHADOW.get(shadow.group(1).charAt(0)) + " " + dotted(shadow.group(2));
    }
    return UNKNOWN;
  }

  private static String threeGroups(Matcher version) {
    return version.group(1) + "." + version.group(2) + "." + version.group(3);
  }

  private static String azureus(String code, String version) {
    String name = AZUREUS.getOrDefault(code, code);
    Matcher oldTransmission = OLD_TRANSMISSION.matcher(version);
    if (code.equals("TR") && oldTransmission.matches()) {
      return name + " " + oldTransmission.group(1) + "." + oldTransmission.group(2);
    }
    Matcher fourDigits = FOUR_DIGITS.matcher(version);
    if (TWO_DIGITS_EACH.contains(code) && fourDigits.matches()) {
      String second = fourDigits.group(2);
      // BitComet counts 2.00, 2.01; the others 2.0, 2.1.
      String shown = code.equals("BC") ? second : "" + Integer.parseInt(second);
      return name + " " + Integer.parseInt(fourDigits.group(1)) + "." + shown;
    }
    Matcher usual = AZUREUS_VERSION.matcher(version);
    if (!usual.matches()) {
      return name;
    }
    // What is last may be a fourth number, or a letter that tells of a platform or of a beta.
    String last = usual.group(2).matches("[1-9]") ? usual.group(2) : "";
    return name + " " + dotted(usual.group(1) + last);
  }

  /** {@code 425} is 4.2.5; a letter stands for 10 and more. */
  private static String dotted(String version) {
    return version
        .chars()
        .mapToObj(digit -> Integer.toString(Character.digit(digit, 36)))
        .collect(Collectors.joining("."));
  }
}
