package io.skep.cli;

import io.netty.util.NetUtil;
import io.skep.server.ClientAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every key of the configuration, in the order of the reference file. */
final class Settings {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final String HOST =
      "an address to listen on, such as \"::\", 0.0.0.0 or 127.0.0.1";

  static final Setting<String> DATA_FOLDER =
      new Setting<>(
          "data.folder",
          Kind.text("a folder", Settings::isFolder),
          "./data",
          "The folder for everything that the tracker keeps. It is made if it is not there.");

  static final Setting<TrackerMode> MODE =
      new Setting<>(
          "tracker.mode",
          Kind.choice(TrackerMode.class),
          TrackerMode.PRIVATE,
          "Which torrents are served, and whom. private: those that are registered, to users who"
              + " show their passkey; what each gives and takes goes on their account. listed:"
              + " only those of tracker.torrents.allow, to anyone. open: all but those of"
              + " tracker.torrents.deny, to anyone.");
  static final Setting<List<String>> PUBLIC_URLS =
      new Setting<>(
          "tracker.public-urls",
          Kind.list(
              "a list of announce URLs without a passkey, such as"
                  + " [https://tracker.example.org/announce, udp://tracker.example.org:6969/announce]",
              Settings::isAnnounceUrl),
          List.of(),
          "The announce URLs that users are given; each gets its user's passkey at its end. Empty:"
              + " what is listened on, as this machine reaches it.");
  static final Setting<Duration> INTERVAL =
      new Setting<>(
          "tracker.interval",
          Kind.duration(SECOND, Duration.ofHours(4)),
          Duration.ofMinutes(30),
          "How long a client waits between two regular announces.");
  static final Setting<Duration> MIN_INTERVAL =
      new Setting<>(
          "tracker.min-interval",
          Kind.duration(SECOND, Duration.ofHours(4)),
          Duration.ofMinutes(15),
          "How long a client waits at least, even where its user asks for an announce. At most"
              + " tracker.interval.");
  static final Setting<Duration> GRACE =
      new Setting<>(
          "tracker.grace",
          Kind.duration(SECOND, Duration.ofHours(4)),
          Duration.ofMinutes(15),
          "How much longer than tracker.interval a silent peer is still told to others.");
  static final Setting<Integer> DEFAULT_NUMWANT =
      new Setting<>(
          "tracker.numwant.default",
          Kind.number(0, 1000),
          50,
          "How many peers a client is told that does not say how many it wants.");
  static final Setting<Integer> MAX_NUMWANT =
      new Setting<>(
          "tracker.numwant.max",
          Kind.number(0, 1000),
          200,
          "How many peers a client is told at most.");
  static final Setting<Boolean> ACCOUNTING =
      new Setting<>(
          "tracker.accounting",
          Kind.flag(),
          true,
          "Whether each peer's uploaded, downloaded, left, id and times are kept. Without, an IPv4"
              + " peer takes 8 bytes instead of 64, and the console can't show them.");
  static final Setting<Integer> EVENT_LOOPS =
      new Setting<>(
          "tracker.event-loops",
          Kind.number(0, 256),
          0,
          "How many event loops answer, each with its own UDP socket where the platform can share"
              + " a port. 0: half as many as there are processors. Each takes fewer packets at a time"
              + " where there are more, and the kernel, the database and the console need some too.");

  static final Setting<Integer> MAX_PEERS =
      new Setting<>(
          "tracker.swarms.max-peers",
          Kind.number(0, 1_000_000_000),
          0,
          "How many peers and swarms together are held. Beyond it swarms that are seldom asked for"
              + " are put out. 0: as many as half of the Java heap has room for.");
  static final Setting<Integer> MAX_PEERS_PER_SWARM =
      new Setting<>(
          "tracker.swarms.max-peers-per-swarm",
          Kind.number(0, 100_000_000),
          0,
          "How many peers one swarm takes in. A client beyond it is told of others and not told to"
              + " them. 0: a quarter of tracker.swarms.max-peers.");
  static final Setting<Duration> RETENTION =
      new Setting<>(
          "tracker.swarms.retention",
          Kind.duration(SECOND, Duration.ofDays(365)),
          DAY,
          "For how long the completions of a swarm are remembered that nobody is in.");
  static final Setting<Duration> SWEEP =
      new Setting<>(
          "tracker.swarms.sweep",
          Kind.duration(SECOND, Duration.ofHours(1)),
          Duration.ofMinutes(1),
          "How often all swarms are gone through for silent peers, beside those that announces come"
              + " upon.");

