package io.skep.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a tracker's URL from the command line. */
final class TrackerUrlConverter implements ITypeConverter<URI> {
  private static final Set<String> SCHEMES = Set.of("http", "https", "udp");

  @Override
  public URI convert(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme) && url.getRawAuthority() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, in words for people who give a URL.
    }
    throw new TypeConversionException(
        "a tracker's URL is http://, https:// or udp:// and a host, not '" + text + "'");
  }
}
