package io.skep.cli;

import io.skep.server.HttpSettings;
import io.skep.server.TrackerServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** Gives the HTTP server its certificate anew when the files have changed. */
final class CertificateWatch {
  private static final Logger LOG = System.getLogger(CertificateWatch.class.getName());

  private final Vertx vertx;
  private final RecurringWarning warning = new RecurringWarning(LOG);
  private final TrackerOptions options;
  private final TrackerServer server;
  private List<FileTime> times;

  private CertificateWatch(
      Vertx vertx, TrackerOptions options, TrackerServer server, List<FileTime> times) {
    this.vertx = vertx;
    this.options = options;
    this.server = server;
    this.times = times;
  }

  /** Watches, where there is a certificate. */
  static void start(Vertx vertx, TrackerOptions options, TrackerServer server)
      throws ConfigurationException {
    if (!options.hasTls()) {
      return;
    }
    try {
      CertificateWatch watch = new CertificateWatch(vertx, options, server, times(options));
      vertx.setPeriodic(options.tlsReloadMillis(), timer -> watch.look());
    } catch (IOException e) {
      throw new ConfigurationException("the certificate's files can't be read: " + e);
    }
  }

  private static List<FileTime> times(TrackerOptions options) throws IOException {
    return List.of(
        Files.getLastModifiedTime(Path.of(options.tlsCertificate())),
        Files.getLastModifiedTime(Path.of(options.tlsKey())));
  }

  private void look() {
    vertx
        .executeBlocking(() -> times(options))
        .compose(found -> found.equals(times) ? Future.succeededFuture() : renew(found))
        .onSuccess(looked -> warning.gone())
        .onFailure(cause -> warning.found("the old certificate holds: " + cause.getMessage()));
  }

  private Future<Void> renew(List<FileTime> found) {
    HttpSettings settings = options.http();
    if (settings == null) {
      return Future.succeededFuture();
    }
    return server
        .renewCertificate(settings)
        .onSuccess(
            renewed -> {
              times = found;
              LOG.log(Level.INFO, "new connections get the certificate that is there now");
            });
  }
}
