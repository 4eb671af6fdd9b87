package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NextCommandTest {
  private static final Path HERE = Path.of("/home/you/skep");
  private static final Path USUAL = HERE.resolve("data/admin-token");
  private static final String BEGINNING = "Next, in another terminal: java -jar ";

  private static String next(String classPath, Path tokenFile, String host, int port) {
    return new NextCommand(classPath, HERE).registering(tokenFile, host, port);
  }

  @Test
  void whatIsAsUsualIsNotSaid() {
    String command = BEGINNING + "target/skep.jar torrent add FILE.torrent";
    assertEquals(command, next("target/skep.jar", USUAL, "127.0.0.1", 6970));
    assertEquals(command, next("target/skep.jar", USUAL, "0.0.0.0", 6970));
    assertEquals(command, next("target/classes:/m2/vertx.jar", USUAL, "127.0.0.1", 6970));
  }

  @Test
  void whatIsElsewhereIsSaid() {
    assertEquals(
        BEGINNING + "skep.jar torrent add FILE.torrent --api http://127.0.0.1:7000",
        next("skep.jar", USUAL, "127.0.0.1", 7000));
    assertEquals(
        BEGINNING + "skep.jar torrent add FILE.torrent --api 'http://[fd00::1]:6970'",
        next("skep.jar", USUAL, "fd00::1", 6970));
    assertEquals(
        BEGINNING + "/app/skep.jar torrent add FILE.torrent --token-file /data/admin-token",
        next("/app/skep.jar", Path.of("/data/admin-token"), "::", 6970));
    assertEquals(
        BEGINNING
            + "/opt/skep.jar torrent add FILE.torrent --token-file /home/you/skep/data/admin-token",
        next("/opt/skep.jar", USUAL, "127.0.0.1", 6970),
        "in another folder there is no data/admin-token");
    assertEquals(
        BEGINNING + "'my jars/skep.jar' torrent add FILE.torrent --token-file '/it'\\''s/t'",
        next("my jars/skep.jar", Path.of("/it's/t"), "127.0.0.1", 6970));
  }

  @Test
  void withoutAConsoleThereIsNoApi() {
    assertEquals(
        "Next: start it with the console (console.enabled), which registers torrents",
        next("skep.jar", USUAL, "127.0.0.1", 0));
  }
}
