package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.NewUser;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
  private static final long NOW = 1_700_000_000;

  private final MemoryUsers store = new MemoryUsers();
  private final Users users;

  UsersTest() throws Exception {
    users = Users.load(store, () -> NOW);
  }

  private User add(String name) throws Exception {
    return users.add(name, UserRole.MEMBER);
  }

  private static RegistryException refused(RegistryException.Kind kind, Throwing call) {
    RegistryException refusal = assertThrows(RegistryException.class, call::run);
    assertEquals(kind, refusal.kind());
    return refusal;
  }

  interface Throwing {
    void run() throws Exception;
  }

  private static User renamed(User user, String name) {
    return new User(user.id(), name, user.role(), user.state(), user.passkey(), user.createdAt());
  }

  private static NewUser imported(String name, String passkey) {
    return new NewUser(name, UserRole.MEMBER, UserState.ACTIVE, passkey, 0);
  }

  @Test
  void aUserIsFoundByIdAndByNameInAnyCase() throws Exception {
    User added = users.add("  Änne B ", UserRole.MODERATOR);

    assertEquals("Änne B", added.name());
    assertEquals(UserRole.MODERATOR, added.role());
    assertEquals(UserState.ACTIVE, added.state());
    assertEquals(NOW, added.createdAt());
    assertEquals(Optional.of(added), users.find(added.id()));
    assertEquals(Optional.of(added), users.named("äNNE b"));
    assertEquals(Optional.of(added), users.named("A\u0308nne B"), "written with a mark of its own");
    assertEquals(Optional.empty(), users.named("Änne"));
    assertEquals(Optional.empty(), users.find(99));
    assertEquals(added, store.row(added.id()));
  }

  @Test
  void everyPasskeyIsAnother() throws Exception {
    Set<String> passkeys = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      User user = add("user" + i);
      assertTrue(user.passkey().matches("[a-z2-7]{32}"), user.passkey());
      passkeys.add(user.passkey());
    }
    assertEquals(200, passkeys.size());
    assertEquals(List.of("user0", "user1"), users.all().stream().map(User::name).limit(2).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "a\nb",
        "a\u0000b",
        "a\u001b[31mb",
        "a\u0085b",
        "a\u2028b",
        "\ud83d",
        "a\udc1d",
        "\u202eevil",
        "a\u2066b",
        "a\u200bb",
        "a\u200db",
        "\ufeffa",
        "a\u00a0b",
        "a\uffffb",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff12345"
      })
  void aNameThatWouldDeceiveIsRefused(String name) {
    RegistryException refusal = refused(RegistryException.Kind.INVALID, () -> add(name));

    assertTrue(refusal.reason().startsWith("a user's name must not "), refusal.reason());
    assertTrue(refusal.reason().chars().allMatch(c -> c >= ' ' && c < 127), "it is not repeated");
    assertEquals(0, users.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "'; DROP TABLE users; --",
        "Robert\"); <script>",
        "%s${jndi:ldap://x}",
        "日本語",
        "🐝🐝",
        "../../etc",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234"
      })
  void anyOtherNameIsKeptAsItIs(String name) throws Exception {
    assertEquals(name, add(name).name());
    assertEquals(name, users.named(name).orElseThrow().name());
  }

  @Test
  void aNameIsOneUsersInWhateverCase() throws Exception {
    User bee = add("Bee");

    RegistryException refusal = refused(RegistryException.Kind.CONFLICT, () -> add("bEE "));
    assertEquals("the name 'Bee' is another user's", refusal.reason());

    User wasp = add("wasp");
    refused(
        RegistryException.Kind.CONFLICT,
        () -> users.change(wasp.id(), user -> renamed(user, "BEE")));
    assertEquals("BEE", users.change(bee.id(), user -> renamed(user, "BEE")).name());
    users.change(bee.id(), user -> renamed(user, "hornet"));
    assertEquals(bee.id(), users.named("Hornet").orElseThrow().id());
    assertEquals("bee", users.change(wasp.id(), user -> renamed(user, "bee")).name());
    assertEquals(wasp.id(), users.named("BEE").orElseThrow().id());
    assertEquals(Optional.empty(), users.named("wasp"));
  }

  @Test
  void whoAUserIsStays() throws Exception {
    User bee = add("bee");

    User after =
        users.change(
            bee.id(),
            user -> new User(77, "bee", UserRole.ADMIN, UserState.NO_LEECH, user.passkey(), 5));

    assertEquals(
        new User(
            bee.id(), "bee", UserRole.ADMIN, UserState.NO_LEECH, bee.passkey(), bee.createdAt()),
        after);
    assertEquals(after, store.row(bee.id()));
    refused(RegistryException.Kind.NOT_FOUND, () -> users.change(99, user -> user));
    refused(RegistryException.Kind.NOT_FOUND, () -> users.rotatePasskey(99));
  }

  @Test
  void passkeysAreRotatedAndRevoked() throws Exception {
    User bee = add("bee");

    User rotated = users.rotatePasskey(bee.id());
    assertNotEquals(bee.passkey(), rotated.passkey());
    assertEquals(rotated, users.index().withPasskey(rotated.passkey()));
    assertEquals(null, users.index().withPasskey(bee.passkey()));

    assertEquals("", users.revokePasskey(bee.id()).passkey());
    assertEquals(null, users.index().withPasskey(rotated.passkey()));
    assertEquals(null, users.index().withPasskey(""));
    add("wasp");
    users.revokePasskey(2);
    assertEquals("", Objects.requireNonNull(store.row(2)).passkey(), "two users may have none");
  }

  @Test
  void manyAreAddedAtOnce() throws Exception {
    User bee = add("Bee");
    String passkey = "0123456789abcdef0123456789ABCDEF";

    List<User> added =
        users.addMissing(
            List.of(
                imported("BEE", "another_passkey"),
                imported("wasp", passkey),
                imported(" hornet", ""),
                imported("WASP", "")));

    assertEquals(List.of("wasp", "hornet"), added.stream().map(User::name).toList());
    assertEquals(passkey, added.get(0).passkey());
    assertEquals(32, added.get(1).passkey().length());
    assertEquals(NOW, added.get(0).createdAt());
    assertEquals(bee, users.named("bee").orElseThrow(), "who was there stays as they were");
    assertEquals(added.get(0), users.index().withPasskey(passkey));
    assertEquals(3, users.size());
  }

  @Test
  void oneThatCantBeAddedKeepsAllOut() throws Exception {
    String passkey = add("bee").passkey();

    refused(
        RegistryException.Kind.CONFLICT,
        () -> users.addMissing(List.of(imported("a", ""), imported("b", passkey))));
    refused(
        RegistryException.Kind.CONFLICT,
        () -> users.addMissing(List.of(imported("a", "same_one"), imported("b", "same_one"))));
    RegistryException refusal =
        refused(
            RegistryException.Kind.INVALID,
            () -> users.addMissing(List.of(imported("a", ""), imported("b\u0007", ""))));
    assertTrue(refusal.reason().startsWith("user 'b\ufffd': a user's name"));
    assertEquals(1, users.size());
    assertEquals(null, store.row(2));
  }

  @Test
  void whatStandsAgainstAUserIsToldWithoutAddingIt() throws Exception {
    String passkey = add("bee").passkey();

    assertEquals(List.of(), users.problems(imported("wasp", "")));
    assertEquals(List.of(), users.problems(imported("wasp", "12345678")));
    assertEquals(
        List.of("the name 'bee' is another user's", "the passkey is another user's"),
        users.problems(imported("BEE", passkey)));
    for (String bad :
        List.of("1234567", "a".repeat(129), "with space", "sla/sh/es", "ümlaut_passkey")) {
      assertEquals(
          List.of("a passkey has 8 to 128 letters, digits, '-' and '_'"),
          users.problems(imported("wasp", bad)));
    }
    assertEquals(1, users.size());
  }

  @Test
  void whatTheDatabaseDidNotDoHasNotHappened() throws Exception {
    User bee = add("bee");

    store.failNext(MemoryUsers.Failure.BEFORE);
    assertThrows(StorageUnavailableException.class, () -> users.rotatePasskey(bee.id()));
    assertEquals(bee, users.index().withPasskey(bee.passkey()));

    store.failNext(MemoryUsers.Failure.BEFORE);
    assertThrows(StorageUnavailableException.class, () -> add("wasp"));
    assertEquals(Optional.empty(), users.named("wasp"));
    assertEquals("wasp", add("wasp").name());
  }

  @Test
  void aCommitWhoseEndWasLostIsFoundAtTheNextWrite() throws Exception {
    User bee = add("bee");
    store.failNext(MemoryUsers.Failure.AFTER);
    assertThrows(StorageUnavailableException.class, () -> users.revokePasskey(bee.id()));
    store.failNext(MemoryUsers.Failure.AFTER);
    assertThrows(StorageUnavailableException.class, () -> add("wasp"));

    refused(RegistryException.Kind.CONFLICT, () -> add("Wasp"));
    assertEquals(2, users.named("wasp").orElseThrow().id());
    assertEquals("", users.find(bee.id()).orElseThrow().passkey());
    assertEquals(null, users.index().withPasskey(bee.passkey()));
  }

  @Test
  void whatOnlyTheDatabaseKnowsIsAConflictInItsWords() throws Exception {
    store.insert(imported("bee", "12345678"));

    RegistryException refusal = refused(RegistryException.Kind.CONFLICT, () -> add("bee"));
    assertEquals("the database knows a user of this name or passkey", refusal.reason());
    refusal = refused(RegistryException.Kind.CONFLICT, () -> add("bee"));
    assertEquals("the name 'bee' is another user's", refusal.reason(), "it was loaded since");
  }

  @Test
  void allAreThereAfterAStart() throws Exception {
    User bee = add("bee");
    User wasp = users.revokePasskey(add("wasp").id());

    Users again = Users.load(store, () -> NOW);

    assertEquals(List.of(bee, wasp), again.all());
    assertEquals(bee, again.index().withPasskey(bee.passkey()));
  }

  @Test
  void aPasskeyIsInNoText() throws Exception {
    User bee = add("bee");
    String passkey = bee.passkey();
    RegistryException refusal =
        refused(
            RegistryException.Kind.CONFLICT,
            () -> users.addMissing(List.of(imported("wasp", passkey))));

    assertFalse(refusal.reason().contains(passkey));
    assertFalse(bee.toString().contains(passkey));
    assertFalse(users.index().hash(passkey).toString().contains(passkey));
  }
}
