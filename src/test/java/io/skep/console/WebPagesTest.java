package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What browsers are given, and how; what they make of it is for {@code ConsolePagesTest}. */
class WebPagesTest {
  private static final Path SOURCES = Path.of("src/main/resources/io/skep/console/web");
  private static final int FIRST_VIEW_BYTES = 300_000;
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern IMPORTED =
      Pattern.compile("(?:from\\s*|import\\s*\\(?)['\"](\\.[^'\"]+)['\"]");

  private final RunningConsole console = new RunningConsole(true);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    console.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> page() throws IOException, InterruptedException {
    return get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  private String script() throws IOException, InterruptedException {
    Matcher matcher = Pattern.compile("src=\"([^\"]+/app\\.js)\"").matcher(text(page()));
    assertTrue(matcher.find());
    return matcher.group(1);
  }

  @Test
  void aBrowserIsGivenThePageAndAScriptTheListOfPaths() throws Exception {
    assertEquals("text/html; charset=utf-8", header(page(), "content-type"));
    HttpResponse<byte[]> other = get("/");
    assertEquals("text/plain", header(other, "content-type"));
    assertTrue(text(other).contains("/api/v1/openapi.yaml"), text(other));
  }

  @Test
  void thePolicyLetsInNothingButOurFiles() throws Exception {
    String policy = header(page(), "content-security-policy");
    assertTrue(policy.startsWith("default-src 'none';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertFalse(policy.contains("http"), policy);
    assertFalse(policy.contains("*"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertEquals("nosniff", header(page(), "x-content-type-options"));
    assertEquals("no-referrer", header(page(), "referrer-policy"));
  }

  @Test
  void thePageHasNoScriptOrStyleInIt() throws Exception {
    String page = text(page());
    assertFalse(Pattern.compile("<script[^>]*>[^<]").matcher(page).find(), page);
    assertFalse(page.contains("<style") || page.contains("style="), page);
    assertFalse(page.contains("{files}"), page);
  }

  @Test
  void whatCarriesItsVersionIsKeptForGoodAndThePageIsAskedForAgain() throws Exception {
    assertEquals("no-cache", header(page(), "cache-control"));
    HttpResponse<byte[]> script = get(script());
    assertEquals(200, script.statusCode());
    assertEquals("text/javascript; charset=utf-8", header(script, "content-type"));
    assertEquals("public, max-age=31536000, immutable", header(script, "cache-control"));
    assertEquals(404, get(script().replaceFirst("/web/[0-9a-f]+/", "/web/0123/")).statusCode());
  }

  @Test
  void whoHasItAlreadyIsSpared() throws Exception {
    String tag = header(page(), "etag");
    HttpResponse<byte[]> again = get("/", "Accept", "text/html", "If-None-Match", tag);
    assertEquals(304, again.statusCode());
    assertEquals(0, again.body().length);
    assertEquals(200, get("/", "Accept", "text/html", "If-None-Match", "\"x\"").statusCode());
  }

  @Test
  void compressedIsTheSame() throws Exception {
    String path = script();
    byte[] plain = get(path).body();
    HttpResponse<byte[]> compressed = get(path, "Accept-Encoding", "br, gzip");
    assertEquals("gzip", header(compressed, "content-encoding"));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertArrayEquals(plain, in.readAllBytes());
    }
    assertEquals("", header(get(path, "Accept-Encoding", "gzip;q=0"), "content-encoding"));
    assertEquals("Accept-Encoding", header(compressed, "vary"));
  }

  @Test
  void nothingElseOfTheJarCanBeHad() throws Exception {
    String folder = script().replace("app.js", "");
    for (String path :
        new String[] {
          "../openapi.yaml", "files.txt", "index.html", "lib/../../openapi.yaml", "%2e%2e/x", ""
        }) {
      assertEquals(404, get(folder + path).statusCode(), path);
    }
  }

  @Test
  void everyFileIsOnTheListAndEveryImportIsThere() throws Exception {
    Set<String> listed = new HashSet<>();
    WebFiles.read().paths().forEach(path -> listed.add(path.substring(path.indexOf('/') + 1)));
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = SOURCES.relativize(file).toString();
        if (!name.equals("files.txt") && !name.equals("index.html")) {
          assertTrue(listed.contains(name), name + " is not in files.txt");
        }
        Matcher imported = IMPORTED.matcher(Files.readString(file));
        while (imported.find() && name.endsWith(".js")) {
          String wanted =
              Path.of("/" + name).resolveSibling(imported.group(1)).normalize().toString();
          assertTrue(
              wanted.contains("$") || listed.contains(wanted.substring(1)),
              name + " imports " + wanted);
        }
      }
    }
  }

  /** With a chart, which is the most that any first page loads. */
  @Test
  void theFirstViewIsSmall() throws Exception {
    Set<String> paths = new TreeSet<>();
    int bytes = page().body().length;
    Matcher loaded = LOADED.matcher(text(page()));
    while (loaded.find()) {
      bytes += follow(URI.create(loaded.group(1)), paths);
    }
    String folder = script().replace("app.js", "");
    bytes += follow(URI.create(folder + "pages/overview.js"), paths);
    bytes += follow(URI.create(folder + "pages/sign-in.js"), paths);
    assertTrue(paths.stream().anyMatch(path -> path.endsWith("lib/uplot.js")), paths.toString());
    assertTrue(bytes < FIRST_VIEW_BYTES, bytes + " bytes for " + paths);
  }

  /** The compressed bytes of a file and of all that it imports, each counted once. */
  private int follow(URI path, Set<String> known) throws IOException, InterruptedException {
    if (!known.add(path.getPath())) {
      return 0;
    }
    HttpResponse<byte[]> file = get(path.getPath(), "Accept-Encoding", "gzip");
    assertEquals(200, file.statusCode(), path.toString());
    int bytes = file.body().length;
    if (path.getPath().endsWith(".js")) {
      Matcher imported = IMPORTED.matcher(text(get(path.getPath())));
      while (imported.find()) {
        if (!imported.group(1).contains("$")) {
          bytes += follow(path.resolve(imported.group(1)), known);
        }
      }
    }
    return bytes;
  }
}
