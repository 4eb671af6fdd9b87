package io.skep.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.signin.SignInException.Kind;
import io.skep.storage.Database;
import io.skep.storage.Invitation;
import io.skep.storage.TestDatabases;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String OTHER = "staple battery horse";
  private static final Visitor HOME = new Visitor("192.0.2.1", "a browser");

  private final AtomicLong clock = new AtomicLong(1_800_000_000);
  private final Path folder;
  private Database database;
  private Users users;
  private SignIn signIn;

  @SuppressWarnings("NullAway.Init") // What is opened before each test.
  SignInTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void open() throws Exception {
    database = TestDatabases.sqlite(folder);
    users = Users.load(database.users(), clock::get);
    signIn = open(new HashCost(64, 1));
  }

  private SignIn open(HashCost cost) throws Exception {
    SignInSettings settings = new SignInSettings(30 * 86_400, 7 * 86_400, 86_400, 2, 3, cost);
    return SignIn.open(database, users, folder, settings, clock::get);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void reopen() throws Exception {
    signIn.sweep();
    database.close();
    open();
  }

  private User user(String name) throws Exception {
    User user = users.add(name, UserRole.MEMBER);
    signIn.passwords().set(HOME, signIn.passwords().link(user.id()).secret(), PASSWORD);
    return user;
  }

  private Browsers.Opened in(String name, String password) throws Exception {
    return signIn.signIn(HOME, name, password, "");
  }

  private static SignInException refused(Kind kind, Executable step) {
    SignInException refused = assertThrows(SignInException.class, step);
    assertEquals(kind, refused.kind(), refused.reason());
    return refused;
  }

  private boolean isIn(Browsers.Opened opened) {
    return signIn.browsers().find(opened.secret()).isPresent();
  }

  private void state(User user, UserState state) throws Exception {
    users.change(
        user.id(),
        one -> new User(one.id(), one.name(), one.role(), state, one.passkey(), one.createdAt()));
  }

  @Test
  void theRightPasswordLetsInAlsoAfterAStart() throws Exception {
    User alice = user("Alice");

    Browsers.Opened opened = in("ALICE", PASSWORD);
    reopen();

    assertEquals(alice.id(), signIn.browsers().find(opened.secret()).orElseThrow().user());
    assertTrue(Browsers.isCsrf(opened.secret(), opened.csrf()));
    assertFalse(Browsers.isCsrf(opened.secret(), in("alice", PASSWORD).csrf()));
    assertNotEquals(opened.secret(), in("alice", PASSWORD).secret(), "each browser has its own");
    assertFalse(opened.toString().contains(opened.secret()));
  }

  @Test
  void allWrongOnesAreToldTheSame() throws Exception {
    user("alice");
    users.add("without", UserRole.MEMBER);

    for (String name : List.of("alice", "without", "nobody", "")) {
      SignInException refused = refused(Kind.WRONG, () -> in(name, OTHER));
      assertEquals("the name or the password is wrong", refused.reason(), name);
    }
  }

  /** Time would tell which names there are; the memory of a hash tells that one was made. */
  @Test
  void aNameThatNobodyHasTakesAsMuchWork() throws Exception {
    users.add("without", UserRole.MEMBER);
    signIn = open(new HashCost(8192, 1));
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (String name : List.of("without", "nobody")) {
      long before = thread.getCurrentThreadAllocatedBytes();
      refused(Kind.WRONG, () -> in(name, OTHER));
      long allocated = thread.getCurrentThreadAllocatedBytes() - before;
      assertTrue(allocated > 8192 * 1024, name + " " + allocated);
    }
  }

  @Test
  void oneLinkSetsOnePasswordWhoeverIsFaster() throws Exception {
    String link = signIn.passwords().link(user("alice").id()).secret();
    CyclicBarrier start = new CyclicBarrier(6);
    List<Callable<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String password = PASSWORD + i;
      tries.add(
          () -> {
            start.await();
            try {
              signIn.passwords().set(HOME, link, password);
              return true;
            } catch (SignInException e) {
              return false;
            }
          });
    }

    assertEquals(1, together(tries));
  }

  @Test
  void aDisabledUserIsNotLetIn() throws Exception {
    User alice = user("alice");
    state(alice, UserState.DISABLED);

    assertEquals(
        "this account is disabled", refused(Kind.WRONG, () -> in("alice", PASSWORD)).reason());
    assertEquals(
        "the name or the password is wrong",
        refused(Kind.WRONG, () -> in("alice", OTHER)).reason(),
        "only who knows the password is told");
  }

  @Test
  void anotherPasswordEndsAllOtherBrowsers() throws Exception {
    User alice = user("alice");
    Browsers.Opened here = in("alice", PASSWORD);
    Browsers.Opened there = in("alice", PASSWORD);
    String link = signIn.passwords().link(alice.id()).secret();

    refused(
        Kind.WRONG,
        () ->
            signIn.passwords().change(HOME, alice, here.browser().id(), OTHER, "yet another one"));
    assertTrue(isIn(there));
    signIn.passwords().change(HOME, alice, here.browser().id(), PASSWORD, OTHER);

    assertTrue(isIn(here));
    assertFalse(isIn(there));
    refused(Kind.WRONG, () -> in("alice", PASSWORD));
    in("alice", OTHER);
    refused(Kind.WRONG_LINK, () -> signIn.passwords().set(HOME, link, "a third password"));
    reopen();
    assertFalse(isIn(there));
    assertTrue(isIn(here));
  }

  @Test
  void aLinkIsGoodOnceAndTheNewestAlone() throws Exception {
    User alice = user("alice");
    Browsers.Opened there = in("alice", PASSWORD);
    String first = signIn.passwords().link(alice.id()).secret();
    String second = signIn.passwords().link(alice.id()).secret();

    refused(Kind.WRONG_LINK, () -> signIn.passwords().set(HOME, first, OTHER));
    assertTrue(isIn(there));
    refused(Kind.INVALID, () -> signIn.passwords().set(HOME, second, "short"));
    reopen();
    signIn.passwords().set(HOME, second, OTHER);

    assertFalse(isIn(there), "whoever was in is out");
    refused(Kind.WRONG_LINK, () -> signIn.passwords().set(HOME, second, PASSWORD));
    in("alice", OTHER);

    String late = signIn.passwords().link(alice.id()).secret();
    clock.addAndGet(PasswordLinks.GOOD_SECONDS);
    refused(Kind.WRONG_LINK, () -> signIn.passwords().set(HOME, late, PASSWORD));
  }

  @Test
  void browsersLapse() throws Exception {
    user("alice");
    Browsers.Opened idle = in("alice", PASSWORD);
    Browsers.Opened busy = in("alice", PASSWORD);
    for (int day = 1; day < 30; day++) {
      clock.addAndGet(86_400);
      assertTrue(isIn(busy), "day " + day);
    }
    assertFalse(isIn(idle), "it has asked for nothing for a week");
    clock.addAndGet(86_400);
    assertFalse(isIn(busy), "in the end even one that is used");
    signIn.sweep();
    assertEquals(0, signIn.browsers().size());
    assertEquals(List.of(), database.browsers().all());
  }

  @Test
  void aUserHasABoundedNumberOfBrowsers() throws Exception {
    User alice = user("alice");
    Browsers.Opened oldest = in("alice", PASSWORD);
    clock.incrementAndGet();
    Browsers.Opened second = in("alice", PASSWORD);
    for (int i = 2; i < Browsers.MOST_OF_A_USER; i++) {
      in("alice", PASSWORD);
    }
    assertTrue(isIn(oldest));

    in("alice", PASSWORD);

    assertEquals(Browsers.MOST_OF_A_USER, signIn.browsers().of(alice.id()).size());
    assertFalse(isIn(oldest));
    assertTrue(isIn(second));
    assertEquals(Browsers.MOST_OF_A_USER, database.browsers().all().size());
  }

  @Test
  void nobodyEndsAnothersBrowser() throws Exception {
    User alice = user("alice");
    User bob = user("bob");
    Browsers.Opened opened = in("alice", PASSWORD);

    assertFalse(signIn.browsers().end(bob.id(), opened.browser().id()));
    assertTrue(isIn(opened));
    assertTrue(signIn.browsers().end(alice.id(), opened.browser().id()));
    assertFalse(isIn(opened));
  }

  private byte[] secondFactor(User user) throws Exception {
    signIn.secondFactors().begin(user);
    byte[] secret = Objects.requireNonNull(signIn.secondFactors().begun(user.id()));
    signIn.secondFactors().confirm(user.id(), code(secret, 0));
    return secret;
  }

  private String code(byte[] secret, int steps) {
    return OneTimeCode.at(secret, OneTimeCode.step(clock.get()) + steps);
  }

  @Test
  void aCodeIsAskedForAndEachIsGoodOnce() throws Exception {
    User alice = user("alice");
    byte[] secret = secondFactor(alice);

    refused(Kind.SECOND_FACTOR, () -> in("alice", PASSWORD));
    refused(Kind.WRONG, () -> in("alice", OTHER));
    refused(Kind.WRONG, () -> signIn.signIn(HOME, "alice", OTHER, code(secret, 1)));
    refused(Kind.WRONG, () -> signIn.signIn(HOME, "alice", PASSWORD, code(secret, 0)));
    signIn.signIn(HOME, "alice", PASSWORD, code(secret, 1));
    refused(Kind.WRONG, () -> signIn.signIn(HOME, "alice", PASSWORD, code(secret, 1)));
    reopen();
    refused(Kind.WRONG, () -> signIn.signIn(HOME, "alice", PASSWORD, code(secret, 1)));
    refused(Kind.WRONG, () -> signIn.signIn(HOME, "alice", PASSWORD, code(secret, 0)));
    clock.addAndGet(60);
    signIn.signIn(HOME, "alice", PASSWORD, code(secret, 0));
  }

  @Test
  void oneCodeLetsOneInWhoeverTriesAtTheSameMoment() throws Exception {
    User alice = user("alice");
    byte[] secret = secondFactor(alice);
    String code = code(secret, 1);
    List<Callable<Boolean>> tries = new ArrayList<>();
    CyclicBarrier start = new CyclicBarrier(6);
    for (int i = 0; i < 6; i++) {
      tries.add(
          () -> {
            start.await();
            try {
              signIn.signIn(HOME, "alice", PASSWORD, code);
              return true;
            } catch (SignInException e) {
              return false;
            }
          });
    }
    assertEquals(1, together(tries));
  }

  private static int together(List<Callable<Boolean>> tries) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tries.size());
    try {
      int let = 0;
      for (Future<Boolean> one : threads.invokeAll(tries)) {
        let += one.get() ? 1 : 0;
      }
      return let;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whoKnowsThePasswordCannotGoThroughAllCodes() throws Exception {
    User alice = user("alice");
    byte[] secret = secondFactor(alice);
    clock.addAndGet(60);
    String right = code(secret, 0);
    for (int i = 0; i < Attempts.PER_CODE; i++) {
      Visitor elsewhere = new Visitor("10.0." + i + ".1", "");
      String wrong = right.equals("000000") ? "000001" : "000000";
      refused(Kind.WRONG, () -> signIn.signIn(elsewhere, "alice", PASSWORD, wrong));
    }
    Visitor elsewhere = new Visitor("10.1.1.1", "");
    refused(Kind.TOO_MANY, () -> signIn.signIn(elsewhere, "alice", PASSWORD, right));
  }

  @Test
  void aSecondFactorIsRemovedByItsCodeOrByOneWhoMay() throws Exception {
    User alice = user("alice");
    byte[] secret = secondFactor(alice);
    refused(Kind.CONFLICT, () -> signIn.secondFactors().begin(alice));
    refused(Kind.WRONG, () -> signIn.secondFactors().remove(alice.id(), code(secret, 0)));
    refused(Kind.CONFLICT, () -> signIn.secondFactors().confirm(alice.id(), code(secret, 0)));

    signIn.secondFactors().remove(alice.id(), code(secret, 1));
    in("alice", PASSWORD);

    secondFactor(alice);
    assertTrue(signIn.secondFactors().remove(alice.id()));
    assertFalse(signIn.secondFactors().remove(alice.id()));
    in("alice", PASSWORD);
  }

  @Test
  void aSecondFactorThatNobodyConfirmedIsNone() throws Exception {
    User alice = user("alice");
    signIn.secondFactors().begin(alice);
    byte[] secret = Objects.requireNonNull(signIn.secondFactors().begun(alice.id()));
    in("alice", PASSWORD);

    clock.addAndGet(600);

    refused(Kind.CONFLICT, () -> signIn.secondFactors().confirm(alice.id(), code(secret, 0)));
  }

  @Test
  void thePasswordStaysWhenALinkIsMadeAndTheSecondFactorWhenItIsUsed() throws Exception {
    User alice = user("alice");
    secondFactor(alice);
    String link = signIn.passwords().link(alice.id()).secret();
    refused(Kind.SECOND_FACTOR, () -> in("alice", PASSWORD));

    signIn.passwords().set(HOME, link, OTHER);

    refused(Kind.SECOND_FACTOR, () -> in("alice", OTHER));
  }

  private String first() {
    return signIn.firstAdministrator().secret().orElseThrow();
  }

  @Test
  void theFirstAdministratorIsMadeOnce() throws Exception {
    users.add("admin", UserRole.ADMIN);
    String secret = first();
    Path file = folder.resolve("first-administrator");
    assertEquals(secret, Files.readString(file).strip());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    reopen();
    assertEquals(secret, first(), "the link that was printed stays good");

    String wrong = Secret.fresh().text();
    refused(
        Kind.WRONG_LINK, () -> signIn.firstAdministrator().make(HOME, wrong, "admin", PASSWORD));
    refused(Kind.INVALID, () -> signIn.firstAdministrator().make(HOME, secret, "admin", "short"));
    User admin = signIn.firstAdministrator().make(HOME, secret, "admin", PASSWORD);

    assertEquals(1, admin.id(), "the user whom the command line has made");
    in("admin", PASSWORD);
    assertFalse(Files.exists(file));
    refused(
        Kind.WRONG_LINK, () -> signIn.firstAdministrator().make(HOME, secret, "another", PASSWORD));
    reopen();
    assertTrue(signIn.firstAdministrator().secret().isEmpty());
    assertFalse(Files.exists(file));
  }

  @Test
  void twoWhoOpenTheLinkAtOnceMakeOneAdministrator() throws Exception {
    String secret = first();
    CyclicBarrier start = new CyclicBarrier(4);
    List<Callable<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "admin" + i;
      tries.add(
          () -> {
            start.await();
            try {
              signIn.firstAdministrator().make(HOME, secret, name, PASSWORD);
              return true;
            } catch (SignInException e) {
              return false;
            }
          });
    }

    assertEquals(1, together(tries));
    assertEquals(1, users.size());
  }

  @Test
  void aLinkForTheFirstAdministratorTakesOverNobody() throws Exception {
    user("alice");
    User gone = users.add("gone", UserRole.MEMBER);
    state(gone, UserState.DISABLED);
    String secret = first();

    refused(Kind.CONFLICT, () -> signIn.firstAdministrator().make(HOME, secret, "alice", PASSWORD));
    refused(Kind.CONFLICT, () -> signIn.firstAdministrator().make(HOME, secret, "gone", PASSWORD));
    assertEquals(UserRole.MEMBER, users.named("alice").orElseThrow().role());
    User bob = users.add("bob", UserRole.MEMBER);
    assertEquals(
        UserRole.ADMIN, signIn.firstAdministrator().make(HOME, secret, "bob", PASSWORD).role());
    assertEquals(UserRole.ADMIN, users.find(bob.id()).orElseThrow().role());
  }

  @Test
  void whoIsInvitedJoinsOnceAsAMember() throws Exception {
    User alice = user("alice");
    Invitations.Made made = signIn.invitations().make(alice);
    reopen();

    assertEquals("alice", signIn.joining().look(HOME, made.secret()).inviter().name());
    assertThrows(
        RegistryException.class,
        () -> signIn.joining().join(HOME, made.secret(), "ALICE", PASSWORD));
    refused(Kind.INVALID, () -> signIn.joining().join(HOME, made.secret(), "bob", "short"));
    User bob = signIn.joining().join(HOME, made.secret(), "bob", PASSWORD);

    assertEquals(UserRole.MEMBER, bob.role());
    in("bob", PASSWORD);
    refused(Kind.WRONG_LINK, () -> signIn.joining().join(HOME, made.secret(), "carol", PASSWORD));
    refused(Kind.WRONG_LINK, () -> signIn.joining().look(HOME, made.secret()));
    reopen();
    Map<Long, Invitation> joined = signIn.invitations().joined();
    assertEquals(alice.id(), Objects.requireNonNull(joined.get(bob.id())).madeBy());
    assertEquals(1, joined.size());
  }

  @Test
  void oneInvitationIsOneUserWhoeverIsFaster() throws Exception {
    String secret = signIn.invitations().make(user("alice")).secret();
    CyclicBarrier start = new CyclicBarrier(4);
    List<Callable<Boolean>> tries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "bob" + i;
      tries.add(
          () -> {
            start.await();
            try {
              signIn.joining().join(HOME, secret, name, PASSWORD);
              return true;
            } catch (SignInException e) {
              return false;
            }
          });
    }

    assertEquals(1, together(tries));
    assertEquals(2, users.size());
  }

  @Test
  void invitationsAreLimitedByRoleAndNobodyFillsTheTable() throws Exception {
    User alice = user("alice");
    Invitations invitations = signIn.invitations();
    Invitations.Made first = invitations.make(alice);
    signIn.joining().join(HOME, first.secret(), "bob", PASSWORD);
    assertEquals(1, invitations.left(alice));
    Invitations.Made second = invitations.make(alice);
    refused(Kind.CONFLICT, () -> invitations.make(alice));

    invitations.revoke(alice.id(), second.invitation().id());
    refused(Kind.WRONG_LINK, () -> signIn.joining().look(HOME, second.secret()));
    refused(Kind.CONFLICT, () -> invitations.make(alice));
    refused(Kind.NOT_FOUND, () -> invitations.revoke(alice.id(), second.invitation().id()));
    refused(Kind.NOT_FOUND, () -> invitations.revoke(alice.id(), first.invitation().id()));

    clock.addAndGet(86_400);
    assertEquals(1, invitations.left(alice), "one that was taken back comes back in a day");
    Invitations.Made third = invitations.make(alice);
    clock.addAndGet(86_400);
    refused(Kind.WRONG_LINK, () -> signIn.joining().look(HOME, third.secret()));
    clock.addAndGet(31 * 86_400);
    signIn.sweep();
    assertEquals(1, invitations.size(), "who joined by which is kept for good");
    assertEquals(1, database.invitations().all().size());

    User admin = users.add("root", UserRole.ADMIN);
    assertEquals(Invitations.MOST_OPEN, invitations.left(admin));
  }

  @Test
  void nobodyTakesAnothersInvitationBack() throws Exception {
    Invitations.Made made = signIn.invitations().make(user("alice"));
    long bob = user("bob").id();

    refused(Kind.NOT_FOUND, () -> signIn.invitations().revoke(bob, made.invitation().id()));
    signIn.joining().look(HOME, made.secret());
  }

  @Test
  void theInvitationsOfOneWhoWasDisabledAreOfNoUse() throws Exception {
    User alice = user("alice");
    Invitations.Made made = signIn.invitations().make(alice);

    state(alice, UserState.DISABLED);

    refused(Kind.WRONG_LINK, () -> signIn.joining().join(HOME, made.secret(), "bob", PASSWORD));
  }

  @Test
  void linksAreNotGuessedAndNamesAreNotTriedWithoutEnd() throws Exception {
    String secret = signIn.invitations().make(user("alice")).secret();
    Visitor guesser = new Visitor("203.0.113.5", "");
    for (int i = 0; i < Attempts.PER_HOST / 2; i++) {
      refused(Kind.WRONG_LINK, () -> signIn.joining().look(guesser, Secret.fresh().text()));
      assertThrows(
          RegistryException.class, () -> signIn.joining().join(guesser, secret, "alice", PASSWORD));
    }
    refused(Kind.TOO_MANY, () -> signIn.joining().look(guesser, secret));
    refused(Kind.TOO_MANY, () -> signIn.joining().join(guesser, secret, "free", PASSWORD));
    refused(Kind.TOO_MANY, () -> signIn.passwords().set(guesser, secret, PASSWORD));
    refused(
        Kind.TOO_MANY, () -> signIn.firstAdministrator().make(guesser, secret, "free", PASSWORD));
    signIn.joining().look(HOME, secret);
  }

  @Test
  void whoIsShutOutIsOutEverywhereAndStaysSo() throws Exception {
    User alice = user("alice");
    Browsers.Opened opened = in("alice", PASSWORD);
    String link = signIn.passwords().link(alice.id()).secret();

    signIn.shutOut(alice.id());

    assertFalse(isIn(opened));
    refused(Kind.WRONG_LINK, () -> signIn.passwords().set(HOME, link, OTHER));
  }

  @Test
  void itIsCountedWhatBecameOfAttempts() throws Exception {
    user("alice");
    in("alice", PASSWORD);
    for (int i = 0; i < Attempts.PER_HOST; i++) {
      refused(Kind.WRONG, () -> in("alice", OTHER));
    }
    refused(Kind.TOO_MANY, () -> in("alice", PASSWORD));

    assertEquals(1, signIn.signedIn());
    assertEquals(Attempts.PER_HOST, signIn.wrong());
    assertEquals(1, signIn.refused());
  }
}
