package io.skep.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.metainfo.TorrentFile;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamServerTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int LENGTH = 1_000_000;
  private static final String LONG_NAME = "Über + 100%?.mp4";
  private static final String LONG_PATH = "/1/%C3%9Cber%20%2B%20100%25%3F.mp4";

  private final Context context = VERTX.getOrCreateContext();
  private @Nullable StreamServer server;
  private int port;

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  @AfterEach
  void closeServer() throws Exception {
    if (server != null) {
      Waiting.forResult(server.close());
    }
  }

  private StreamedTorrent serve(TorrentFile... files) throws Exception {
    StreamedTorrent torrent = new StreamedTorrent(files);
    server = new StreamServer(context, torrent);
    port = Waiting.forResult(server.listen(0));
    return torrent;
  }

  private StreamedTorrent serveThree() throws Exception {
    return serve(
        StreamedTorrent.file(10, "dir", "a<b>.txt"),
        StreamedTorrent.file(LENGTH, "dir", LONG_NAME),
        StreamedTorrent.file(0, "dir", "sub", "empty.bin"),
        new TorrentFile(List.of("dir", ".pad"), 5, TorrentFile.Kind.PADDING, null),
        new TorrentFile(List.of("dir", "link"), 0, TorrentFile.Kind.SYMLINK, null));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static CompletableFuture<HttpResponse<byte[]>> sendLater(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private void onContext(Runnable task) {
    context.runOnContext(nothing -> task.run());
  }

  @Test
  void aWholeFile() throws Exception {
    StreamedTorrent torrent = serveThree();
    HttpResponse<byte[]> response = send(request(LONG_PATH));
    assertEquals(200, response.statusCode());
    assertArrayEquals(StreamedTorrent.content(1, 0, LENGTH), response.body());
    assertEquals("video/mp4", header(response, "Content-Type"));
    assertEquals("bytes", header(response, "Accept-Ranges"));
    assertEquals("\"0123abcd-1\"", header(response, "ETag"));
    assertEquals("sandbox", header(response, "Content-Security-Policy"));
    assertTrue(torrent.readings.get(0).isClosed);
    assertTrue(torrent.buffers.stream().allMatch(bytes -> bytes.refCnt() == 0));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=300000-799999, 300000, 800000",
    "bytes=999990-, 999990, 1000000",
    "bytes=-7, 999993, 1000000",
    "bytes=5-99999999, 5, 1000000"
  })
  void aPart(String range, int from, int to) throws Exception {
    StreamedTorrent torrent = serveThree();
    HttpResponse<byte[]> response = send(request(LONG_PATH).header("Range", range));
    assertEquals(206, response.statusCode());
    assertEquals(
        "bytes " + from + "-" + (to - 1) + "/" + LENGTH, header(response, "Content-Range"));
    assertEquals(String.valueOf(to - from), header(response, "Content-Length"));
    assertArrayEquals(StreamedTorrent.content(1, from, to), response.body());
    StreamedTorrent.Reading reading = torrent.readings.get(0);
    assertEquals(1, reading.file);
    assertEquals(from, reading.from);
    assertEquals(to, reading.to);
  }

  @Test
  void noSuchPart() throws Exception {
    StreamedTorrent torrent = serveThree();
    HttpResponse<byte[]> response = send(request(LONG_PATH).header("Range", "bytes=1000000-"));
    assertEquals(416, response.statusCode());
    assertEquals("bytes */1000000", header(response, "Content-Range"));
    assertEquals(List.of(), torrent.readings);
  }

  @Test
  void aPartOnlyIfTheFileIsTheSame() throws Exception {
    serveThree();
    HttpRequest.Builder part = request(LONG_PATH).header("Range", "bytes=0-9");
    assertEquals(206, send(part.copy().header("If-Range", "\"0123abcd-1\"")).statusCode());
    for (String other :
        List.of("\"0123abcd-2\"", "W/\"0123abcd-1\"", "Wed, 21 Oct 2015 07:28:00 GMT")) {
      HttpResponse<byte[]> whole = send(part.copy().header("If-Range", other));
      assertEquals(200, whole.statusCode());
      assertEquals(LENGTH, whole.body().length);
    }
  }

  @Test
  void whatTheClientHasIsNotSentAgain() throws Exception {
    StreamedTorrent torrent = serveThree();
    HttpResponse<byte[]> response =
        send(request(LONG_PATH).header("If-None-Match", "\"x\", \"0123abcd-1\""));
    assertEquals(304, response.statusCode());
    assertEquals(List.of(), torrent.readings);
  }

  @Test
  void headSaysWhatGetWouldSend() throws Exception {
    StreamedTorrent torrent = serveThree();
    HttpResponse<byte[]> response =
        send(request(LONG_PATH).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(200, response.statusCode());
    assertEquals("1000000", header(response, "Content-Length"));
    assertEquals("bytes", header(response, "Accept-Ranges"));
    HttpResponse<byte[]> part =
        send(
            request(LONG_PATH)
                .header("Range", "bytes=0-9")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(200, part.statusCode());
    assertEquals(List.of(), torrent.readings);
    assertEquals(0, part.body().length);
    HttpResponse<byte[]> missing =
        send(request("/9").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(404, missing.statusCode());
  }

  @Test
  void anEmptyFile() throws Exception {
    serveThree();
    HttpResponse<byte[]> response = send(request("/2/empty.bin"));
    assertEquals(200, response.statusCode());
    assertEquals(0, response.body().length);
    assertEquals("application/octet-stream", header(response, "Content-Type"));
    assertEquals(416, send(request("/2/empty.bin").header("Range", "bytes=0-")).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/0", "/0/", "/0/other", "/0/a%3Cb%3E.txt", "/dir/a%3Cb%3E.txt", "/0/x?q=1"})
  void pathsOfAFile(String path) throws Exception {
    serveThree();
    assertArrayEquals(StreamedTorrent.content(0, 0, 10), send(request(path)).body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/3",
        "/4",
        "/5",
        "/999999999",
        "/9999999999",
        "/-1",
        "/x",
        "/dir",
        "/dir/.pad",
        "/dir/../../etc/passwd",
        "//0",
        "/0x"
      })
  void noSuchFile(String path) throws Exception {
    StreamedTorrent torrent = serveThree();
    assertEquals(404, send(request(path)).statusCode());
    assertEquals(List.of(), torrent.readings);
  }

  @Test
  void theListLinksToFilesAndEscapesTheirNames() throws Exception {
    serveThree();
    HttpResponse<byte[]> response = send(request("/"));
    assertEquals(200, response.statusCode());
    assertEquals("text/html; charset=utf-8", header(response, "Content-Type"));
    String page = new String(response.body(), UTF_8);
    assertTrue(page.contains("<h1>Tom &amp; &lt;Jerry&gt;</h1>"), page);
    assertTrue(page.contains("<a href=\"" + LONG_PATH + "\">dir/" + LONG_NAME + "</a>"), page);
    assertTrue(page.contains("dir/a&lt;b&gt;.txt"), page);
    assertFalse(page.contains(".pad"), page);
    assertFalse(page.contains("link"), page);
  }

  @Test
  void aSingleFileIsFoundByItself() throws Exception {
    serve(StreamedTorrent.file(10, "7"));
    HttpResponse<byte[]> response = send(request("/"));
    assertEquals(302, response.statusCode());
    assertEquals("/0/7", header(response, "Location"));
    assertEquals(10, send(request("/0/7")).body().length);
    assertEquals(10, send(request("/7")).body().length);
  }

  @Test
  void beforeTheMetadataIsThereOneIsToldToWait() throws Exception {
    StreamedTorrent torrent = serveThree();
    List<TorrentFile> files = torrent.files;
    torrent.files = null;
    for (String path : List.of("/", "/0")) {
      HttpResponse<byte[]> response = send(request(path));
      assertEquals(503, response.statusCode());
      assertEquals("2", header(response, "Retry-After"));
    }
    torrent.files = files;
    assertEquals(200, send(request("/0")).statusCode());
  }

  @Test
  void onlyReadingIsAllowed() throws Exception {
    serveThree();
    HttpResponse<byte[]> response =
        send(request("/0").POST(HttpRequest.BodyPublishers.ofString("x")));
    assertEquals(405, response.statusCode());
    assertEquals("GET, HEAD", header(response, "Allow"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "127.0.0.1:9, 200",
    "LocalHost:80, 200",
    "[::1]:80, 200",
    "evil.example, 403",
    "127.0.0.1.evil.example:80, 403",
    "localhost.evil.example, 403"
  })
  void onlyThisHostsNamesAreAnswered(String host, int status) throws Exception {
    serveThree();
    assertEquals(
        "HTTP/1.1 " + status, raw("GET /0 HTTP/1.1\r\nHost: " + host + "\r\n").substring(0, 12));
  }

  @Test
  void aRequestWithoutHostIsRefused() throws Exception {
    serveThree();
    assertEquals("HTTP/1.1 400", raw("GET /0 HTTP/1.1\r\n").substring(0, 12));
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void whatComesFirstIsSentFirst() throws Exception {
    StreamedTorrent torrent = serveThree();
    torrent.isHeldBack = true;
    var early = sendLater(request(LONG_PATH).header("Range", "bytes=0-99"));
    Waiting.until(() -> torrent.readings.size() == 1);
    var late = sendLater(request(LONG_PATH).header("Range", "bytes=900000-900099"));
    Waiting.until(() -> torrent.readings.size() == 2);
    onContext(() -> torrent.readings.get(1).give(40));
    onContext(() -> torrent.readings.get(1).give(1_000));
    assertArrayEquals(
        StreamedTorrent.content(1, 900_000, 900_100), late.get(60, TimeUnit.SECONDS).body());
    assertFalse(early.isDone());
    assertFalse(torrent.readings.get(0).isClosed);
    onContext(() -> torrent.readings.get(0).give(1_000));
    assertArrayEquals(StreamedTorrent.content(1, 0, 100), early.get(60, TimeUnit.SECONDS).body());
  }

  @Test
  void theHeadersComeBeforeTheFirstPiece() throws Exception {
    StreamedTorrent torrent = serveThree();
    torrent.isHeldBack = true;
    var response = CLIENT.send(request(LONG_PATH).build(), BodyHandlers.ofInputStream());
    assertEquals("1000000", header(response, "Content-Length"));
    response.body().close();
  }

  @Test
  void aClientThatGoesStopsTheReading() throws Exception {
    StreamedTorrent torrent = serveThree();
    torrent.isHeldBack = true;
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      Waiting.until(() -> torrent.readings.size() == 1);
      assertFalse(torrent.readings.get(0).isClosed);
    }
    Waiting.until(() -> torrent.readings.get(0).isClosed);
    onContext(() -> torrent.readings.get(0).give(1_000));
    Waiting.until(() -> !torrent.buffers.isEmpty());
    Waiting.until(() -> torrent.buffers.stream().allMatch(bytes -> bytes.refCnt() == 0));
  }

  @Test
  void aReadingThatFailsBreaksTheConnection() throws Exception {
    StreamedTorrent torrent = serveThree();
    torrent.isHeldBack = true;
    var response = sendLater(request(LONG_PATH));
    Waiting.until(() -> torrent.readings.size() == 1);
    onContext(() -> torrent.readings.get(0).give(1_000));
    onContext(() -> torrent.readings.get(0).fail("the disk is gone"));
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> response.get(60, TimeUnit.SECONDS));
    assertInstanceOf(IOException.class, failure.getCause());
    assertTrue(torrent.readings.get(0).isClosed);
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFor() throws Exception {
    long huge = 1L << 40;
    StreamedTorrent torrent =
        serve(StreamedTorrent.file(huge, "d", "huge"), StreamedTorrent.file(10, "d", "small"));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write("GET /0 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
      Waiting.until(() -> !torrent.readings.isEmpty());
      // What the sockets hold comes to some MiB; each answer lets the event loop go on meanwhile.
      long before = -1;
      for (int same = 0; same < 20; ) {
        assertEquals(10, send(request("/1")).body().length);
        long given = torrent.readings.get(0).bytesGiven.get();
        same = given == before ? same + 1 : 0;
        before = given;
        assertTrue(given < 256L << 20, given + " bytes were read for nobody");
      }
    }
    Waiting.until(() -> torrent.readings.get(0).isClosed);
  }

  @Test
  void partsThatAreReadAtOnceAreBounded() throws Exception {
    StreamedTorrent torrent = serveThree();
    torrent.isHeldBack = true;
    List<CompletableFuture<HttpResponse<byte[]>>> held = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      held.add(sendLater(request("/0")));
    }
    Waiting.until(() -> torrent.readings.size() == 32);
    HttpResponse<byte[]> refused = send(request("/0").header("Range", "bytes=1-2"));
    assertEquals(503, refused.statusCode());
    assertEquals("", header(refused, "Content-Range"));
    onContext(() -> torrent.readings.forEach(reading -> reading.give(10)));
    for (var one : held) {
      assertEquals(10, one.get(60, TimeUnit.SECONDS).body().length);
    }
    torrent.isHeldBack = false;
    assertEquals(200, send(request("/0")).statusCode());
  }

  @Test
  void aPortThatIsTakenIsToldInPlainWords() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      StreamServer second = new StreamServer(context, new StreamedTorrent());
      ExecutionException failure =
          assertThrows(
              ExecutionException.class,
              () -> Waiting.forResult(second.listen(taken.getLocalPort())));
      String words = String.valueOf(assertInstanceOf(IOException.class, failure.getCause()));
      assertTrue(words.contains("cannot stream on port " + taken.getLocalPort()), words);
    }
  }

  @Test
  void closingBreaksOffWhatIsSent() throws Exception {
    StreamedTorrent torrent = serveThree();
    torrent.isHeldBack = true;
    var response = sendLater(request("/1"));
    Waiting.until(() -> torrent.readings.size() == 1);
    closeServer();
    assertThrows(ExecutionException.class, () -> response.get(60, TimeUnit.SECONDS));
    Waiting.until(() -> torrent.readings.get(0).isClosed);
  }
}
