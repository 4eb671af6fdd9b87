package io.skep.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} where more connect than the system lets it have open files. */
@EnabledOnOs(OS.LINUX)
class ExhaustedDescriptorsTest {
  private static final int SPARE = 20;

  @Test
  void itSaysSoAndGoesOnWhenOthersHaveLeft(@TempDir Path folder) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "tracker.mode=open",
            "tracker.http.host=127.0.0.1",
            "tracker.http.port=0",
            "tracker.udp.enabled=false",
            "console.enabled=false",
            "tracker.event-loops=1")) {
      arguments.addAll(List.of("--set", setting));
    }
    try (SkepProcess skep = SkepProcess.start(folder, Map.of(), arguments)) {
      skep.awaitStart();
      int port = skep.port("http://127.0.0.1");
      // What it needs for an answer has to be loaded while files can be opened.
      assertEquals("H", begin(port));
      setDescriptors(skep.pid(), highest(skep.pid()) + SPARE);
      List<Socket> crowd = new ArrayList<>();
      try {
        for (int i = 0; i < 2 * SPARE; i++) {
          Socket socket = new Socket("127.0.0.1", port);
          crowd.add(socket);
          socket.getOutputStream().write('G');
        }
        skep.await(() -> skep.err().contains("connections over HTTP have to wait"));
      } finally {
        for (Socket socket : crowd) {
          socket.close();
        }
      }
      assertEquals("H", begin(port));
    }
  }

  /** The first character of the answer to a page. */
  private static String begin(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
      return "" + (char) socket.getInputStream().read();
    }
  }

  private static int highest(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", "" + pid, "fd"))) {
      return open.mapToInt(path -> Integer.parseInt(path.getFileName().toString()))
          .max()
          .orElseThrow();
    }
  }

  private static void setDescriptors(long pid, int limit) throws Exception {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid", "" + pid, "--nofile=" + limit + ":" + limit)
            .inheritIO()
            .start();
    assertEquals(0, prlimit.waitFor());
  }
}
