package io.skep.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints a user's credit history with its running total. */
final class CreditHistory {
  /** What is announced meanwhile is in the total at once, and in the history within a second. */
  private static final int LOOKS = 10;

  private static final int NAME_COLUMNS = 40;
  private static final int NOTE_COLUMNS = 200;

  private final ApiClient client;
  private final ApiPages pages;
  private final PrintWriter out;
  private final boolean json;
  private final Duration pause;
  private long uploaded;
  private long downloaded;
  private long lines;

  /**
   * A history.
   *
   * @param path where the API has it
   * @param pause for how long to wait before looking again for what was announced meanwhile
   */
  CreditHistory(ApiClient client, String path, PrintWriter out, boolean json, Duration pause) {
    this.client = client;
    this.pages = new ApiPages(client, path, Long.MAX_VALUE);
    this.out = out;
    this.json = json;
    this.pause = pause;
  }

  /**
   * Prints all lines, and what they come to.
   *
   * @param user where the user is whose total they must come to; null if these are not all lines
   * @return 0, or 1 if they come to something else
   */
  int print(@Nullable String user) throws ApiException, InterruptedException {
    printLines();
    if (user == null) {
      return end("these lines", null);
    }
    ApiItem total = new ApiItem(client.get(user));
    for (int look = 0; look < LOOKS && !isRight(total); look++) {
      out.flush();
      Thread.sleep(pause.toMillis());
      printLines();
      total = new ApiItem(client.get(user));
    }
    return end("all lines", total);
  }

  private void printLines() throws ApiException, InterruptedException {
    for (List<JsonObject> page = pages.next(); !page.isEmpty(); ) {
      page.forEach(this::print);
      page = pages.isAtEnd() ? List.of() : pages.next();
    }
  }

  private void print(JsonObject item) {
    ApiItem line = new ApiItem(item);
    uploaded += line.number("credited_uploaded");
    downloaded += line.number("credited_downloaded");
    lines++;
    if (json) {
      JsonObject whole = item.copy();
      out.println(
          JsonText.line(whole.put("total_uploaded", uploaded).put("total_downloaded", downloaded)));
      return;
    }
    out.println(
        "%s  %-10s  up %15s  down %15s  total up %17d  down %17d  %s%s%s"
            .formatted(
                line.words("at"),
                line.words("reason"),
                signed(line.number("credited_uploaded")),
                signed(line.number("credited_downloaded")),
                uploaded,
                downloaded,
                torrent(line.item("torrent")),
                multiplied(line),
                note(line))
            .stripTrailing());
  }

  private static String signed(long bytes) {
    return bytes > 0 ? "+" + bytes : "" + bytes;
  }

  private static String torrent(ApiItem torrent) {
    return torrent.json().isEmpty() ? "" : torrent.words("name", NAME_COLUMNS);
  }

  /** What was reported, where it is not what counts. */
  private static String multiplied(ApiItem line) {
    if (line.number("uploaded") == line.number("credited_uploaded")
        && line.number("downloaded") == line.number("credited_downloaded")) {
      return "";
    }
    return "  (reported up %d at %d%%, down %d at %d%%)"
        .formatted(
            line.number("uploaded"),
            line.number("upload_percent"),
            line.number("downloaded"),
            line.number("download_percent"));
  }

  private static String note(ApiItem line) {
    String note = line.words("note", NOTE_COLUMNS);
    return note.isEmpty() || note.equals("-") ? "" : "  " + note;
  }

  private boolean isRight(ApiItem total) {
    return total.number("credited_uploaded") == uploaded
        && total.number("credited_downloaded") == downloaded;
  }

  private int end(String what, @Nullable ApiItem total) {
    boolean isRight = total == null || isRight(total);
    if (json) {
      JsonObject sum =
          new JsonObject()
              .put("lines", lines)
              .put("total_uploaded", uploaded)
              .put("total_downloaded", downloaded);
      if (total != null) {
        sum.put("kept_uploaded", total.number("credited_uploaded"))
            .put("kept_downloaded", total.number("credited_downloaded"));
      }
      out.println(JsonText.line(sum));
    } else {
      out.println(
          "%s: %d, which come to up %d down %d".formatted(what, lines, uploaded, downloaded));
      if (total != null) {
        out.println(
            "the user's total: up %d down %d, which is %s"
                .formatted(
                    total.number("credited_uploaded"),
                    total.number("credited_downloaded"),
                    isRight ? "the same" : "NOT the same"));
      }
    }
    return isRight ? 0 : 1;
  }
}
