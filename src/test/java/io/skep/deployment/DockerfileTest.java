package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  static final String USER = "10001";
  static final String DATA = "/data";
  private static final String REHEARSAL = "io.skep.cli.Rehearsal";

  private static Set<String> words(String text) {
    return Set.of(text.split("\\s+", -1));
  }

  @Test
  void portsAreThoseOfTheContract() throws IOException {
    int tracker = OutsideContract.TRACKER_PORT;

    assertEquals(
        Set.of(tracker + "/tcp", tracker + "/udp", OutsideContract.CONSOLE_PORT + "/tcp"),
        words(Dockerfile.read().only("EXPOSE")));
  }

  @Test
  void runsAsANumberedUserWhoIsNotRoot() throws IOException {
    assertEquals(USER + ":" + USER, Dockerfile.read().only("USER"));
  }

  @Test
  void dataLiesInTheVolumeAndBelongsToTheUser() throws IOException {
    Dockerfile dockerfile = Dockerfile.read();
    int volume = dockerfile.steps().indexOf(new Dockerfile.Step("VOLUME", DATA));

    assertEquals(DATA, dockerfile.only("VOLUME"));
    assertTrue(words(dockerfile.only("ENV")).contains("SKEP_DATA_FOLDER=" + DATA));
    // A volume takes over what the folder is at that moment; a change after it is lost.
    assertTrue(
        dockerfile.steps().subList(0, volume).stream()
            .anyMatch(
                step ->
                    step.arguments()
                        .matches(
                            ".*install --directory --owner=%s --group=%s .* %s"
                                .formatted(USER, USER, DATA))));
  }

  @Test
  void theConsoleIsReachableFromOutsideTheContainer() throws IOException {
    assertTrue(words(Dockerfile.read().only("ENV")).contains("SKEP_CONSOLE_HOST=0.0.0.0"));
  }

  @Test
  void startsTheTrackerWithoutAShellBetween() throws IOException {
    Dockerfile dockerfile = Dockerfile.read();
    List<String> entrypoint = dockerfile.command("ENTRYPOINT");

    assertEquals("/opt/java/bin/java", entrypoint.get(0));
    assertEquals(
        List.of("-jar", "/app/skep.jar"),
        entrypoint.subList(entrypoint.size() - 2, entrypoint.size()));
    assertEquals(List.of("serve"), dockerfile.command("CMD"));
    assertTrue(
        dockerfile.all("COPY").contains("--from=build /build/target/skep.jar /app/skep.jar"));
  }

  /** A cache that was made elsewhere, or for another class path, would be left aside. */
  @Test
  void theStartUsesTheCacheThatTheImageHasMade() throws IOException {
    Dockerfile image = Dockerfile.read().finalStage();
    String made =
        image.all("RUN").stream()
            .filter(run -> run.contains("-XX:AOTCacheOutput="))
            .findFirst()
            .orElseThrow();

    assertTrue(image.command("ENTRYPOINT").contains("-XX:AOTCache=/app/skep.aot"));
    assertTrue(made.startsWith("/opt/java/bin/java -XX:AOTCacheOutput=/app/skep.aot "), made);
    assertTrue(made.contains(" -cp /app/skep.jar " + REHEARSAL + " "), made);
    assertTrue(
        Files.exists(
            OutsideContract.PROJECT.resolve(
                "src/main/java/" + REHEARSAL.replace('.', '/') + ".java")));
  }

  @Test
  void whatIsCopiedFromTheTreeIsNotIgnored() throws IOException {
    List<String> rules = Files.readAllLines(OutsideContract.PROJECT.resolve(".dockerignore"));
    Set<String> copied = new HashSet<>();
    for (String arguments : Dockerfile.read().all("COPY")) {
      if (!arguments.startsWith("--from")) {
        copied.add("!" + arguments.split(" ", -1)[0]);
      }
    }

    assertEquals(Set.of("!pom.xml", "!src/main"), copied);
    assertTrue(rules.contains("*"));
    assertEquals(
        copied, new HashSet<>(rules.stream().filter(rule -> rule.startsWith("!")).toList()));
  }

  /** The bytecode of Skep itself needs no module that the image's runtime lacks. */
  @Test
  void theRuntimeHasTheModulesThatTheCodeNeeds() throws IOException {
    StringWriter printed = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(printed),
                new PrintWriter(printed),
                "--multi-release",
                "17",
                "--ignore-missing-deps",
                "--print-module-deps",
                OutsideContract.PROJECT.resolve("target/classes").toString());
    assertEquals(0, exit, printed::toString);
    Set<String> needed = new HashSet<>(Arrays.asList(printed.toString().strip().split(",", -1)));

    assertTrue(needed.remove("java.base"), printed::toString);
    needed.removeAll(linkedModules());
    assertEquals(Set.of(), needed, "Add these to jlink's --add-modules in the Dockerfile");
  }

  private static Set<String> linkedModules() throws IOException {
    List<String> words =
        Dockerfile.read().all("RUN").stream()
            .filter(run -> run.startsWith("jlink "))
            .flatMap(run -> Arrays.stream(run.split("\\s+", -1)))
            .toList();
    return Set.of(words.get(words.indexOf("--add-modules") + 1).split(",", -1));
  }

  @Test
  void healthyWhileTheConsoleSaysThatItLives() throws Exception {
    BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    HttpServer console = console(200, asked);
    try {
      CommandLineTool.Answer answer = checkHealth(console.getAddress().getPort());

      assertEquals(0, answer.exit(), answer.printed());
      assertEquals(List.of("GET " + OutsideContract.LIVE), List.copyOf(asked));
    } finally {
      console.stop(0);
    }
  }

  @Test
  void unhealthyWhenTheConsoleSaysOtherwise() throws Exception {
    HttpServer console = console(503, new LinkedBlockingQueue<>());
    try {
      assertNotEquals(0, checkHealth(console.getAddress().getPort()).exit());
    } finally {
      console.stop(0);
    }
  }

  @Test
  void unhealthyWhenNobodyListens() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    assertNotEquals(0, checkHealth(port).exit());
  }

  @Test
  void unhealthyWhenTheConsoleHangs() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertNotEquals(0, checkHealth(silent.getLocalPort()).exit());
    }
  }

  @Test
  void healthIsAskedOnTheConsolesPortByDefault() throws IOException {
    String script = Dockerfile.read().command("HEALTHCHECK").get(2);

    assertTrue(script.contains("${SKEP_CONSOLE_PORT:-" + OutsideContract.CONSOLE_PORT + "}"));
  }

  private static HttpServer console(int status, BlockingQueue<String> asked) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static CommandLineTool.Answer checkHealth(int port) throws Exception {
    List<String> command = Dockerfile.read().command("HEALTHCHECK");
    assertEquals(List.of("/bin/bash", "-c"), command.subList(0, 2));
    return CommandLineTool.require(Path.of(command.get(0)).getFileName().toString())
        .ask(Map.of("SKEP_CONSOLE_PORT", Integer.toString(port)), "-c", command.get(2));
  }
}
