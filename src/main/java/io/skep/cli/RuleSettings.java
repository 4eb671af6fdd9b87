package io.skep.cli;

import io.skep.ledger.RuleMode;
import java.time.Duration;
import java.util.List;

/** The keys of the configuration for the rules that look for cheats in the mode private. */
final class RuleSettings {
  private static final String MODE_MEANING =
      " off: not looked for. watch: noted. act: noted, and the announce gives no credit and is"
          + " refused.";
  private static final String BOOKS_MODE_MEANING = " off: not looked for. watch or act: noted.";

  static final Setting<RuleMode> SPEED =
      mode("speed", "Whether somebody reports bytes faster than a line can be." + MODE_MEANING);
  static final Setting<Long> SPEED_UPLOAD =
      bytes("speed.upload", 250L << 20, "How many bytes a second a client can give. 0: no bound.");
  static final Setting<Long> SPEED_DOWNLOAD =
      bytes(
          "speed.download", 250L << 20, "How many bytes a second a client can take. 0: no bound.");
  static final Setting<Duration> SPEED_BURST =
      new Setting<>(
          "rules.speed.burst",
          Kind.duration(Duration.ZERO, Duration.ofHours(1)),
          Duration.ofMinutes(5),
          "The bytes of so much time are let pass above the bound, since an announce may come late"
              + " and the next one soon after it.");
  static final Setting<Integer> SPEED_CLIENTS =
      new Setting<>(
          "rules.speed.clients",
          Kind.number(1, 1000),
          2,
          "With how many clients a user can be at that speed at once, over all torrents: more where"
              + " users have several seedboxes.");
  static final Setting<RuleMode> UPLOAD_TO_NOBODY =
      mode(
          "upload-to-nobody",
          "Whether somebody reports upload in a swarm that had nobody to take it." + MODE_MEANING);
  static final Setting<Long> UPLOAD_TO_NOBODY_BYTES =
      bytes("upload-to-nobody.bytes", 16L << 20, "So many in one announce are let pass.");
  static final Setting<RuleMode> GROWING_LEFT =
      mode("growing-left", "Whether somebody has more left to fetch than before." + MODE_MEANING);
  static final Setting<Long> GROWING_LEFT_BYTES =
      bytes(
          "growing-left.bytes",
          64L << 20,
          "A growth of so many is let pass: pieces whose hash did not fit.");
  static final Setting<RuleMode> HIDDEN_DOWNLOAD =
      mode(
          "hidden-download",
          "Whether somebody has less left to fetch and nothing downloaded." + MODE_MEANING);
  static final Setting<Long> HIDDEN_DOWNLOAD_BYTES =
      bytes("hidden-download.bytes", 16L << 20, "So many in one announce are let pass.");
  static final Setting<RuleMode> BEGAN_COMPLETE =
      mode(
          "began-complete",
          "Whether somebody is complete from the first announce on without having downloaded"
              + " here. Honest users who bring the content along do so too."
              + MODE_MEANING);
  static final Setting<RuleMode> MANY_ADDRESSES =
      mode("many-addresses", "Whether one client comes from many places at once." + MODE_MEANING);
  static final Setting<Integer> MANY_ADDRESSES_HOSTS =
      new Setting<>(
          "rules.many-addresses.hosts",
          Kind.number(1, 7),
          4,
          "So many places are let pass; an IPv4 and an IPv6 address are one.");
  static final Setting<RuleMode> UNBALANCED_SWARMS =
      mode(
          "unbalanced-swarms",
          "Whether more was given than taken in swarms, again and again with the same user."
              + BOOKS_MODE_MEANING);
  static final Setting<Long> UNBALANCED_SWARMS_BYTES =
      bytes("unbalanced-swarms.bytes", 1L << 30, "A surplus of so many in a swarm is let pass.");
  static final Setting<Double> UNBALANCED_SWARMS_SHARE =
      new Setting<>(
          "rules.unbalanced-swarms.share",
          Kind.decimal(0, 100),
          0.1,
          "A surplus of such a part of what was taken is let pass.");
  static final Setting<Integer> UNBALANCED_SWARMS_SWARMS =
      new Setting<>(
          "rules.unbalanced-swarms.swarms",
          Kind.number(1, 10_000),
          5,
          "In how many such swarms a user must have given much of the surplus.");

  static final List<Setting<?>> ALL =
      List.of(
          SPEED,
          SPEED_UPLOAD,
          SPEED_DOWNLOAD,
          SPEED_BURST,
          SPEED_CLIENTS,
          UPLOAD_TO_NOBODY,
          UPLOAD_TO_NOBODY_BYTES,
          GROWING_LEFT,
          GROWING_LEFT_BYTES,
          HIDDEN_DOWNLOAD,
          HIDDEN_DOWNLOAD_BYTES,
          BEGAN_COMPLETE,
          MANY_ADDRESSES,
          MANY_ADDRESSES_HOSTS,
          UNBALANCED_SWARMS,
          UNBALANCED_SWARMS_BYTES,
          UNBALANCED_SWARMS_SHARE,
          UNBALANCED_SWARMS_SWARMS);

  private RuleSettings() {}

  private static Setting<RuleMode> mode(String rule, String meaning) {
    return new Setting<>(
        "rules." + rule + ".mode", Kind.choice(RuleMode.class), RuleMode.WATCH, meaning);
  }

  private static Setting<Long> bytes(String name, long otherwise, String meaning) {
    return new Setting<>("rules." + name, Kind.bytes(), otherwise, meaning);
  }
}
