package io.skep.cli;

import io.skep.bittorrent.InfoHash;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit}: explains a user's totals line by line, or proves all totals. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Prints the history of a user's credit line by line, oldest first, with the running total in"
          + " bytes, and says whether it comes to the user's total.",
      "With --check it compares all totals of all users with the sums of their history.",
      "Exits with 1 where a total is not the sum of its history."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class AuditCommand implements Callable<Integer> {
  private static final int NAME_COLUMNS = 64;
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "USER",
      converter = UserKeyConverter.class,
      description = "The user's name, or number.")
  private UserKeyConverter.@Nullable UserKey user;

  @Option(names = "--check", description = "Check all totals.")
  private boolean check;

  @Option(
      names = "--torrent",
      paramLabel = "HASH",
      converter = InfoHashConverter.class,
      description = "Only lines of this torrent.")
  private @Nullable InfoHash torrent;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only lines of this second or later: 2027-01-31T18:00:00Z, or 2027-01-31.")
  private TimeConverter.@Nullable Time from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Only lines before this second.")
  private TimeConverter.@Nullable Time to;

  @Option(names = "--json", description = "Print JSON, one object a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    api.require(check == (user == null), "a USER or --check is missing, and not both");
    boolean filtered = torrent != null || from != null || to != null;
    api.require(!check || !filtered, "--check is about all users, torrents and times");
    UserKeyConverter.UserKey whose = user;
    if (whose == null) {
      return api.ask(ApiOptions.LONG, this::check);
    }
    String lines =
        new ApiQuery(whose.path() + "/credits")
            .with("sort", "at")
            .with("torrent", torrent)
            .with("from", from)
            .with("to", to)
            .toString();
    return api.ask(
        (client, out) ->
            new CreditHistory(client, lines, out, json, PAUSE)
                .print(filtered ? null : whose.path()));
  }

  private int check(ApiClient client, PrintWriter out) throws ApiException, InterruptedException {
    ApiPages pages = new ApiPages(client, "audit/check", Long.MAX_VALUE);
    long wrong = 0;
    for (List<JsonObject> page = pages.next(); !page.isEmpty(); ) {
      wrong += page.size();
      page.forEach(item -> out.println(json ? JsonText.line(item) : line(new ApiItem(item))));
      page = pages.isAtEnd() ? List.of() : pages.next();
    }
    if (!json) {
      out.println(
          wrong == 0
              ? "the books are right: every total is the sum of its history"
              : Figures.count(wrong, "total") + " not right");
    }
    return wrong == 0 ? 0 : 1;
  }

  private static String line(ApiItem wrong) {
    ApiItem torrent = wrong.item("torrent");
    return "%s, %s: kept %s, history %s"
        .formatted(
            wrong.item("user").words("name", NAME_COLUMNS),
            torrent.json().isEmpty() ? "over all" : "in " + torrent.words("info_hash"),
            balance(wrong.item("kept")),
            balance(wrong.item("history")));
  }

  private static String balance(ApiItem balance) {
    return "up %s down %s, counting up %s down %s"
        .formatted(
            balance.count("uploaded"),
            balance.count("downloaded"),
            balance.count("credited_uploaded"),
            balance.count("credited_downloaded"));
  }
}
