package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.console.BrowserClient.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors of the console as browsers and those who would break in meet them. */
class SignInApiTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "staple battery horse";
  private static final PrivateConsole CONSOLE = new PrivateConsole();

  private static int names;

  private final String host = "10.0." + (++names / 250) + "." + names % 250;
  private final ApiClient api = CONSOLE.client();

  @AfterAll
  static void stop() {
    CONSOLE.close();
  }

  /** So that wrong attempts of one test are not counted in another. */
  @BeforeEach
  void timePasses() {
    CONSOLE.clock.addAndGet(600);
  }

  private BrowserClient stranger() {
    return new BrowserClient(CONSOLE.server.port(), "X-Test-Address", host);
  }

  /** A new user who can sign in. */
  private String user(String role) {
    String name = role + " " + ++names;
    api.post("/users", new JsonObject().put("name", name).put("role", role));
    stranger().ask(204, "POST", "/password", link(name).put("password", PASSWORD));
    return name;
  }

  private JsonObject link(String name) {
    String link =
        api.ask(201, "POST", "/users/" + key(name) + "/password-link", "").getString("link");
    assertTrue(link.startsWith("http://127.0.0.1:" + CONSOLE.server.port() + "/#/password?"), link);
    return new JsonObject().put("token", link.substring(link.indexOf('=') + 1));
  }

  private static String key(String name) {
    return ApiClient.url("name:" + name);
  }

  private BrowserClient browser(String role) {
    return stranger().signIn(user(role), PASSWORD);
  }

  @Test
  void aBrowserIsLetInByACookieThatNoPageCanReadOrSendFromElsewhere() {
    String name = user("member");

    Answer answer = stranger().send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD));

    assertEquals(200, answer.status());
    String cookie = answer.setCookie();
    assertTrue(cookie.matches("skep_session=[A-Za-z0-9_-]{43}; .*"), cookie);
    assertTrue(cookie.contains("; Path=/; HTTPOnly; SameSite=Strict"), cookie);
    assertTrue(cookie.contains("; Max-Age=2592000;"), cookie);
    assertFalse(cookie.contains("Secure"), "it would never come back over plain HTTP");
    assertFalse(cookie.contains("Domain"), cookie);
    BrowserClient browser = stranger().signIn(name, PASSWORD);
    JsonObject me = browser.ask(200, "GET", "/me");
    assertEquals(browser.csrf, me.getString("csrf"));
    assertEquals(name, me.getJsonObject("user").getString("name"));
    assertEquals("member", me.getString("role"));
    assertEquals(List.of("me", "stats:read", "torrents:read"), me.getJsonArray("scopes").getList());
    assertEquals(3, me.getInteger("invitations_left"));
    assertTrue(me.getJsonArray("announce_urls").getString(0).endsWith(me.getString("passkey")));
    assertEquals(200, browser.send("HEAD", "/me").status());
  }

  @Test
  void overTlsTheCookieIsForTlsAndForThisHostAlone() {
    try (PrivateConsole console = new PrivateConsole("https://Skep.example")) {
      BrowserClient browser = new BrowserClient(console.server.port());
      String secret = console.parts.signIn().firstAdministrator().secret().orElseThrow();
      browser.ask(
          201,
          "POST",
          "/first-administrator",
          BrowserClient.credentials("root", PASSWORD).put("token", secret));
      Answer answer = browser.send("POST", "/sign-in", BrowserClient.credentials("root", PASSWORD));
      assertTrue(answer.setCookie().startsWith("__Host-skep_session="), answer.setCookie());
      assertTrue(answer.setCookie().contains("; Secure"), answer.setCookie());

      browser.signIn("root", PASSWORD);
      JsonObject link =
          browser.with("Origin", "https://skep.example").ask(201, "POST", "/me/invitations");
      assertTrue(link.getString("link").startsWith("https://skep.example/#/join?code="));
      assertEquals(
          403,
          browser.with("Origin", "http://skep.example").send("POST", "/me/invitations").status());
      browser.cookie = browser.cookie.replace("__Host-", "");
      assertEquals(401, browser.send("GET", "/me").status(), "one that anybody can set");
    }
  }

  @Test
  void theSecretThatABrowserBringsIsNeverTheOneItGets() {
    String name = user("member");
    BrowserClient fixed = stranger();
    fixed.cookie = "skep_session=" + "A".repeat(43);

    fixed.signIn(name, PASSWORD);

    assertNotEquals("skep_session=" + "A".repeat(43), fixed.cookie);
    BrowserClient attacker = stranger();
    attacker.cookie = "skep_session=" + "A".repeat(43);
    Answer refused = attacker.send("GET", "/me");
    assertEquals(401, refused.status());
    assertTrue(refused.setCookie().startsWith("skep_session=; Max-Age=0;"), refused.setCookie());
  }

  @Test
  void ofTwoCookiesNeitherCounts() {
    BrowserClient victim = browser("member");
    BrowserClient attacker = browser("member");
    BrowserClient both = victim.with();
    both.cookie = attacker.cookie + "; " + victim.cookie;

    assertEquals(401, both.send("GET", "/me").status());
    both.cookie = "other=1; " + victim.cookie;
    assertEquals(200, both.send("GET", "/me").status());
  }

  @Test
  void aChangeNeedsWhatNoOtherPageKnows() {
    BrowserClient browser = browser("member");
    BrowserClient another = browser("member");
    for (String csrf : new String[] {"", "x", another.csrf, browser.cookie.split("=", 2)[1]}) {
      BrowserClient forged = browser.with();
      forged.csrf = csrf;
      Answer refused = forged.send("POST", "/me/invitations");
      assertEquals(403, refused.status(), csrf);
      assertTrue(refused.detail().contains("X-CSRF-Token"), refused.detail());
    }
    assertEquals(0, browser.ask(200, "GET", "/me/invitations").getInteger("total"));
    browser.ask(201, "POST", "/me/invitations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin|https://evil.example",
        "Origin|http://127.0.0.1:1",
        "Origin|null",
        "Origin|",
        "Origin|https://127.0.0.1:PORT",
        "Origin|http://127.0.0.1:PORT.evil.example",
        "Sec-Fetch-Site|cross-site",
        "Sec-Fetch-Site|same-site"
      })
  void noOtherSitesPageMakesAChangeWhateverItKnows(String header) {
    String[] parts = header.replace("PORT", "" + CONSOLE.server.port()).split("\\|", -1);
    String name = user("member");
    BrowserClient browser = stranger().signIn(name, PASSWORD);

    BrowserClient foreign = browser.with(parts);
    assertEquals(403, foreign.send("POST", "/me/invitations").status());
    assertEquals(403, foreign.send("POST", "/sign-out").status());
    Answer signIn =
        stranger().with(parts).send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD));
    assertEquals(403, signIn.status(), "nor does it sign a visitor in as somebody else");
    assertEquals("", signIn.setCookie());
    assertEquals(200, browser.send("GET", "/me").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin|http://127.0.0.1:PORT", "Sec-Fetch-Site|same-origin"})
  void ourOwnPageMakesChanges(String header) {
    String[] parts = header.replace("PORT", "" + CONSOLE.server.port()).split("\\|", -1);

    browser("member").with(parts).ask(201, "POST", "/me/invitations");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain; application/json"
      })
  void aFormSignsNobodyIn(String type) {
    String body = BrowserClient.credentials(user("member"), PASSWORD).encode();

    Answer answer = stranger().send("POST", "/sign-in", type, body);

    assertEquals(415, answer.status());
    assertEquals("", answer.setCookie());
  }

  static List<ContractOperation> operations() {
    return Contract.read().operations().stream().filter(rule -> rule.scopes() != null).toList();
  }

  private static final BrowserClient[] BY_ROLE = new BrowserClient[3];

  private BrowserClient ofRole(int role) {
    if (BY_ROLE[role] == null) {
      BY_ROLE[role] = browser(List.of("member", "moderator", "admin").get(role));
    }
    return BY_ROLE[role];
  }

  /** With a body that is none, so that nothing happens where one is let in. */
  @ParameterizedTest
  @MethodSource("operations")
  void aRoleLetsDoWhatItsScopesSayAndNoMore(ContractOperation operation) {
    if (Set.of("signOut", "addInvitation", "beginSecondFactor", "rotateMyPasskey", "listen")
        .contains(operation.id())) {
      return;
    }
    List<Set<String>> scopes =
        List.of(
            Set.of("me", "stats:read", "torrents:read"),
            Set.of(
                "me",
                "findings:read",
                "findings:write",
                "multipliers:read",
                "sessions:read",
                "stats:read",
                "swarms:read",
                "torrents:read",
                "torrents:write",
                "users:read"),
            Scopes.ALL);
    String path =
        operation
            .path()
            .substring("/api/v1".length())
            .replace("{user}", "999999")
            .replace("{hash}", "12".repeat(20))
            .replace("{id}", "999999");
    for (int role = 0; role < 3; role++) {
      Answer answer =
          ofRole(role)
              .send(
                  operation.method().name(),
                  path,
                  operation.body() == null ? "" : "application/json",
                  operation.body() == null ? "" : "{");
      boolean may = scopes.get(role).containsAll(Objects.requireNonNull(operation.scopes()));
      assertEquals(!may, answer.status() == 403, role + " " + answer.body());
      assertNotEquals(401, answer.status());
      assertNotEquals(500, answer.status());
    }
  }

  @Test
  void nobodyMakesOneWhoMayDoMore() {
    String admin = user("admin");
    String member = user("member");
    String token = CONSOLE.token("changes users " + ++names, Set.of("users:read", "users:write"));
    ApiClient changer = CONSOLE.client(token);
    for (String role : List.of("moderator", "admin")) {
      changer.refused(
          403, "POST", "/users", new JsonObject().put("name", "n" + ++names).put("role", role));
      changer.refused(403, "PATCH", "/users/" + key(member), new JsonObject().put("role", role));
    }
    for (String change :
        List.of("{\"state\":\"disabled\"}", "{\"role\":\"member\"}", "{\"name\":\"x\"}")) {
      changer.refused(403, "PATCH", "/users/" + key(admin), new JsonObject(change));
    }
    changer.refused(403, "POST", "/users/" + key(admin) + "/password-link");
    changer.refused(403, "DELETE", "/users/" + key(admin) + "/second-factor");
    changer.ask(201, "POST", "/users/" + key(member) + "/password-link", "");
    changer.patch("/users/" + key(member), new JsonObject().put("state", "no_leech"));
    changer.addUser("n" + ++names);

    assertEquals("admin", api.get("/users/" + key(admin)).getString("role"));
    assertEquals("member", api.get("/users/" + key(member)).getString("role"));
  }

  @Test
  void noBulkMakesOneWhoMayDoMoreEither() {
    String admin = user("admin");
    String member = user("member");
    String token =
        CONSOLE.token("bulk " + ++names, Set.of("users:write", "torrents:write", "users:read"));
    String body =
        """
        {"users": [{"name": "%s", "role": "admin"}, {"name": "new %s", "role": "moderator"},
         {"name": "%s", "state": "disabled"}, {"name": "%s", "state": "no_leech"}]}"""
            .formatted(member, member, admin, member);

    JsonObject report = CONSOLE.client(token).ask(200, "POST", "/bulk", body);

    assertEquals(4, report.getJsonObject("users").getInteger("refused"), report.encode());
    assertEquals("active", api.get("/users/" + key(admin)).getString("state"));
    assertEquals("member", api.get("/users/" + key(member)).getString("role"));
  }

  @Test
  void noMemberChangesItself() {
    String name = user("member");
    BrowserClient browser = stranger().signIn(name, PASSWORD);

    assertEquals(
        403,
        browser
            .send("PATCH", "/users/" + key(name), new JsonObject().put("role", "admin"))
            .status());
    assertEquals(403, browser.send("GET", "/users/" + key(name)).status());
  }

  @Test
  void aModeratorDoesNotLookAtTheTrackersMachine() {
    JsonObject folder = new JsonObject().put("folder", "/etc");

    Answer refused = browser("moderator").send("POST", "/torrents/import", folder);

    assertEquals(403, refused.status());
    assertTrue(refused.detail().contains("administrator"), refused.detail());
    assertEquals(200, browser("admin").send("POST", "/torrents/import", folder).status());
  }

  @Test
  void aDisabledUsersBrowsersAndTokensEndAtOnceAndForGood() {
    String name = user("admin");
    BrowserClient browser = stranger().signIn(name, PASSWORD);
    JsonObject token =
        browser.ask(
            201,
            "POST",
            "/tokens",
            new JsonObject()
                .put("name", "of " + name)
                .put("scopes", new JsonArray().add("users:read")));
    ApiClient program = CONSOLE.client(token.getString("secret"));
    assertEquals(name, token.getJsonObject("made_by").getString("name"));
    program.get("/users");
    JsonObject link = link(name);

    api.patch("/users/" + key(name), new JsonObject().put("state", "disabled"));

    assertEquals(401, browser.send("GET", "/me").status());
    assertEquals(401, program.ask("GET", "/users", "").statusCode());
    assertEquals(
        401,
        stranger().send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD)).status());
    api.patch("/users/" + key(name), new JsonObject().put("state", "active"));
    assertEquals(401, browser.send("GET", "/me").status(), "it stays out");
    assertEquals(404, stranger().send("POST", "/password", link.put("password", OTHER)).status());
    program.get("/users");
  }

  @Test
  void whoIsNoAdministratorAnyMoreTakesNothingAlong() {
    String name = user("admin");
    BrowserClient browser = stranger().signIn(name, PASSWORD);
    String secret = "";
    String parent = "";
    for (String made : List.of("parent", "child")) {
      JsonObject body =
          new JsonObject()
              .put("name", made + " of " + name)
              .put(
                  "scopes",
                  new JsonArray().add("users:write").add("tokens:write").add("torrents:read"));
      // The child is made by the parent's token, which bounds it all the same.
      JsonObject token =
          parent.isEmpty()
              ? browser.ask(201, "POST", "/tokens", body)
              : CONSOLE.client(parent).post("/tokens", body);
      parent = token.getString("secret");
      secret = token.getString("secret");
    }
    CONSOLE.client(secret).addUser("n" + ++names);

    api.patch("/users/" + key(name), new JsonObject().put("role", "member"));

    assertEquals(403, browser.send("GET", "/users").status());
    CONSOLE.client(secret).refused(403, "POST", "/users", new JsonObject().put("name", "never"));
    CONSOLE.client(secret).get("/torrents");
    assertEquals(
        List.of("torrents:read"),
        CONSOLE.client(secret).get("/me").getJsonArray("scopes").getList());
  }

  @Test
  void anotherPasswordSignsAllOtherBrowsersOut() {
    String name = user("member");
    BrowserClient here = stranger().signIn(name, PASSWORD);
    BrowserClient there = stranger().signIn(name, PASSWORD);
    JsonObject change = new JsonObject().put("current", PASSWORD).put("password", OTHER);

    assertEquals(
        401, here.send("POST", "/me/password", change.copy().put("current", OTHER)).status());
    assertEquals(
        422, here.send("POST", "/me/password", change.copy().put("password", "short")).status());
    assertEquals(200, there.send("GET", "/me").status());
    here.ask(204, "POST", "/me/password", change);

    assertEquals(200, here.send("GET", "/me").status());
    assertEquals(401, there.send("GET", "/me").status());
    assertEquals(
        401,
        stranger().send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD)).status());
    stranger().signIn(name, OTHER);
  }

  @Test
  void oneSeesAndEndsOnesOwnBrowsers() {
    String name = user("member");
    BrowserClient here =
        stranger().with("User-Agent", "Mozilla/5.0 \u00e9 (X11)").signIn(name, PASSWORD);
    BrowserClient there = stranger().signIn(name, PASSWORD);
    JsonObject list = here.ask(200, "GET", "/me/browsers");
    assertEquals(2, list.getInteger("total"));
    List<JsonObject> rows = ApiClient.objects(list.getJsonArray("items"));
    JsonObject current =
        rows.stream().filter(row -> row.getBoolean("current")).findFirst().orElseThrow();
    JsonObject other =
        rows.stream().filter(row -> !row.getBoolean("current")).findFirst().orElseThrow();
    assertEquals(host, current.getString("address"));
    assertTrue(current.getString("agent").startsWith("Mozilla/5.0 "), current.encode());

    BrowserClient stranger = browser("admin");
    assertEquals(404, stranger.send("DELETE", "/me/browsers/" + other.getLong("id")).status());
    here.ask(204, "DELETE", "/me/browsers/" + other.getLong("id"));
    assertEquals(401, there.send("GET", "/me").status());

    Answer out = here.send("POST", "/sign-out");
    assertEquals(204, out.status());
    assertTrue(out.setCookie().startsWith("skep_session=; Max-Age=0;"), out.setCookie());
    assertEquals(401, here.send("GET", "/me").status());
  }

  @Test
  void whoTriesTooOftenWaitsAndOthersDoNot() {
    String name = user("member");
    JsonObject wrong = BrowserClient.credentials(name, OTHER);
    BrowserClient guesser = stranger().with();
    int status = 0;
    for (int i = 0; i < 20 && status != 429; i++) {
      status = guesser.send("POST", "/sign-in", wrong).status();
    }
    Answer refused = guesser.send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD));
    assertEquals(429, refused.status(), "the right one is no exception");
    assertTrue(Integer.parseInt(refused.retryAfter()) > 0);
    assertTrue(refused.detail().contains("wait " + refused.retryAfter() + " s"));

    new BrowserClient(CONSOLE.server.port(), "X-Test-Address", "172.16.0.1").signIn(name, PASSWORD);
  }

  @Test
  void unknownNamesAreToldWhatKnownOnesAre() {
    Answer known =
        stranger().send("POST", "/sign-in", BrowserClient.credentials(user("member"), OTHER));
    Answer unknown =
        stranger().send("POST", "/sign-in", BrowserClient.credentials("nobody at all", OTHER));

    assertEquals(401, known.status());
    assertEquals(known.body(), unknown.body());
  }

  @Test
  void aCrowdThatSignsInIsTurnedAwayBeforeItCostsAnything() {
    String name = user("member");
    var queue = CONSOLE.parts.signIn().queue();
    int filled = 0;
    for (int i = 0; queue.enter("172.20." + i + ".1"); i++) {
      filled++;
    }
    try {
      Answer refused =
          stranger().send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD));
      assertEquals(429, refused.status());
      assertEquals("2", refused.retryAfter());
      api.get("/users");
    } finally {
      for (int i = 0; i < filled; i++) {
        queue.leave("172.20." + i + ".1");
      }
    }
    stranger().signIn(name, PASSWORD);
    assertEquals(400, stranger().send("POST", "/sign-in", "application/json", "{").status());
    assertEquals(0, queue.size(), "whatever became of them, all have left it");
  }

  @Test
  void aSecondFactorIsSetUpAskedForAndRemoved() {
    String name = user("member");
    BrowserClient browser = stranger().signIn(name, PASSWORD);
    JsonObject begun = browser.ask(200, "POST", "/me/second-factor");
    assertTrue(begun.getString("uri").startsWith("otpauth://totp/Skep:member%20"), begun.encode());
    assertTrue(begun.getString("uri").contains("secret=" + begun.getString("secret")));
    assertEquals(
        401, browser.send("PUT", "/me/second-factor", Codes.wrong(begun, CONSOLE)).status());
    browser.ask(204, "PUT", "/me/second-factor", Codes.now(begun, CONSOLE));
    assertTrue(browser.ask(200, "GET", "/me").getBoolean("second_factor"));
    assertTrue(api.get("/users/" + key(name)).getBoolean("second_factor"));

    CONSOLE.clock.addAndGet(60);
    JsonObject credentials = BrowserClient.credentials(name, PASSWORD);
    Answer asked = stranger().send("POST", "/sign-in", credentials);
    assertEquals(401, asked.status());
    assertTrue(new JsonObject(asked.body()).getBoolean("second_factor"));
    Answer wrong = stranger().send("POST", "/sign-in", BrowserClient.credentials(name, OTHER));
    assertFalse(new JsonObject(wrong.body()).containsKey("second_factor"), "only to who knows it");
    JsonObject code = Codes.now(begun, CONSOLE);
    stranger().ask(200, "POST", "/sign-in", credentials.copy().mergeIn(code));
    assertEquals(
        401,
        stranger().send("POST", "/sign-in", credentials.copy().mergeIn(code)).status(),
        "a code is good once");
    assertEquals(401, browser.send("DELETE", "/me/second-factor", code).status());
    CONSOLE.clock.addAndGet(60);
    browser.ask(204, "DELETE", "/me/second-factor", Codes.now(begun, CONSOLE));
    stranger().signIn(name, PASSWORD);
    assertEquals(404, api.ask("DELETE", "/users/" + key(name) + "/second-factor", "").statusCode());
  }

  @Test
  void anAdministratorHelpsOneWhoHasLostAll() {
    String name = user("member");
    BrowserClient browser = stranger().signIn(name, PASSWORD);
    JsonObject begun = browser.ask(200, "POST", "/me/second-factor");
    browser.ask(204, "PUT", "/me/second-factor", Codes.now(begun, CONSOLE));

    api.ask(204, "DELETE", "/users/" + key(name) + "/second-factor", "");
    JsonObject link = link(name).put("password", OTHER);
    stranger().ask(204, "POST", "/password", link);

    assertEquals(401, browser.send("GET", "/me").status());
    stranger().signIn(name, OTHER);
    assertEquals(404, stranger().send("POST", "/password", link).status(), "a link is good once");
  }

  @Test
  void membersInviteAndTheTreeShowsIt() {
    String inviter = user("member");
    BrowserClient browser = stranger().signIn(inviter, PASSWORD);
    JsonObject made = browser.ask(201, "POST", "/me/invitations");
    JsonObject revoked = browser.ask(201, "POST", "/me/invitations");
    browser.ask(204, "DELETE", "/me/invitations/" + revoked.getLong("id"));
    String code = made.getString("code");
    assertTrue(made.getString("link").endsWith("/#/join?code=" + code));

    assertEquals(inviter, stranger().ask(200, "GET", "/join?code=" + code).getString("invited_by"));
    assertEquals(404, stranger().send("GET", "/join?code=" + revoked.getString("code")).status());
    String name = "invited " + ++names;
    JsonObject joining = BrowserClient.credentials(name, PASSWORD).put("code", code);
    assertEquals(
        409, stranger().send("POST", "/join", joining.copy().put("name", inviter)).status());
    assertEquals(
        400,
        stranger().send("POST", "/join", joining.copy().put("role", "admin")).status(),
        "nobody chooses a role");
    JsonObject joined = stranger().ask(201, "POST", "/join", joining);
    assertEquals("member", joined.getString("role"));
    assertEquals(
        404,
        stranger()
            .send("POST", "/join", joining.copy().put("name", "another " + ++names))
            .status());

    JsonObject list = browser.ask(200, "GET", "/me/invitations");
    assertEquals(1, list.getInteger("left"));
    assertEquals("revoked", list.getJsonArray("items").getJsonObject(0).getString("state"));
    assertEquals("taken", list.getJsonArray("items").getJsonObject(1).getString("state"));
    JsonObject row =
        api.items("/invitation-tree?limit=1000").stream()
            .filter(one -> one.getJsonObject("user").getString("name").equals(name))
            .findFirst()
            .orElseThrow();
    assertEquals(inviter, row.getJsonObject("invited_by").getString("name"));
    stranger().signIn(name, PASSWORD);
    BrowserClient another = browser("member");
    JsonObject open = browser.ask(201, "POST", "/me/invitations");
    assertEquals(404, another.send("DELETE", "/me/invitations/" + open.getLong("id")).status());
  }

  @Test
  void linksAreNotGuessedWithoutEnd() {
    int status = 0;
    for (int i = 0; i < 20 && status != 429; i++) {
      status = stranger().send("GET", "/join?code=" + "A".repeat(43)).status();
    }
    assertEquals(429, status);
    JsonObject guess = new JsonObject().put("token", "A".repeat(43)).put("password", PASSWORD);
    assertEquals(429, stranger().send("POST", "/password", guess).status());
    assertEquals(
        429, stranger().send("POST", "/first-administrator", guess.put("name", "x")).status());
  }

  @Test
  void whoeverHasTheLinkBecomesTheFirstAdministratorOnce() {
    try (PrivateConsole console = new PrivateConsole()) {
      console.client().post("/users", new JsonObject().put("name", "boss").put("role", "admin"));
      BrowserClient browser = new BrowserClient(console.server.port());
      String secret = console.parts.signIn().firstAdministrator().secret().orElseThrow();
      JsonObject body = BrowserClient.credentials("boss", PASSWORD).put("token", secret);
      assertEquals(
          404,
          browser
              .send("POST", "/first-administrator", body.copy().put("token", "A".repeat(43)))
              .status());

      assertEquals(1, browser.ask(201, "POST", "/first-administrator", body).getInteger("id"));

      assertEquals(404, browser.send("POST", "/first-administrator", body).status());
      browser.signIn("boss", PASSWORD);
      assertEquals(Scopes.ALL.size(), browser.ask(200, "GET", "/me").getJsonArray("scopes").size());
      JsonObject entry = console.client().items("/audit-log?action=makeFirstAdministrator").get(0);
      assertEquals("link", entry.getJsonObject("actor").getString("kind"));
    }
  }

  @Test
  void theLastAdministratorWhoCanSignInStaysOne() {
    try (PrivateConsole console = new PrivateConsole()) {
      ApiClient operator = console.client();
      operator.post("/users", new JsonObject().put("name", "boss").put("role", "admin"));
      // One who has no password runs nothing.
      operator.post("/users", new JsonObject().put("name", "never came").put("role", "admin"));
      BrowserClient browser = new BrowserClient(console.server.port());
      String secret = console.parts.signIn().firstAdministrator().secret().orElseThrow();
      JsonObject link = BrowserClient.credentials("boss", PASSWORD).put("token", secret);
      browser.ask(201, "POST", "/first-administrator", link);
      browser.signIn("boss", PASSWORD);

      for (JsonObject change :
          List.of(
              new JsonObject().put("role", "moderator"),
              new JsonObject().put("state", "disabled"))) {
        Answer refused = browser.send("PATCH", "/users/name:boss", change);
        assertEquals(409, refused.status());
        assertTrue(refused.body().contains("last administrator"), refused.body());
        for (String path : List.of("/bulk", "/bulk?dry_run=true")) {
          JsonObject entry = change.copy().put("name", "boss");
          JsonObject bulk = new JsonObject().put("users", new JsonArray().add(entry));
          String report = browser.ask(200, "POST", path, bulk).encode();
          assertTrue(report.contains("last administrator"), report);
        }
      }
      browser.ask(200, "PATCH", "/users/name:boss", new JsonObject().put("state", "no_leech"));

      String other =
          operator
              .ask(201, "POST", "/users/2/password-link", "")
              .getString("link")
              .split("=", 2)[1];
      browser.ask(
          204, "POST", "/password", new JsonObject().put("token", other).put("password", PASSWORD));
      browser.ask(200, "PATCH", "/users/name:boss", new JsonObject().put("role", "member"));
    }
  }

  @Test
  void whileTheDatabaseIsAwayNobodySignsInAndNothingIsCounted() {
    String name = user("member");
    BrowserClient browser = stranger().signIn(name, PASSWORD);
    CONSOLE.away.set(true);
    try {
      for (int i = 0; i < 15; i++) {
        assertEquals(
            503,
            stranger()
                .send("POST", "/sign-in", BrowserClient.credentials(name, PASSWORD))
                .status());
      }
      assertEquals(200, browser.send("GET", "/me").status(), "who is in stays in");
      assertEquals(503, browser.send("POST", "/sign-out").status());
    } finally {
      CONSOLE.away.set(false);
    }
    stranger().signIn(name, PASSWORD);
  }

  @Test
  void whereNothingIsPrivateThereIsNothingToSignInTo() {
    try (RunningConsole console = new RunningConsole(true)) {
      Answer answer =
          new BrowserClient(console.server.port())
              .send("POST", "/sign-in", BrowserClient.credentials("x", PASSWORD));
      assertEquals(404, answer.status());
      assertEquals("this tracker is not private", answer.detail());
    }
  }
}
