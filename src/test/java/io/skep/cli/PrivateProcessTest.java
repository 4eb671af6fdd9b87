package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The private tracker as a stranger starts it, stops it and starts it again. */
@Timeout(300)
class PrivateProcessTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  private final Path folder;
  private final LedgerProcess tracker;

  PrivateProcessTest(@TempDir Path folder) {
    this.folder = folder;
    this.tracker = new LedgerProcess(folder, Map.of());
  }

  private static String announce(SkepProcess skep, String passkey, int port, String more)
      throws Exception {
    String hash = HASH.replaceAll("(..)", "%$1");
    String url =
        "http://127.0.0.1:%d/announce%s?info_hash=%s&peer_id=-SB0100-%012d&port=%d&compact=1%s"
            .formatted(
                skep.port("http://127.0.0.1"),
                passkey.isEmpty() ? "" : "/" + passkey,
                hash,
                port,
                port,
                more);
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
        .body();
  }

  /** The secret in the link for the first administrator. */
  private static String welcome(String shown) {
    int at = shown.indexOf("token=");
    return at < 0 ? "" : shown.substring(at + "token=".length()).lines().findFirst().orElse("");
  }

  @Test
  void theFirstStartSaysWhatToDoAndTheNextIsSilent() throws Exception {
    String shown;
    try (SkepProcess skep = tracker.serve()) {
      shown = skep.out();
      String url = shown.lines().filter(line -> line.contains("announce/")).findFirst().orElse("");
      String passkey = url.substring(url.lastIndexOf('/') + 1);

      assertTrue(shown.contains("mode private"), shown);
      assertTrue(shown.contains("udp://127.0.0.1:" + skep.port("udp://127.0.0.1")), shown);
      String next = shown.lines().filter(line -> line.startsWith("Next")).findFirst().orElse("");
      int consolePort = skep.port("console +http://127.0.0.1");
      assertTrue(next.contains(" torrent add FILE.torrent --api http://127.0.0.1:" + consolePort));
      assertTrue(shown.contains("http://127.0.0.1:" + consolePort + "/#/welcome?token="), shown);
      for (String file : List.of("admin-token", "first-user", "first-administrator", "skep.db")) {
        Path path = folder.resolve("data").resolve(file);
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), file);
      }
      tracker.api(skep).post("/torrents", new JsonObject().put("info_hash", HASH).put("name", "t"));
      assertTrue(announce(skep, passkey, 7001, "&left=0").contains("8:completei1e"));
      String unknown = announce(skep, "a".repeat(32), 7002, "&left=0");
      assertTrue(unknown.contains("failure reason") && unknown.contains("passkey"), unknown);
      String without = announce(skep, "", 7003, "&left=0");
      assertTrue(without.contains("failure reason") && without.contains("passkey"), without);
      assertFalse(skep.err().contains(passkey), skep.err());
      assertFalse(skep.err().contains(welcome(shown)), skep.err());
    }
    String lost = Files.readString(folder.resolve("data/admin-token"));
    try (SkepProcess again = tracker.serve("--new-admin-token")) {
      again.await(() -> again.out().contains("A new administrator's token is kept in"));
      assertNotEquals(lost, Files.readString(folder.resolve("data/admin-token")));
      tracker.api(again).get("/me");
    }
    try (SkepProcess again = tracker.serve()) {
      assertEquals(welcome(shown), welcome(again.out()), "the link is good until it is used");
      tracker
          .api(again)
          .post(
              "/first-administrator",
              new JsonObject()
                  .put("token", welcome(shown))
                  .put("name", "admin")
                  .put("password", "correct horse battery"));
    }
    try (SkepProcess again = tracker.serve()) {
      assertFalse(again.out().contains("welcome"), again.out());
      assertFalse(again.out().contains("first start"), again.out());
      assertFalse(again.out().contains("admin-token"), again.out());
    }
  }

  @Test
  void stoppedAndStartedAgainItTellsOfPeersAtOnceAndKnowsWhatTheyGave() throws Exception {
    String passkey;
    try (SkepProcess skep = tracker.serve()) {
      AdminApi api = tracker.api(skep);
      api.post("/torrents", new JsonObject().put("info_hash", HASH).put("name", "t"));
      passkey = api.post("/users", new JsonObject().put("name", "alice")).getString("passkey");
      announce(skep, passkey, 7001, "&left=0&uploaded=0&event=started");
      announce(skep, passkey, 7001, "&left=0&uploaded=1000");
      skep.signal("TERM");
      assertEquals(0, skep.exitCode(), skep.err());
    }
    try (SkepProcess again = tracker.serve()) {
      String answer = announce(again, passkey, 7002, "&left=5&uploaded=0");

      // 127.0.0.1 and port 7001.
      assertTrue(answer.contains("peers6:\u007f\0\0\u0001\u001bY"), answer);
      announce(again, passkey, 7001, "&left=0&uploaded=1500");
      AdminApi api = tracker.api(again);
      AdminApi.Figures expected = new AdminApi.Figures(1500, 0);
      again.await(() -> expected.equals(figures(api)));
    }
  }

  @Test
  void nothingStaysInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    try (SkepProcess skep = new LedgerProcess(folder, environment).serve()) {
      skep.signal("TERM");
      assertEquals(0, skep.exitCode(), skep.err());
    }
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static AdminApi.Figures figures(AdminApi api) {
    try {
      return Objects.requireNonNull(api.accounts().get("alice"));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
