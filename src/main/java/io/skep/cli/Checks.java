package io.skep.cli;

import io.skep.server.AddressRanges;
import java.util.List;

/** What several keys of the configuration ask of a text. */
final class Checks {
  private Checks() {}

  /** True of what can be a path; empty for none. */
  static boolean isPath(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  /** True of a range of addresses in CIDR notation. */
  static boolean isAddressRange(String text) {
    try {
      AddressRanges.parse(List.of(text));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
