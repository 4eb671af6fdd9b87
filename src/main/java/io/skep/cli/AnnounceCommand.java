package io.skep.cli;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.client.OwnPeerId;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Announces once to any tracker and prints the answer. */
@Command(
    name = "announce",
    description = {
      "Announces once to a tracker over HTTP or UDP and prints the answer.",
      "The tracker then counts this machine as a peer until it is told --event stopped with the"
          + " same --peer-id, or has heard nothing for some time."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets and reads the fields.
public final class AnnounceCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "The tracker's announce URL: http://, https:// or udp://.",
      converter = TrackerUrlConverter.class)
  private URI url;

  @Parameters(
      index = "1",
      paramLabel = "HASH",
      description = "The torrent's info-hash, 40 hexadecimal digits.",
      converter = InfoHashConverter.class)
  private InfoHash infoHash;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "6881",
      description = "Where this peer listens (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--event",
      paramLabel = "E",
      defaultValue = "none",
      converter = EventConverter.class,
      description = "none, started, stopped, completed or paused (default: ${DEFAULT-VALUE}).")
  private Event event;

  @Option(
      names = "--left",
      paramLabel = "N",
      defaultValue = "1",
      description = "Bytes still to fetch; 0 makes this peer a seeder (default: ${DEFAULT-VALUE}).")
  private long left;

  @Option(
      names = "--uploaded",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bytes given (default: ${DEFAULT-VALUE}).")
  private long uploaded;

  @Option(
      names = "--downloaded",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bytes taken (default: ${DEFAULT-VALUE}).")
  private long downloaded;

  @Option(
      names = "--numwant",
      paramLabel = "N",
      defaultValue = "-1",
      description = "How many peers to ask for; -1 leaves that to the tracker (the default).")
  private int numwant;

  @Option(
      names = "--peer-id",
      paramLabel = "ID",
      converter = PeerIdConverter.class,
      description = "20 characters or 40 hexadecimal digits (default: a new one each time).")
  private @Nullable PeerId peerId;

  @Option(
      names = "--key",
      paramLabel = "HEX",
      defaultValue = "0",
      description =
          "The secret by which the tracker knows this peer again, up to 8 hexadecimal digits.")
  private String key;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "15",
      converter = TimeoutConverter.class,
      description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws InterruptedException {
    AnnounceRequest request = request();
    return new TrackerQuestion(command, timeout)
        .ask(
            client -> client.announce(url, request),
            answer -> {
              AnnouncePrinter printer = new AnnouncePrinter(answer);
              command.commandLine().getOut().println(json ? printer.json() : printer.text());
            });
  }

  private AnnounceRequest request() {
    require(port >= 1 && port <= 0xFFFF, "--port is 1 to 65535");
    require(left >= 0 && uploaded >= 0 && downloaded >= 0, "bytes are 0 or more");
    require(numwant >= -1, "--numwant is 0 or more, or -1");
    return new AnnounceRequest(
        infoHash,
        peerId == null ? OwnPeerId.next(new SecureRandom()) : peerId,
        PeerAddress.ipv4(0, port),
        event,
        uploaded,
        downloaded,
        left,
        0,
        key(),
        numwant,
        AddressFamilies.BOTH,
        false,
        "");
  }

  private int key() {
    require(key.matches("[0-9A-Fa-f]{1,8}"), "--key is 1 to 8 hexadecimal digits");
    return Integer.parseUnsignedInt(key, 16);
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
