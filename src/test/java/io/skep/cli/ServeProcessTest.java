package io.skep.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} as an operator runs it. */
@DisabledOnOs(OS.WINDOWS)
class ServeProcessTest {
  private static final String ANNOUNCE =
      "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-TR3000-aaaaaaaaaaaa&port=6881&left=1";

  private final Path folder;

  ServeProcessTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private SkepProcess serve(String... settings) {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "tracker.mode=open",
            "tracker.http.host=127.0.0.1",
            "tracker.http.port=0",
            "tracker.udp.host=127.0.0.1",
            "tracker.udp.port=0",
            "console.port=0",
            "tracker.event-loops=2")) {
      arguments.addAll(List.of("--set", setting));
    }
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return SkepProcess.start(folder, Map.of(), arguments);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(ISO_8859_1));
  }

  @Test
  void itSaysWhereItListensInWhichModeAndWhereItsDataIs() throws Exception {
    try (SkepProcess skep = serve("data.folder=data/of/skep")) {
      skep.awaitStart();

      String out = skep.out();
      assertTrue(out.matches("(?s)Skep \\S+ is running, mode open\\.\n.*"), out);
      assertTrue(out.contains(folder.toRealPath().resolve("data/of/skep").toString()), out);
      assertTrue(Files.isDirectory(folder.resolve("data/of/skep")));
      assertTrue(get(skep.port("http://127.0.0.1"), ANNOUNCE).body().contains("8:intervali1800e"));
      int console = skep.port("console +http://127.0.0.1");
      assertEquals(200, get(console, "/health/ready").statusCode());
      assertTrue(get(console, "/metrics").body().contains("skep_torrents 1.0"));
      assertTrue(answersConnect(skep.port("udp://127.0.0.1")));
      assertEquals("", skep.err());
    }
  }

  /** A connect of BEP 15, repeated as BEP 15 says where no answer comes. */
  private static boolean answersConnect(int port) throws IOException {
    byte[] connect = {0, 0, 4, 0x17, 0x27, 0x10, 0x19, (byte) 0x80, 0, 0, 0, 0, 1, 2, 3, 4};
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
      socket.setSoTimeout(1000);
      for (int attempt = 0; attempt < 15; attempt++) {
        socket.send(new java.net.DatagramPacket(connect, connect.length, loopback, port));
        java.net.DatagramPacket answer = new java.net.DatagramPacket(new byte[64], 64);
        try {
          socket.receive(answer);
          return answer.getLength() == 16 && answer.getData()[7] == 4;
        } catch (java.net.SocketTimeoutException e) {
          // UDP loses packets; the next one may get there.
        }
      }
      return false;
    }
  }

  @Test
  void theEnvironmentAndAFileConfigureIt() throws Exception {
    Files.writeString(
        folder.resolve("skep.yaml"),
        """
        data: {folder: elsewhere}
        tracker:
          mode: open
          http: {host: 127.0.0.1, port: 0}
          udp: {enabled: false}
        console:
          port: 6970
        """);
    Map<String, String> environment =
        Map.of("SKEP_CONSOLE_ENABLED", "false", "SKEP_SERVICE_HOST", "10.0.0.1");

    try (SkepProcess skep =
        SkepProcess.start(folder, environment, List.of("serve", "--config", "skep.yaml"))) {
      skep.awaitStart();
      assertTrue(skep.out().contains("elsewhere"), skep.out());
      assertFalse(skep.out().contains("udp://"), skep.out());
      assertFalse(skep.out().contains("console"), skep.out());
      assertEquals(200, get(skep.port("http://127.0.0.1"), "/").statusCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalStopsItCleanly(String signal) throws Exception {
    try (SkepProcess skep = serve()) {
      skep.awaitStart();
      int http = skep.port("http://127.0.0.1");
      int udp = skep.port("udp://127.0.0.1");
      int console = skep.port("console +http://127.0.0.1");
      try (Socket idle = new Socket("127.0.0.1", http)) {
        idle.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
        assertEquals('H', idle.getInputStream().read(), "it is let in");
        skep.signal(signal);

        // This ends when the idle connection is closed.
        String page = new String(idle.getInputStream().readAllBytes(), US_ASCII);
        assertTrue(page.endsWith("totals at /stats.json\n"), page);
        assertEquals(0, skep.exitCode());
      }
      assertEquals("", skep.err());
      assertFree(http, udp, console);
    }
  }

  private static void assertFree(int http, int udp, int console) throws IOException {
    for (int port : new int[] {http, console}) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        assertTrue(socket.isBound());
      }
    }
    try (DatagramSocket socket = new DatagramSocket(udp, InetAddress.getLoopbackAddress())) {
      assertTrue(socket.isBound());
    }
  }

  /**
   * A full scrape is the longest answer there is. This one is longer than what the kernel keeps for
   * a client that doesn't read, so that most of it is still with us when the signal comes.
   */
  @Test
  void anAnswerThatIsUnderWayFinishes() throws Exception {
    int swarms = 50_000;
    try (SkepProcess skep =
            serve(
                "tracker.http.scrape.full=true",
                "tracker.accounting=false",
                "tracker.swarms.max-peers=2000000");
        Socket slow = new Socket()) {
      skep.awaitStart();
      int port = skep.port("http://127.0.0.1");
      announce(port, swarms);
      slow.setReceiveBufferSize(4096);
      slow.connect(new InetSocketAddress("127.0.0.1", port));
      slow.getOutputStream().write("GET /scrape HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      String begin = "" + (char) slow.getInputStream().read();
      skep.signal("TERM");
      // From here on nobody is let in: it has begun to stop.
      skep.await(() -> isRefused(port));

      String answer = begin + new String(slow.getInputStream().readAllBytes(), ISO_8859_1);
      assertEquals(swarms, answer.split("8:completei0e", -1).length - 1);
      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer.substring(0, 100));
      assertEquals(0, skep.exitCode());
      assertEquals("", skep.err());
    }
  }

  private static boolean isRefused(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  /** One announce for each of so many torrents, all in a row on one connection. */
  private static void announce(int port, int torrents) throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      Future<?> written = writer.submit(() -> writeAnnounces(socket, torrents));
      String answers = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      written.get(60, TimeUnit.SECONDS);
      assertEquals(torrents, answers.split("10:incompletei1e", -1).length - 1);
    } finally {
      writer.shutdownNow();
    }
  }

  private static boolean writeAnnounces(Socket socket, int torrents) throws IOException {
    Writer out =
        new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), US_ASCII), 1 << 16);
    for (int i = 0; i < torrents; i++) {
      String infoHash = String.format(Locale.ROOT, "%020d", i * 7919L);
      out.write("GET " + ANNOUNCE.replace("aaaaaaaaaaaaaaaaaaaa", infoHash) + " HTTP/1.1\r\n");
      out.write("Host: x\r\n" + (i == torrents - 1 ? "Connection: close\r\n\r\n" : "\r\n"));
    }
    out.flush();
    return true;
  }

  @Test
  void aTcpPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      String why = " port " + port + ": another process has the port";

      assertFails("can't listen on TCP 127.0.0.1" + why, "tracker.http.port=" + port);
      assertFails("can't listen on TCP 127.0.0.1" + why, "console.port=" + port);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aUdpPortThatIsTakenIsNamed(int eventLoops) throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertFails(
          "can't listen on UDP 127.0.0.1 port " + port + ": another process has the port",
          "tracker.udp.port=" + port,
          "tracker.event-loops=" + eventLoops);
    }
  }

  /** The kernel would let both have it, and each would get some of the other's packets. */
  @Test
  void aUdpPortThatAnotherSkepSharesAmongItsLoopsIsTaken() throws Exception {
    try (SkepProcess first = serve()) {
      first.awaitStart();
      int port = first.port("udp://127.0.0.1");

      assertFails(
          "can't listen on UDP 127.0.0.1 port " + port + ": another process has the port",
          "data.folder=second",
          "tracker.udp.port=" + port);
      assertTrue(answersConnect(port), "the first goes on");
    }
  }

  private void assertFails(String message, String... settings) throws IOException {
    try (SkepProcess skep = serve(settings)) {
      assertEquals(1, skep.exitCode());
      assertEquals("skep: " + message + "\n", skep.err());
      assertEquals("", skep.out());
    }
  }

  @Test
  void anAddressThatIsNotOursIsNamed() throws Exception {
    try (SkepProcess skep = serve("tracker.http.host=192.0.2.1", "tracker.http.port=6969")) {
      assertEquals(1, skep.exitCode());
      assertTrue(
          skep.err().startsWith("skep: can't listen on TCP 192.0.2.1 port 6969: "), skep.err());
      assertEquals(1, skep.err().lines().count(), skep.err());
    }
  }

  @Test
  void aDataFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertFails("data.folder file is a file and no folder", "data.folder=" + file.getFileName());
    assertFails("data.folder file/below can't be made: Not a directory", "data.folder=file/below");
  }

  @Test
  void aDataFolderIsServedByOne() throws Exception {
    String words = "another Skep serves from %s already (process %d)";
    try (SkepProcess skep = serve()) {
      skep.awaitStart();
      assertFails(words.formatted(folder.toRealPath().resolve("data"), skep.pid()));
      assertEquals(200, get(skep.port("console +http://127.0.0.1"), "/health/ready").statusCode());
    }
    // Killed, it is in nobody's way.
    try (SkepProcess skep = serve()) {
      skep.awaitStart();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --config none.yaml | 1 | skep: can't read the configuration none.yaml: there is no"
            + " such file",
        "swarm | 2 | skep: Unmatched argument at index 0: 'swarm'",
      })
  void aMistakeIsOneLine(String command, int code, String line) {
    try (SkepProcess skep = SkepProcess.start(folder, Map.of(), List.of(command.split(" ", -1)))) {
      assertEquals(code, skep.exitCode());
      assertEquals(line, skep.err().lines().findFirst().orElse(""));
      assertFalse(skep.err().contains("\tat "), skep.err());
    }
  }

  @Test
  void aCertificateThatIsNoneIsOneLine() throws IOException {
    Files.writeString(folder.resolve("cert.pem"), "nothing\n");
    Files.writeString(folder.resolve("key.pem"), "nothing\n");
    try (SkepProcess skep =
        serve("tracker.http.tls.certificate=cert.pem", "tracker.http.tls.key=key.pem")) {
      assertEquals(1, skep.exitCode());
      assertEquals(1, skep.err().lines().count(), skep.err());
      assertTrue(skep.err().startsWith("skep: "), skep.err());
    }
  }
}
