package io.skep.interop;

import io.skep.cli.AdminApi;
import java.io.Closeable;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A private tracker that runs as a process of its own, with its administrator's API. */
final class PrivateTrackerUnderTest implements Closeable {
  private final LocalProcess process;
  private final AdminApi api;

  private PrivateTrackerUnderTest(LocalProcess process, AdminApi api) {
    this.process = process;
    this.api = api;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param publicUrls what users are given
   * @param settings more settings, {@code key=value}
   */
  static PrivateTrackerUnderTest start(
      TrackerUnderTest.Ports ports,
      List<String> publicUrls,
      Path folder,
      String name,
      List<String> settings)
      throws IOException {
    Path data = folder.resolve("tracker");
    List<String> arguments = new ArrayList<>(List.of("serve"));
    List<String> all =
        new ArrayList<>(
            List.of(
                "tracker.http.port=" + ports.http(),
                "tracker.udp.port=" + ports.udp(),
                "console.port=" + ports.console(),
                "tracker.public-urls=" + String.join(",", publicUrls),
                "data.folder=" + data));
    all.addAll(settings);
    for (String setting : all) {
      arguments.addAll(List.of("--set", setting));
    }
    LocalProcess process =
        LocalProcess.start("tracker", folder, name + "-tracker.log", SkepCommand.line(arguments));
    try {
      Poll.until(
          () -> {
            process.requireAlive();
            return isReady(ports.console());
          },
          () -> "not ready\n" + process.shown());
      return new PrivateTrackerUnderTest(process, new AdminApi(ports.console(), data));
    } catch (AssertionError | IOException e) {
      process.close();
      throw e;
    }
  }

  private static boolean isReady(int console) {
    try {
      URI ready = URI.create("http://127.0.0.1:" + console + "/health/ready");
      return ((HttpURLConnection) ready.toURL().openConnection()).getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  AdminApi api() {
    return api;
  }

  String shown() {
    return process.shown();
  }

  @Override
  public void close() {
    process.close();
  }
}
