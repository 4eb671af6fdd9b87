package io.skep.server;

import java.util.List;

/** What a client says of the compression that it takes (RFC 9110, 12.5.3). */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /** True if one of the header's lines names gzip, with a weight other than 0. */
  static boolean takesGzip(List<String> lines) {
    for (String line : lines) {
      for (String element : line.split(",", -1)) {
        String[] parts = element.split(";", -1);
        if (parts[0].trim().equalsIgnoreCase("gzip")) {
          return parts.length == 1 || !isZero(parts[1].trim());
        }
      }
    }
    return false;
  }

  private static boolean isZero(String weight) {
    return weight.matches("[qQ]=0(\\.0*)?");
  }
}
