package io.skep.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A folder with a certificate that signs itself, made by openssl, and clients that take it. */
final class Certificates {
  private final Path certificate;
  private final Path key;

  Certificates(Path folder) {
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
  }

  /** Makes a fresh key and a certificate of this name, in place of those that are there. */
  void make(String name) throws Exception {
    List<String> command =
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + name,
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString());
    Process openssl;
    try {
      openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail("openssl is not installed", e);
      }
      assumeTrue(false, "skipped: openssl is not installed");
      return;
    }
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!openssl.waitFor(20, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
      openssl.destroyForcibly();
      fail("openssl made no certificate: " + said);
    }
  }

  /** Writes what is no certificate over the one that is there. */
  void spoil() throws IOException {
    Files.writeString(certificate, "no certificate\n");
  }

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().addCertPath(certificate.toString()).addKeyPath(key.toString());
  }

  /** A client that takes any certificate, and remembers which. */
  static RawHttp connect(int port) throws Exception {
    return new RawHttp(open(port));
  }

  private static Socket open(int port) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TakesAll()}, new SecureRandom());
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setSoTimeout(20_000);
    socket.startHandshake();
    return socket;
  }

  /** The name in the certificate that the tracker has shown. */
  static String name(RawHttp client) throws Exception {
    SSLSocket socket = (SSLSocket) client.socket();
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  private static final class TakesAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