  static final Setting<String> ALLOWED_TORRENTS =
      new Setting<>(
          "tracker.torrents.allow",
          Kind.text("a file or a folder", Checks::isPath),
          "",
          "The torrents that are served in the mode listed: a file with an info-hash in hexadecimal"
              + " a line, or a folder of .torrent files. Read again when it changes.");
  static final Setting<String> DENIED_TORRENTS =
      new Setting<>(
          "tracker.torrents.deny",
          Kind.text("a file or a folder", Checks::isPath),
          "",
          "The torrents that are not served in any mode: a file or a folder, as above. Empty: none.");
  static final Setting<Duration> LIST_RELOAD =
      new Setting<>(
          "tracker.torrents.reload",
          Kind.duration(SECOND, DAY),
          Duration.ofSeconds(10),
          "How often the lists are looked at for changes.");
  static final Setting<List<String>> ALLOWED_CLIENTS =
      new Setting<>(
          "tracker.clients.allow",
          Kind.list(
              "a list of beginnings of peer ids, such as [-TR, -qB]", Settings::isPeerIdBeginning),
          List.of(),
          "The clients that are let in, by how their peer ids begin. Empty: all. Where this and"
              + " tracker.clients.deny both fit, the longer one decides.");
  static final Setting<List<String>> DENIED_CLIENTS =
      new Setting<>(
          "tracker.clients.deny",
          Kind.list(
              "a list of beginnings of peer ids, such as [-XL, -SD]", Settings::isPeerIdBeginning),
          List.of(),
          "The clients that are not let in, by how their peer ids begin.");

  static final Setting<List<String>> CLAIMED_ADDRESS_FROM =
      new Setting<>(
          "tracker.claimed-address.from",
          Kind.list("a list of address ranges, such as [10.0.0.0/8]", Checks::isAddressRange),
          List.of(),
          "Who may announce another address than it has, by the parameter ip or the field in the"
              + " packet: ranges in CIDR notation, meant for your own private network. Empty: nobody.");

  static final Setting<Boolean> HTTP_ENABLED =
      new Setting<>(
          "tracker.http.enabled", Kind.flag(), true, "Whether the tracker listens on HTTP.");
  static final Setting<String> HTTP_HOST =
      new Setting<>(
          "tracker.http.host",
          Kind.text(HOST, Settings::isAddress),
          "::",
          "Where it listens. :: is every address, IPv6 and IPv4.");
  static final Setting<Integer> HTTP_PORT =
      new Setting<>(
          "tracker.http.port",
          Kind.number(0, 65_535),
          6969,
          "The TCP port. 0: any that is free; the start prints which.");
  static final Setting<Duration> HTTP_IDLE_TIMEOUT =
      new Setting<>(
          "tracker.http.idle-timeout",
          Kind.duration(SECOND, DAY),
          Duration.ofSeconds(60),
          "After how long a connection is closed that has brought no whole request.");
  static final Setting<Integer> HTTP_MAX_CONNECTIONS =
      new Setting<>(
          "tracker.http.max-connections",
          Kind.number(1, 10_000_000),
          50_000,
          "How many connections may be open. One more is closed at once. Mind the limit of open"
              + " files that the system sets.");
  static final Setting<Integer> HTTP_MAX_SCRAPE =
      new Setting<>(
          "tracker.http.scrape.max-hashes",
          Kind.number(1, 200),
          100,
          "How many torrents one scrape may ask for.");
  static final Setting<Boolean> HTTP_FULL_SCRAPE =
      new Setting<>(
          "tracker.http.scrape.full",
          Kind.flag(),
          false,
          "Whether a scrape that names no torrent is answered with all of them.");
  static final Setting<Duration> HTTP_FULL_SCRAPE_AGE =
      new Setting<>(
          "tracker.http.scrape.full-age",
          Kind.duration(SECOND, DAY),
          Duration.ofMinutes(5),
          "For how long the answer to such a scrape is given again before it is made anew.");
  static final Setting<List<String>> TRUSTED_PROXIES =
      new Setting<>(
          "tracker.http.proxy.trusted",
          Kind.list(
              "a list of address ranges, such as [10.0.0.0/8, fd00::/8]", Checks::isAddressRange),
          List.of(),
          "The reverse proxies whose word on a client's address is taken: ranges in CIDR notation."
              + " Empty: nobody's.");
  static final Setting<ClientAddress.Header> PROXY_HEADER =
      new Setting<>(
          "tracker.http.proxy.header",
          Kind.choice(ClientAddress.Header.class),
          ClientAddress.Header.X_FORWARDED_FOR,
          "The header that they set. Only this one is read, since a proxy passes the other on as"
              + " the client wrote it.");
  static final Setting<Boolean> PROXY_PROTOCOL =
      new Setting<>(
          "tracker.http.proxy.protocol",
          Kind.flag(),
          false,
          "Whether each connection begins with a header of the PROXY protocol, version 1 or 2. Then"
              + " only the trusted proxies may connect.");
  static final Setting<String> TLS_CERTIFICATE =
      new Setting<>(
          "tracker.http.tls.certificate",
          Kind.text("a PEM file", Checks::isPath),
          "",
          "The certificate chain for HTTPS, a PEM file. Empty: plain HTTP.");
  static final Setting<String> TLS_KEY =
      new Setting<>(
          "tracker.http.tls.key",
          Kind.text("a PEM file", Checks::isPath),
          "",
          "The certificate's private key, a PEM file in PKCS 8.");
  static final Setting<Duration> TLS_RELOAD =
      new Setting<>(
          "tracker.http.tls.reload",
          Kind.duration(SECOND, DAY),
          Duration.ofMinutes(1),
          "How often both files are looked at for changes; new connections then get the new"
              + " certificate without a restart.");

