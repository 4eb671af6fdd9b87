package io.skep.interop;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Transmission's daemon, told over RPC what to do. */
final class Transmission implements RealClient {
  private static final String SESSION_HEADER = "X-Transmission-Session-Id";
  private static final int SESSION_EXPECTED = 409;
  private static final int ENCRYPTION_PREFERRED = 1;
  private static final int ENCRYPTION_REQUIRED = 2;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final LocalProcess process;
  private final URI rpc;

  private Transmission(LocalProcess process, URI rpc) {
    this.process = process;
    this.rpc = rpc;
  }

  static Transmission start(Assignment assignment) throws IOException {
    int rpcPort = Loopback.freePort("127.0.0.1");
    Path settings = assignment.folder().resolve("settings");
    Files.createDirectories(settings);
    Files.writeString(settings.resolve("settings.json"), settings(assignment, rpcPort));
    List<String> command =
        List.of(
            "transmission-daemon",
            "--foreground",
            "--log-debug",
            "--config-dir",
            settings.toString());
    LocalProcess process =
        LocalProcess.start("transmission", assignment.folder(), assignment.log(), command);
    Transmission client =
        new Transmission(process, URI.create("http://127.0.0.1:" + rpcPort + "/transmission/rpc"));
    try {
      client.add(assignment);
      return client;
    } catch (AssertionError e) {
      client.close();
      throw e;
    }
  }

  private static String settings(Assignment assignment, int rpcPort) {
    return """
    {
      "bind-address-ipv4": "%s",
      "bind-address-ipv6": "::1",
      "peer-port": %d,
      "dht-enabled": false,
      "lpd-enabled": false,
      "pex-enabled": false,
      "utp-enabled": false,
      "port-forwarding-enabled": false,
      "preallocation": 0,
      "rpc-bind-address": "127.0.0.1",
      "rpc-port": %d,
      "rpc-whitelist-enabled": false,
      "speed-limit-up": %d,
      "speed-limit-up-enabled": %b,
      "encryption": %d
    }
    """
        .formatted(
            assignment.address(),
            assignment.port(),
            rpcPort,
            assignment.manner().uploadKibPerSecond(),
            assignment.manner().uploadKibPerSecond() > 0,
            assignment.manner().encrypted() ? ENCRYPTION_REQUIRED : ENCRYPTION_PREFERRED);
  }

  private void add(Assignment assignment) {
    String arguments =
        "{\"filename\": \"%s\", \"download-dir\": \"%s\"}"
            .formatted(assignment.source(), assignment.downloads());
    Poll.until(
        () -> {
          requireAlive();
          return tell("torrent-add", arguments);
        },
        () -> "Transmission takes no torrent\n" + shown());
  }

  /** Answers whether the daemon did it; one that is still starting did not. */
  private boolean tell(String method, String arguments) {
    String body = "{\"method\": \"%s\", \"arguments\": %s}".formatted(method, arguments);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(rpc)
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() == SESSION_EXPECTED) {
        String session = response.headers().firstValue(SESSION_HEADER).orElseThrow();
        response = send(request.header(SESSION_HEADER, session));
      }
      return response.statusCode() == 200
          && response.body().replace(" ", "").contains("\"result\":\"success\"");
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while telling Transmission");
    }
  }

  @Override
  public void requireAlive() {
    process.requireAlive();
  }

  /** By RPC: a daemon that ends with a torrent running doesn't wait for its last announce. */
  @Override
  public void leave() {
    if (!tell("torrent-stop", "{}")) {
      throw new AssertionError("Transmission does not stop its torrent\n" + shown());
    }
  }

  @Override
  public String shown() {
    return process.shown();
  }

  @Override
  public void close() {
    process.close();
  }
}
