package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks any tracker for the counts of swarms and prints them. */
@Command(
    name = "scrape",
    description = "Asks a tracker over HTTP or UDP how many are in some swarms and prints it.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets and reads the fields.
public final class ScrapeCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "The tracker's announce or scrape URL: http://, https:// or udp://.",
      converter = TrackerUrlConverter.class)
  private URI url;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "HASH",
      description = "The torrents' info-hashes, 40 hexadecimal digits each.",
      converter = InfoHashConverter.class)
  private List<InfoHash> infoHashes;

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
    return new TrackerQuestion(command, timeout)
        .ask(
            client -> client.scrape(url, infoHashes),
            response -> {
              ScrapePrinter printer = new ScrapePrinter(response);
              command.commandLine().getOut().println(json ? printer.json() : printer.text());
            });
  }
}
