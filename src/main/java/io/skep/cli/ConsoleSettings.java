package io.skep.cli;

import io.skep.console.ConsoleDoor;
import io.skep.console.LiveOptions;
import io.skep.server.ClientAddress;
import java.time.Duration;
import java.util.List;

/** The keys of the configuration for how people reach the console and sign in to it. */
final class ConsoleSettings {
  private static final Duration YEAR = Duration.ofDays(365);

  static final Setting<Integer> MAX_CONNECTIONS =
      new Setting<>(
          "console.max-connections",
          Kind.number(ConsoleDoor.LEAST_CONNECTIONS, 65_535),
          ConsoleDoor.DEFAULT_CONNECTIONS,
          "How many connections may be open, of which one host may have 64, unless it is this"
              + " machine or a trusted proxy. For one more, the one that has been idle for longest"
              + " is closed. Mind the limit of open files that the system sets.");
  static final Setting<String> PUBLIC_URL =
      new Setting<>(
          "console.public-url",
          Kind.text(
              "empty or an address without a path, such as https://skep.example.org",
              ConsoleSettings::isOrigin),
          "",
          "How browsers reach the console where that is not how it listens, as behind a reverse"
              + " proxy with TLS. Links that people are given begin with it, pages of other sites"
              + " are told by it, and with https the cookie of who is signed in goes over TLS"
              + " alone. Without it the console answers to IP addresses, names without a dot, and"
              + " names below .local, .localhost, .internal, .home.arpa and .svc: any other could be"
              + " a stranger's. Programs may ask for /health and /metrics by any name.");
  static final Setting<List<String>> TRUSTED_PROXIES =
      new Setting<>(
          "console.proxy.trusted",
          Kind.list(
              "a list of address ranges, such as [127.0.0.1/32, 10.0.0.0/8]",
              Checks::isAddressRange),
          List.of(),
          "The reverse proxies whose word is taken on who asks the console: ranges in CIDR"
              + " notation. Wrong passwords are counted by who asks, so without it all who come"
              + " through a proxy are one. Empty: nobody's.");
  static final Setting<ClientAddress.Header> PROXY_HEADER =
      new Setting<>(
          "console.proxy.header",
          Kind.choice(ClientAddress.Header.class),
          ClientAddress.Header.X_FORWARDED_FOR,
          "The header that they set.");
  static final Setting<Duration> LIFETIME =
      new Setting<>(
          "console.sign-in.lifetime",
          Kind.duration(Duration.ofMinutes(5), YEAR),
          Duration.ofDays(30),
          "For how long a browser stays signed in at most.");
  static final Setting<Duration> IDLE =
      new Setting<>(
          "console.sign-in.idle",
          Kind.duration(Duration.ofMinutes(5), YEAR),
          Duration.ofDays(7),
          "For how long a browser stays signed in that asks for nothing.");
  static final Setting<Integer> MEMBER_INVITATIONS =
      new Setting<>(
          "console.invitations.member",
          Kind.number(0, 1000),
          3,
          "How many people a member may invite: invitations that are open and those that were"
              + " taken count. 0: members invite nobody.");
  static final Setting<Integer> MODERATOR_INVITATIONS =
      new Setting<>(
          "console.invitations.moderator",
          Kind.number(0, 1000),
          20,
          "How many people a moderator may invite. Administrators may invite any number.");
  static final Setting<Duration> INVITATION_LIFETIME =
      new Setting<>(
          "console.invitations.lifetime",
          Kind.duration(Duration.ofHours(1), YEAR),
          Duration.ofDays(7),
          "For how long an invitation can be taken.");

  static final Setting<Long> HISTORY_MEMORY =
      new Setting<>(
          "console.history.memory",
          Kind.bytes(),
          LiveOptions.DEFAULT_HISTORY_BYTES,
          "How much memory the charts of swarms over time may take. They go back a week where it"
              + " is enough, less where it isn't.");
  static final Setting<String> COUNTRIES =
      new Setting<>(
          "console.geography.database",
          Kind.text("a database of countries or cities in the format mmdb", Checks::isPath),
          "",
          "The database by which the map knows in which country an address is, such as MaxMind's"
              + " GeoLite2-Country.mmdb. Empty: the one that comes with the program, by DB-IP.");

  static final List<Setting<?>> ALL =
      List.of(
          MAX_CONNECTIONS,
          PUBLIC_URL,
          TRUSTED_PROXIES,
          PROXY_HEADER,
          LIFETIME,
          IDLE,
          MEMBER_INVITATIONS,
          MODERATOR_INVITATIONS,
          INVITATION_LIFETIME,
          HISTORY_MEMORY,
          COUNTRIES);

  private ConsoleSettings() {}

  private static boolean isOrigin(String text) {
    return text.isEmpty() || text.matches("https?://[A-Za-z0-9.\\[\\]:-]{1,255}");
  }
}
