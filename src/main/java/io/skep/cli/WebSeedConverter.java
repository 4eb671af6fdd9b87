package io.skep.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a web seed's URL (BEP 19) from the command line. */
final class WebSeedConverter implements ITypeConverter<String> {
  @Override
  public String convert(String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https")) && url.getRawAuthority() != null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // Told below, in words for people who give a URL.
    }
    throw new TypeConversionException(
        "a web seed's URL is http:// or https:// and a host, not '" + text + "'");
  }
}
