package io.skep.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a tier of trackers (BEP 12) from the command line: announce URLs with commas between. */
final class TierConverter implements ITypeConverter<TierConverter.Tier> {
  // Those that only browsers reach count too: the torrent may be for them.
  private static final Set<String> SCHEMES = Set.of("http", "https", "udp", "ws", "wss");

  /** Trackers of which any will do. */
  record Tier(List<String> urls) {}

  @Override
  public Tier convert(String text) {
    List<String> urls = new ArrayList<>();
    for (String url : text.split(",", -1)) {
      urls.add(check(url.strip()));
    }
    return new Tier(List.copyOf(urls));
  }

  private static String check(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme) && url.getRawAuthority() != null) {
        if (scheme.equals("udp") && !url.getRawAuthority().matches(".*:[0-9]{1,5}")) {
          throw new TypeConversionException("a udp:// URL needs a port: '" + text + "'");
        }
        return text;
      }
    } catch (URISyntaxException e) {
      // Told below, in words for people who give a URL.
    }
    throw new TypeConversionException(
        "a tracker's URL is http://, https://, udp://, ws:// or wss:// and a host, not '"
            + text
            + "'");
  }
}
