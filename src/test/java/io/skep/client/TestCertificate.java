package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.net.JksOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A certificate of 127.0.0.1 that is signed by itself. */
final class TestCertificate {
  private static final String PASSWORD = "only-for-this-test";

  private TestCertificate() {}

  static JksOptions make(Path folder) throws Exception {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Path store = folder.resolve("store");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    return new JksOptions().setPath(store.toString()).setPassword(PASSWORD);
  }
}