  static final Setting<Boolean> UDP_ENABLED =
      new Setting<>(
          "tracker.udp.enabled", Kind.flag(), true, "Whether the tracker listens on UDP.");
  static final Setting<String> UDP_HOST =
      new Setting<>(
          "tracker.udp.host",
          Kind.text(HOST, Settings::isAddress),
          "::",
          "Where it listens. :: is every address, IPv6 and IPv4.");
  static final Setting<Integer> UDP_PORT =
      new Setting<>(
          "tracker.udp.port",
          Kind.number(0, 65_535),
          6969,
          "The UDP port. 0: any that is free; the start prints which.");
  static final Setting<String> UDP_KEY =
      new Setting<>(
          "tracker.udp.key",
          Kind.text("32 hexadecimal digits", text -> text.matches("([0-9A-Fa-f]{32})?")),
          "",
          "The secret of the connection ids: 32 hexadecimal digits. Give the same to trackers that"
              + " share an address. Empty: a fresh one at each start.");
  static final Setting<Integer> UDP_RECEIVE_BUFFER =
      new Setting<>(
          "tracker.udp.receive-buffer",
          Kind.number(0, 1 << 30),
          4 << 20,
          "How many bytes of packets the kernel is asked to keep for each socket. It gives no more"
              + " than net.core.rmem_max. 0: what it thinks best.");

  static final Setting<LogLevel> LOG_LEVEL =
      new Setting<>(
          "log.level",
          Kind.choice(LogLevel.class),
          LogLevel.INFO,
          "How much the log tells. It goes to standard error.");

  static final Setting<Boolean> CONSOLE_ENABLED =
      new Setting<>(
          "console.enabled",
          Kind.flag(),
          true,
          "Whether there is a console: the API, /metrics and /health.");
  static final Setting<String> CONSOLE_HOST =
      new Setting<>(
          "console.host",
          Kind.text(HOST, Settings::isAddress),
          "127.0.0.1",
          "Where it listens. It shows the addresses of peers to whoever can reach it, so by default"
              + " only this machine can.");
  static final Setting<Integer> CONSOLE_PORT =
      new Setting<>(
          "console.port",
          Kind.number(0, 65_535),
          6970,
          "Its TCP port. 0: any that is free; the start prints which.");

  private static final List<Setting<?>> GENERAL =
      List.of(
          DATA_FOLDER,
          MODE,
          PUBLIC_URLS,
          INTERVAL,
          MIN_INTERVAL,
          GRACE,
          DEFAULT_NUMWANT,
          MAX_NUMWANT,
          ACCOUNTING,
          EVENT_LOOPS,
          MAX_PEERS,
          MAX_PEERS_PER_SWARM,
          RETENTION,
          SWEEP,
          ALLOWED_TORRENTS,
          DENIED_TORRENTS,
          LIST_RELOAD,
          ALLOWED_CLIENTS,
          DENIED_CLIENTS,
          CLAIMED_ADDRESS_FROM,
          HTTP_ENABLED,
          HTTP_HOST,
          HTTP_PORT,
          HTTP_IDLE_TIMEOUT,
          HTTP_MAX_CONNECTIONS,
          HTTP_MAX_SCRAPE,
          HTTP_FULL_SCRAPE,
          HTTP_FULL_SCRAPE_AGE,
          TRUSTED_PROXIES,
          PROXY_HEADER,
          PROXY_PROTOCOL,
          TLS_CERTIFICATE,
          TLS_KEY,
          TLS_RELOAD,
          UDP_ENABLED,
          UDP_HOST,
          UDP_PORT,
          UDP_KEY,
          UDP_RECEIVE_BUFFER,
          LOG_LEVEL,
          CONSOLE_ENABLED,
          CONSOLE_HOST,
          CONSOLE_PORT);

  static final List<Setting<?>> ALL =
      Stream.of(
              GENERAL,
              ConsoleSettings.ALL,
              StorageSettings.ALL,
              AccessSettings.ALL,
              LedgerSettings.ALL,
              RuleSettings.ALL)
          .flatMap(List::stream)
          .toList();

  private Settings() {}

  private static boolean isAnnounceUrl(String text) {
    return text.matches("(https?|udp)://[!-~&&[^?#]]{1,200}[!-~&&[^?#/]]");
  }

  private static boolean isFolder(String text) {
    return !text.isEmpty() && Checks.isPath(text);
  }

  private static boolean isAddress(String text) {
    return NetUtil.createByteArrayFromIpAddressString(text) != null;
  }

  private static boolean isPeerIdBeginning(String text) {
    return text.matches("[!-~]{1,20}");
  }
}
