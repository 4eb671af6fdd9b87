package io.skep.storage;

import java.text.Normalizer;
import java.util.Locale;

/**
 * By what names are compared: two names with the same key are one name. The databases don't agree
 * about upper and lower case beyond ASCII, so it is done here.
 */
public final class NameKey {
  private NameKey() {}

  /** The key of a name: without case, and compatible characters (full-width, ligatures) as one. */
  public static String of(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
    String folded =
        composed.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC);
  }
}
