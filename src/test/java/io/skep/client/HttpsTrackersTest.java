package io.skep.client;

import static io.skep.client.Announces.STARTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.client.TrackerException.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpsTrackersTest {
  private static final Vertx VERTX = Vertx.vertx();

  private static JksOptions certificate = new JksOptions();

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.make(folder);
  }

  @AfterAll
  static void closeVertx() throws Exception {
    Waiting.forResult(VERTX.close());
  }

  @Test
  void aTrackerWhoseCertificateIsTrusted() throws Exception {
    assertEquals(
        60,
        Waiting.forResult(
                client(new HttpClientOptions().setTrustOptions(certificate))
                    .announce(tracker("").url("/announce"), STARTED))
            .interval());
  }

  @Test
  void aTrackerWhoseCertificateIsNot() throws Exception {
    HttpStub tracker = tracker("");
    TrackerException failure =
        Waiting.forFailure(
            client(new HttpClientOptions()).announce(tracker.url("/secret"), STARTED));
    assertEquals(Fault.UNREACHABLE, failure.fault());
    assertTrue(tracker.urls().isEmpty(), "nothing was told to a stranger");
  }

  @Test
  void noRedirectFromHttpsToHttp() throws Exception {
    TrackerException failure =
        Waiting.forFailure(
            client(new HttpClientOptions().setTrustOptions(certificate))
                .announce(tracker("http://127.0.0.1:1/announce").url("/announce"), STARTED));
    assertEquals(Fault.NONSENSE, failure.fault());
    assertTrue(
        failure.words().endsWith(" redirects to http://127.0.0.1:1, which is not followed"),
        failure::words);
  }

  /** A tracker that redirects, where it is told whither. */
  private static HttpStub tracker(String location) throws Exception {
    return new HttpStub(
        VERTX,
        "127.0.0.1",
        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate),
        request -> {
          if (location.isEmpty()) {
            request.response().end("d8:intervali60e5:peers0:e");
          } else {
            request.response().setStatusCode(302).putHeader("Location", location).end();
          }
        });
  }

  private static TrackerClient client(HttpClientOptions options) {
    return new TrackerClient(
        VERTX,
        new TrackerClientOptions(Duration.ofSeconds(50), UdpSchedule.STANDARD, 1_000),
        options,
        System::nanoTime);
  }
}
