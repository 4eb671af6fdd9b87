package io.skep.console;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which licences are asked for: all, one by its name, or a group.
 *
 * <p>A licence is what its torrent says: an SPDX identifier, a URL, or just words. CC0 and the
 * public domain mark are of both groups, for Creative Commons made them to give works to the
 * public.
 */
final class LicenseFilter {
  private static final Pattern CREATIVE_COMMONS =
      Pattern.compile(
          "(cc[- ]?(by|0|zero|pdm?|pddc|sampling).*)|(.*\\bcreative ?commons\\b.*)|(.*creativecommons\\.org/.*)");
  private static final Pattern PUBLIC_DOMAIN =
      Pattern.compile(
          "(cc[- ]?(0|zero|pdm?|pddc)\\b.*)|(.*\\bpublic[- ]?domain\\b.*)|(pddl.*)|(unlicense)"
              + "|(.*creativecommons\\.org/(publicdomain|licenses/publicdomain).*)");

  private LicenseFilter() {}

  /** True of the licences that a parameter asks for; of every one where it is empty. */
  static Predicate<String> of(String wanted) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case "" -> license -> true;
      case "creative-commons" -> license -> isOf(CREATIVE_COMMONS, license);
      case "public-domain" -> license -> isOf(PUBLIC_DOMAIN, license);
      default -> wanted::equalsIgnoreCase;
    };
  }

  private static boolean isOf(Pattern group, String license) {
    return !license.isEmpty() && group.matcher(license.toLowerCase(Locale.ROOT)).matches();
  }
}
