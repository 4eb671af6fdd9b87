package io.skep.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.skep.cli.ConsolePeople.button;
import static io.skep.cli.ConsolePeople.heading;
import static io.skep.cli.ConsolePeople.link;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.skep.client.Transfer;
import io.skep.console.QrReader;
import io.skep.metainfo.Metainfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console as people use it: in a browser, against a tracker that runs. */
@Timeout(600)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class ConsolePagesTest {
  private static final int NARROW = 360;
  private static final int WIDE = 1280;
  private static final int CONTENT = 1 << 20;
  private static final String WITHOUT_FILE = String.format("%040x", 1);

  /** Every page of an administrator, by its address and its heading. */
  private static final Map<String, String> PAGES =
      Map.ofEntries(
          Map.entry("", "Overview"),
          Map.entry("torrents", "Torrents"),
          Map.entry("map", "Map"),
          Map.entry("account", "My account"),
          Map.entry("invitations", "Invitations"),
          Map.entry("users", "Users"),
          Map.entry("multipliers", "Multipliers"),
          Map.entry("findings", "Findings"),
          Map.entry("rules", "Rules"),
          Map.entry("tokens", "API tokens"),
          Map.entry("audit", "Audit log"),
          Map.entry("configuration", "Configuration"));

  @TempDir Path folder;
  private Chromium chromium;
  private SkepProcess skep;
  private AdminApi api;
  private ConsolePeople people;

  @BeforeEach
  void start() throws Exception {
    chromium = Chromium.start();
    LedgerProcess tracker = new LedgerProcess(folder, Map.of());
    skep = tracker.serve();
    api = tracker.api(skep);
    String console = "http://127.0.0.1:" + skep.port("console +http://127.0.0.1");
    people = new ConsolePeople(console, api);
  }

  @AfterEach
  void stop() {
    if (skep != null) {
      skep.close();
    }
    chromium.close();
  }

  @Test
  void fromTheFirstLinkToARatioThatMoves() throws Exception {
    String welcome =
        skep.out().lines().filter(line -> line.contains("#/welcome")).findFirst().orElseThrow();
    Page boss = chromium.somebody();
    ConsolePeople.becomeFirstAdministrator(boss, welcome.strip(), "boss");
    assertThat(boss.locator(".live")).containsText("live");

    people.open(boss, "torrents");
    assertThat(boss.locator(".empty")).containsText("No torrents yet");
    TestTorrent torrent =
        TestTorrent.make(folder, "film.bin", CONTENT, "http://127.0.0.1:1/announce");
    ConsolePeople.drop(boss, torrent.file());
    assertThat(boss.locator(".uploads")).containsText("added");
    boss.locator("tbody").getByText("film.bin").click();
    heading(boss, "film.bin").waitFor();
    byte[] forBoss = ConsolePeople.download(boss);
    button(boss, "Copy magnet").click();
    assertThat(boss.locator(".toast")).containsText("Copy magnet: done");
    Object magnet = boss.evaluate("() => navigator.clipboard.readText()");
    assertTrue(magnet.toString().startsWith("magnet:?xt=urn:btih:"), magnet.toString());

    people.open(boss, "invitations");
    button(boss, "Invite somebody").click();
    String invitation = boss.locator("dialog code").textContent();
    button(boss, "Done").click();
    Page bob = chromium.somebody();
    ConsolePeople.join(bob, invitation, "bob");
    people.open(bob, "torrents");
    bob.locator("tbody").getByText("film.bin").click();
    heading(bob, "film.bin").waitFor();
    assertThat(button(bob, "Delete")).hasCount(0);
    byte[] forBob = ConsolePeople.download(bob);

    people.open(boss, "account");
    people.open(bob, "account");
    assertThat(bob.locator(".gauge .big")).hasText("–");
    boss.evaluate("() => { window.stays = true; }");
    bob.evaluate("() => { window.stays = true; }");
    Chromium.picture(bob, "account-before");
    transfer(torrent, forBoss, forBob);
    assertThat(bob.locator(".gauge .big")).containsText("0.00");
    assertThat(bob.locator(".facts").first()).containsText("1.00 MiB");
    assertThat(boss.locator(".gauge .big")).containsText("∞");
    assertThat(boss.locator(".facts").first()).containsText("1.00 MiB");
    assertEquals(true, bob.evaluate("() => window.stays"), "it moved without being loaded again");
    assertEquals(true, boss.evaluate("() => window.stays"), "it moved without being loaded again");
    Chromium.picture(bob, "account-after");
    chromium.assertContent();
  }

  /** One gives the whole content, the other takes it; both tell the tracker. */
  private void transfer(TestTorrent torrent, byte[] forSeed, byte[] forLeecher) throws Exception {
    torrent.putInto(folder.resolve("seed"));
    Vertx vertx = Vertx.vertx();
    try {
      Transfer seed =
          Transfer.builder(vertx)
              .torrent(Metainfo.read(forSeed))
              .folder(folder.resolve("seed"))
              .seedOnly(true)
              .listen("127.0.0.2", 0)
              .build();
      Transfer leecher =
          Transfer.builder(vertx)
              .torrent(Metainfo.read(forLeecher))
              .folder(folder.resolve("leech"))
              .listen("127.0.0.3", 0)
              .build();
      await(seed.start());
      await(seed.completed());
      await(leecher.start());
      await(leecher.completed());
      await(leecher.stop());
      await(seed.stop());
      assertEquals(
          -1,
          Files.mismatch(
              folder.resolve("seed").resolve(torrent.name()),
              folder.resolve("leech").resolve(torrent.name())));
    } finally {
      await(vertx.close());
    }
  }

  private static <T> void await(Future<T> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Test
  void aNewPasskeyEndsTheOldOne() throws Exception {
    Page page = chromium.somebody();
    people.arrive(page, "alice", "member");
    String hash = "0123456789abcdef0123456789abcdef01234567";
    api.post("/torrents", new JsonObject().put("info_hash", hash).put("name", "film"));
    people.open(page, "account");
    String old = ConsolePeople.announceUrls(page).get(0);
    assertFalse(announce(old, hash, "&left=0").contains("failure reason"));

    button(page, "New passkey").click();
    button(page, "Make a new passkey").click();
    assertThat(heading(page, "Your new passkey")).isVisible();
    String fresh = page.locator("dialog code").first().textContent();
    assertFalse(fresh.equals(old));
    String answer = announce(old, hash, "&left=0");
    assertTrue(answer.contains("failure reason") && answer.contains("passkey"), answer);
    assertFalse(announce(fresh, hash, "&left=0").contains("failure reason"));
    button(page, "Done").click();
    assertEquals(fresh, page.locator("details code").first().textContent());
    chromium.assertContent();
  }

  private static String announce(String url, String hash, String more) throws Exception {
    String asked =
        url
            + "?info_hash="
            + hash.replaceAll("(..)", "%$1")
            + "&peer_id=-SB0100-000000000001&port=6881&compact=1&key=1"
            + more;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(asked)).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
        .body();
  }

  @Test
  void theDoorOpensToThePasswordAlone() throws Exception {
    Page page = chromium.somebody();
    people.arrive(page, "alice", "member");
    assertThat(link(page, "Users")).hasCount(0);
    people.open(page, "users");
    assertThat(page.locator(".failure")).containsText("those who run the site");

    button(page, "Sign out").click();
    heading(page, "Sign in").waitFor();
    people.open(page, "account");
    heading(page, "Sign in").waitFor();
    ConsolePeople.signIn(page, "alice", "not the password");
    assertThat(page.locator(".failure")).isVisible();
    Chromium.picture(page, "sign-in-refused");
    ConsolePeople.signIn(page, "alice", ConsolePeople.PASSWORD);
    heading(page, "My account").waitFor();
    chromium.assertContent();
  }

  @Test
  void everyPageIsForEverybodyAndFitsEverywhere() throws Exception {
    String hash = fill();
    String alice = Long.toString(api.get("/users/name:alice").getLong("id"));
    Map<String, String> pages = new TreeMap<>(PAGES);
    pages.put("torrents/" + hash, "A film");
    pages.put("torrents/" + WITHOUT_FILE, "Another film 0");
    pages.put("users/" + alice, "alice");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      int width = scheme == ColorScheme.LIGHT ? WIDE : NARROW;
      String manner = scheme == ColorScheme.LIGHT ? "light-wide" : "dark-narrow";
      Page page = chromium.somebody(width, scheme);
      look(page, "sign-in", "Sign in", manner);
      look(page, "welcome?token=made-up", "Welcome to Skep", manner);
      look(page, "password?token=made-up", "Set a password", manner);
      look(page, "join?code=made-up", "This link is of no use", manner);
      people.arrive(page, "looker" + width, "admin");
      for (Map.Entry<String, String> one : pages.entrySet()) {
        look(page, one.getKey(), one.getValue(), manner);
      }
    }
    chromium.assertContent();
  }

  @Test
  void aSearchDoesNotBringBackWhoHasLeftItsPage() throws Exception {
    Page page = chromium.somebody();
    people.arrive(page, "alice", "member");
    people.open(page, "torrents");
    Locator search = page.getByLabel("Search by name");
    search.waitFor();
    page.clock().install();

    search.fill("film");
    page.clock().runFor(1_000);
    assertTrue(page.url().endsWith("#/torrents?q=film"), page.url());
    search.fill("another film");
    link(page, "My account").click();
    heading(page, "My account").waitFor();
    page.clock().runFor(1_000);

    assertTrue(page.url().endsWith("#/account"), page.url());
    chromium.assertContent();
  }

  @Test
  void aPhoneScansTheSecondFactorInEveryTheme() throws Exception {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = chromium.somebody(NARROW, scheme);
      people.arrive(page, "alice-" + scheme, "member");
      people.open(page, "account");
      button(page, "Turn it on").click();
      Locator picture = page.getByRole(AriaRole.IMG, named("QR code of the secret below"));
      picture.waitFor();
      String name = "second-factor-" + scheme.name().toLowerCase(Locale.ROOT);
      Chromium.picture(page, name);
      chromium.assertAccessible(page, name);
      Chromium.assertFits(page, name);

      String link = page.locator("dialog a").getAttribute("href");
      assertTrue(link.contains("secret=" + page.locator("dialog code").textContent()), link);
      assertEquals(link, scanned(picture));
      page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
      assertEquals(link, scanned(picture));
      page.context().close();
    }
    chromium.assertContent();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static String scanned(Locator picture) throws Exception {
    return QrReader.read(ImageIO.read(new ByteArrayInputStream(picture.screenshot())));
  }

  private void look(Page page, String path, String title, String manner) {
    String name =
        path.replace("/" + WITHOUT_FILE, "-one-without-file")
            .replaceAll("/.*", "-one")
            .replaceAll("[?].*", "");
    chromium.look(
        page,
        people.console() + "/#/" + path,
        title,
        (name.isEmpty() ? "overview" : name) + "-" + manner);
  }

  private static void assertNoFailure(Page page, String name) {
    assertEquals(List.of(), page.locator("main .failure").allTextContents(), name);
  }

  /** Something for each page to show; the info-hash of a torrent. */
  private String fill() throws Exception {
    JsonObject alice = api.post("/users", new JsonObject().put("name", "alice"));
    TestTorrent torrent = TestTorrent.make(folder, "A film", 100_000, "http://127.0.0.1:1/a");
    String hash =
        api.upload(Files.readAllBytes(torrent.file())).getJsonArray("info_hashes").getString(0);
    for (int i = 0; i < 60; i++) {
      String other = String.format("%040x", i + 1);
      api.post(
          "/torrents", new JsonObject().put("info_hash", other).put("name", "Another film " + i));
    }
    JsonObject freeleech = new JsonObject().put("subject", "site").put("download_percent", 0);
    api.post("/multipliers", freeleech.put("note", "freeleech for the holidays"));
    JsonObject correction = new JsonObject().put("uploaded", 5_000_000_000L);
    api.post("/users/name:alice/corrections", correction.put("note", "seeded elsewhere"));
    String url = alice.getJsonArray("announce_urls").getString(0);
    announce(url, hash, "&event=started&left=100000&uploaded=0&downloaded=1000");
    announce(url, hash, "&left=300000000&uploaded=90000&downloaded=2000");
    skep.await(() -> openFindings() > 0);
    return hash;
  }

  private int openFindings() {
    try {
      return api.get("/findings?decision=open").getInteger("total");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatStrangersWroteDoesNothing() throws Exception {
    String hash = fill();
    String alice = Long.toString(api.get("/users/name:alice").getLong("id"));
    List<String> paths = new ArrayList<>(PAGES.keySet());
    paths.add("torrents/" + hash);
    paths.add("users/" + alice);
    for (HostileText text : HostileText.values()) {
      Page page = chromium.somebody(NARROW, ColorScheme.LIGHT);
      people.arrive(page, "looker" + text.ordinal(), "admin");
      text.replaceAllNames(page);
      for (String path : paths) {
        people.open(page, path);
        page.locator("main h1").waitFor();
        assertThat(page.locator(".waiting")).hasCount(0);
        assertNoFailure(page, path);
        assertEquals(0, page.locator("main img, main script, main b.evil, main iframe").count());
        Chromium.assertFits(page, path + " with " + text);
      }
      Chromium.picture(page, "hostile-" + text.name().toLowerCase(Locale.ROOT));
      page.context().close();
    }
    chromium.assertContent();
  }
}
