package io.skep.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.skep.cli.ConsolePeople.link;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console of a tracker that is open to everybody: nobody signs in, and all is to be seen. */
@Timeout(300)
class ConsoleOpenPagesTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

  private final Path folder;

  ConsoleOpenPagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyPageIsThereWithoutSigningIn() throws Exception {
    try (Chromium chromium = Chromium.start();
        SkepProcess skep = SkepProcess.start(folder, Map.of(), arguments())) {
      skep.awaitStart();
      announce("http://127.0.0.1:" + skep.port("announce +http://[^/:]+"));
      String console = "http://127.0.0.1:" + skep.port("console +http://127.0.0.1") + "/#/";
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        Page page = chromium.somebody(scheme == ColorScheme.LIGHT ? 1280 : 360, scheme);
        String manner = scheme == ColorScheme.LIGHT ? "-light-wide" : "-dark-narrow";
        chromium.look(page, console, "Overview", "open-overview" + manner);
        chromium.look(page, console + "map", "Map", "open-map" + manner);
        chromium.look(page, console + "swarms/" + HASH, "Swarm", "open-swarm" + manner);
        assertThat(page.locator("main")).containsText("127.0.0.1:6881");
        chromium.look(page, console + "swarms", "Swarms", "open-swarms" + manner);
        assertThat(link(page, HASH)).isVisible();
        assertThat(link(page, "My account")).hasCount(0);
      }
      chromium.assertContent();
    }
  }

  /** A browser has six connections to a host: six tabs that listen leave none for the seventh. */
  @Test
  void whoIsNotLookedAtDoesNotListen() throws Exception {
    try (Chromium chromium = Chromium.start();
        SkepProcess skep = SkepProcess.start(folder, Map.of(), arguments())) {
      skep.awaitStart();
      String console = "http://127.0.0.1:" + skep.port("console +http://127.0.0.1") + "/#/";
      Page page = chromium.somebody(1280, ColorScheme.LIGHT);
      page.navigate(console);
      assertThat(page.locator(".live")).containsText("live");
      assertThat(page.locator(".bars")).containsText("32.0 MiB");

      look(page, false);
      assertThat(page.locator(".live")).containsText("waiting");
      look(page, true);
      assertThat(page.locator(".live")).containsText("live");

      page.navigate(console + "nowhere");
      assertThat(page).hasTitle("Nothing to see – Skep");
    }
  }

  private static void look(Page page, boolean seen) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true"
            + " }); document.dispatchEvent(new Event('visibilitychange')); }",
        !seen);
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("serve"));
    for (String setting :
        List.of(
            "tracker.mode=open",
            "tracker.http.port=0",
            "tracker.udp.port=0",
            "console.port=0",
            "data.folder=" + folder.resolve("data"))) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }

  private static void announce(String tracker) throws Exception {
    String asked =
        tracker
            + "/announce?info_hash="
            + HASH.replaceAll("(..)", "%$1")
            + "&peer_id=-SB0100-000000000001&port=6881&compact=1&left=0";
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(asked)).build(),
            HttpResponse.BodyHandlers.discarding());
  }
}
