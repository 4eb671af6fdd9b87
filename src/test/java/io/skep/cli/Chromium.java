package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Debian's browser, driven by Playwright, with what went wrong in its pages. */
final class Chromium implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MILLIS = 60_000;
  private static final int WIDE = 1280;

  private final Playwright playwright;
  private final Browser browser;
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final String axe;

  private Chromium(Playwright playwright, Browser browser, String axe) {
    this.playwright = playwright;
    this.browser = browser;
    this.axe = axe;
  }

  /** Starts it; skips the test where there is none, or in CI fails it. */
  static Chromium start() throws IOException {
    Optional<Path> program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    String missing = "chromium is not installed: apt-get install chromium";
    if ("true".equals(System.getenv("CI"))) {
      assertTrue(program.isPresent(), missing);
    }
    assumeTrue(program.isPresent(), missing);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.orElseThrow())
                    .setTimeout(2 * PATIENCE_MILLIS)
                    // Root has no sandbox, and what the browser asks its maker's hosts fails here.
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Chromium(playwright, browser, script());
  }

  private static String script() throws IOException {
    try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A browser of somebody else's, with no cookies. */
  Page somebody() {
    return somebody(WIDE, ColorScheme.LIGHT);
  }

  Page somebody(int width, ColorScheme scheme) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setPermissions(List.of("clipboard-read", "clipboard-write"))
                .setAcceptDownloads(true));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    Page page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          // An answer that is a refusal is told of too, and many are asked for here.
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add(message.text());
          }
        });
    page.onDialog(
        dialog -> {
          complaints.add("a script of a stranger's spoke: " + dialog.message());
          dialog.dismiss();
        });
    return page;
  }

  /** Opens a page, keeps a picture of it, and fails where not everybody could use it. */
  void look(Page page, String address, String title, String name) {
    page.navigate(address);
    ConsolePeople.heading(page, title).first().waitFor();
    PlaywrightAssertions.assertThat(page.locator(".waiting")).hasCount(0);
    assertEquals(List.of(), page.locator("main .failure").allTextContents(), name);
    picture(page, name);
    assertAccessible(page, name);
    assertFits(page, name);
  }

  /** What the pages complained of, such as what the policy refused. */
  void assertContent() {
    assertEquals(List.of(), List.copyOf(complaints));
  }

  /** Fails where axe-core finds anything serious or critical. */
  void assertAccessible(Page page, String name) {
    page.evaluate(axe);
    Object found =
        page.evaluate(
            "async () => (await axe.run()).violations"
                + ".filter((one) => one.impact === 'serious' || one.impact === 'critical')"
                + ".map((one) => `${one.id}: ${one.nodes[0].html}`)");
    assertEquals(List.of(), found, name);
  }

  /** Fails where the page has to be scrolled sideways. */
  static void assertFits(Page page, String name) {
    Object over =
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth > 0");
    assertEquals(false, over, name + " is wider than the window");
  }

  /** Keeps a picture of the page under {@code target}. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
