package io.skep.cli;

import io.netty.util.NetUtil;
import io.skep.bittorrent.PeerAddress;
import io.skep.client.Encryption;
import io.skep.client.Transfer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that {@code seed} and {@code get} have in common. */
@SuppressWarnings("NullAway.Init") // picocli sets what has a default.
final class TransferOptions {
  private static final int FIRST_PORT = 6881;
  private static final int LAST_PORT = 6889;
  private static final int MOST_CONNECTIONS = 10_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder of the content, which lies in it under the torrent's name (here).")
  private Path folder;

  @Option(
      names = "--port",
      paramLabel = "P",
      description =
          "Where peers reach this one; 0: any port that is free (default: the first that is free"
              + " from 6881 to 6889).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "A",
      defaultValue = "::",
      description = "The address of this machine to use (default: every one).")
  private String host;

  @Option(
      names = "--max-upload",
      paramLabel = "RATE",
      defaultValue = "0",
      converter = RateConverter.class,
      description =
          "The most bytes per second to give: 500k, 2M, 1.5M, k being 1024 (default: 0, no limit).")
  private long maxUpload;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "The most peers to be connected with.")
  private @Nullable Integer maxConnections;

  @Option(
      names = "--require-encryption",
      description = "Speak only with peers that encrypt their connections.")
  private boolean requireEncryption;

  @Option(
      names = "--no-peer-exchange",
      description = "Learn of peers from trackers only, and tell peers of none.")
  private boolean noPeerExchange;

  @Option(
      names = "--tracker",
      paramLabel = "URL",
      converter = TrackerUrlConverter.class,
      description = "A tracker in place of the torrent's own. May be repeated; tried in order.")
  private List<URI> trackers = new ArrayList<>();

  @Option(
      names = "--peer",
      paramLabel = "ADDR:PORT",
      converter = PeerAddressConverter.class,
      description = "A peer to connect with, whatever trackers say. May be repeated.")
  private List<PeerAddress> peers = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print an object a line: each event, and the progress every second.")
  private boolean json;

  @Option(names = "--quiet", description = "Print nothing but faults.")
  private boolean quiet;

  /** Refuses what no conversion has refused already. */
  void check() {
    require(port == null || (port >= 0 && port <= 0xFFFF), "--port is 0 to 65535");
    require(
        NetUtil.createByteArrayFromIpAddressString(host) != null,
        "--host is an address such as 0.0.0.0 or 192.0.2.1, not '" + host + "'");
    require(
        maxConnections == null || (maxConnections >= 1 && maxConnections <= MOST_CONNECTIONS),
        "--max-connections is 1 to " + MOST_CONNECTIONS);
    require(!json || !quiet, "--json and --quiet don't go together");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  Path folder() {
    return folder;
  }

  /** Gives a transfer what the options say. */
  Transfer.Builder apply(Transfer.Builder builder) {
    String usable = ListenAddress.usable(host);
    builder
        .folder(folder)
        .listen(usable, port == null ? freePort(usable) : port)
        .maxUpload(maxUpload)
        .peerExchange(!noPeerExchange)
        .peers(peers);
    if (requireEncryption) {
      builder.encryption(Encryption.REQUIRED);
    }
    if (maxConnections != null) {
      builder.maxConnections(maxConnections);
    }
    if (!trackers.isEmpty()) {
      builder.trackers(trackers.stream().map(url -> List.of(url.toString())).toList());
    }
    return builder;
  }

  /** The first of the usual ports that is free; 0, which is any, if none is. */
  private static int freePort(String host) {
    for (int candidate = FIRST_PORT; candidate <= LAST_PORT; candidate++) {
      try (ServerSocket probe = new ServerSocket(candidate, 1, InetAddress.getByName(host))) {
        return probe.getLocalPort();
      } catch (IOException e) {
        // Somebody has it: the next one.
      }
    }
    return 0;
  }

  /** What shows the transfer. */
  Face face() {
    PrintWriter out = command.commandLine().getOut();
    if (quiet) {
      return new QuietFace();
    }
    if (json) {
      return new JsonFace(out);
    }
    Terminal terminal = Terminal.ofProcess();
    return terminal.isLive() ? new LiveFace(out, terminal) : new PlainFace(out, System::nanoTime);
  }
}
