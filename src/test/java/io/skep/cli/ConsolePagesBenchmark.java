package io.skep.cli;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long each page of the console takes to show its figures in a browser, and what of the
 * tracker's CPU time, with 100,000 torrents, 10,000 users and 5,000 peers. A program, not a test;
 * {@code BENCHMARKS.md} tells how it is run.
 */
final class ConsolePagesBenchmark {
  private static final int TORRENTS = 100_000;
  private static final int USERS = 10_000;
  private static final int PEERS = 5_000;
  private static final int BATCH = 5_000;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;
  private static final List<String> LICENSES =
      List.of("", "CC-BY-4.0", "CC0-1.0", "CC-BY-SA-3.0", "MIT", "proprietary");

  private static final List<String> PAGES =
      List.of(
          "",
          "torrents",
          "torrents?sort=-length",
          "torrents?q=99",
          "torrents?license=creative-commons",
          "torrents/" + hash(7),
          "map",
          "account",
          "invitations",
          "users",
          "users?q=99",
          "multipliers",
          "findings",
          "rules",
          "tokens",
          "audit",
          "configuration");

  /** Shows another page, and answers after how many milliseconds its figures stood there. */
  private static final String SHOW =
      """
      (path) => new Promise((done) => {
        const begun = performance.now();
        const before = document.querySelector('main h1');
        location.hash = '#/' + path;
        const look = () => {
          const title = document.querySelector('main h1');
          const fresh = title && (title !== before || performance.now() - begun > 50);
          const waits = document.querySelector('main .waiting, main [aria-busy=true]');
          if (fresh && !waits) done(performance.now() - begun); else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      })""";

  private ConsolePagesBenchmark() {}

  /**
   * Fills a private tracker that runs on an empty data folder, and looks at its pages.
   *
   * @param args the console's URL, the tracker's data folder, the tracker's process id
   */
  public static void main(String[] args) throws Exception {
    URI console = URI.create(args[0]);
    AdminApi api = new AdminApi(console.getPort(), Path.of(args[1]));
    ProcessHandle tracker = ProcessHandle.of(Long.parseLong(args[2])).orElseThrow();
    fill(api);
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.somebody();
      ConsolePeople people = new ConsolePeople(args[0].replaceAll("/$", ""), api);
      people.arrive(page, "looker", "admin");
      System.out.println("| page | shown after, ms | tracker's CPU, ms |");
      System.out.println("|---|---|---|");
      for (String path : PAGES) {
        measure(page, tracker, path);
      }
    }
  }

  private static void measure(Page page, ProcessHandle tracker, String path) {
    double[] millis = new double[ROUNDS];
    long before = 0;
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      // From a page that asks for little, so that what is measured is the way to this one.
      page.evaluate(SHOW, path.equals("tokens") ? "rules" : "tokens");
      before = i == 0 ? cpuMillis(tracker) : before;
      double taken = ((Number) page.evaluate(SHOW, path)).doubleValue();
      if (i >= 0) {
        millis[i] = taken;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "| `#/%s` | %.0f (%.0f to %.0f) | %.1f |%n",
        path,
        millis[ROUNDS / 2],
        millis[0],
        millis[ROUNDS - 1],
        (double) (cpuMillis(tracker) - before) / ROUNDS);
  }

  private static long cpuMillis(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }

  private static String hash(int number) {
    return String.format("%040x", 0x1234567890L + number * 2_654_435_761L);
  }

  private static void fill(AdminApi api) throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < TORRENTS; i += BATCH) {
      JsonArray torrents = new JsonArray();
      for (int j = i; j < i + BATCH; j++) {
        torrents.add(
            new JsonObject()
                .put("info_hash", hash(j))
                .put("name", "Torrent with a name of usual length " + random.nextInt(1_000_000))
                .put("length", random.nextLong(1L << 36))
                .put("files", 1 + random.nextInt(30))
                .put("license", LICENSES.get(random.nextInt(LICENSES.size()))));
      }
      api.post("/bulk", new JsonObject().put("torrents", torrents));
    }
    for (int i = 0; i < USERS; i += BATCH) {
      JsonArray users = new JsonArray();
      for (int j = i; j < i + BATCH; j++) {
        users.add(new JsonObject().put("name", "user number " + j).put("uploaded", 1L << (j % 40)));
      }
      api.post("/bulk", new JsonObject().put("users", users));
    }
    announce(api, random);
  }

  private static void announce(AdminApi api, Random random) throws Exception {
    JsonObject user = api.post("/users", new JsonObject().put("name", "seedbox"));
    String url =
        user.getJsonArray("announce_urls").stream()
            .map(Object::toString)
            .filter(each -> each.startsWith("http"))
            .findFirst()
            .orElseThrow();
    HttpClient http = HttpClient.newHttpClient();
    for (int i = 0; i < PEERS; i++) {
      ask(http, url, hash(random.nextInt(TORRENTS)), random.nextInt(3) == 0 ? 1000 : 0);
    }
  }

  private static void ask(HttpClient http, String url, String hash, int left)
      throws IOException, InterruptedException {
    Map<String, Object> query =
        Map.of("port", 6881, "uploaded", 0, "downloaded", 0, "left", left, "compact", 1, "key", 1);
    StringBuilder asked = new StringBuilder(url).append("?peer_id=-SB0100-000000000001");
    asked.append("&info_hash=").append(hash.replaceAll("(..)", "%$1"));
    query.forEach((name, word) -> asked.append('&').append(name).append('=').append(word));
    http.send(
        HttpRequest.newBuilder(URI.create(asked.toString())).build(),
        HttpResponse.BodyHandlers.discarding());
  }
}
