package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserStoreTest extends DatabaseContract {
  static NewUser user(String name, String passkey) {
    return new NewUser(name, UserRole.MEMBER, UserState.ACTIVE, passkey, 1_700_000_000L);
  }

  private List<User> all() throws StorageException {
    List<User> users = new ArrayList<>();
    database.users().forEach(users::add);
    return users;
  }

  @Test
  void aUserIsKeptAsItIs() throws Exception {
    User ada =
        database
            .users()
            .insert(new NewUser("Ada", UserRole.ADMIN, UserState.NO_LEECH, "pk1", 1L << 62));
    User bob = database.users().insert(user("bob", ""));

    reopen();

    assertEquals(List.of(ada, bob), all());
    assertEquals(new User(1, "Ada", UserRole.ADMIN, UserState.NO_LEECH, "pk1", 1L << 62), ada);
    assertEquals(2, bob.id());
  }

  @Test
  void namesAreOneWithoutRegardToCase() throws Exception {
    database.users().insert(user("Straße-ÅNGSTRÖM-ΟΔΟΣ", "a"));

    ConflictException taken =
        assertThrows(
            ConflictException.class,
            () -> database.users().insert(user("STRASSE-ångström-οδος", "b")));

    assertEquals("another user has this name", taken.getMessage());
    assertEquals(1, all().size());
  }

  @Test
  void aPasskeyIsOneUsers() throws Exception {
    database.users().insert(user("ada", "secret-passkey"));
    User bob = database.users().insert(user("bob", "other"));

    for (ConflictException taken :
        List.of(
            assertThrows(
                ConflictException.class,
                () -> database.users().insert(user("eve", "secret-passkey"))),
            assertThrows(
                ConflictException.class,
                () -> database.users().insertMissing(List.of(user("eve", "secret-passkey")))),
            assertThrows(
                ConflictException.class,
                () -> database.users().update(withPasskey(bob, "secret-passkey"))))) {
      assertEquals("another user has this passkey", taken.getMessage());
    }
    assertEquals(2, all().size());
  }

  private static User withPasskey(User user, String passkey) {
    return new User(user.id(), user.name(), user.role(), user.state(), passkey, user.createdAt());
  }

  @Test
  void manyMayHaveNoPasskey() throws Exception {
    database.users().insert(user("ada", ""));
    database.users().insert(user("bob", ""));

    assertEquals(2, all().size());
  }

  @Test
  void anUpdateReplaces() throws Exception {
    User ada = database.users().insert(user("ada", "1"));
    database.users().insert(user("bob", "2"));
    User changed = new User(ada.id(), "ADA", UserRole.MODERATOR, UserState.DISABLED, "", 7);

    database.users().update(changed);

    assertEquals(changed, all().get(0));
    assertEquals(
        "another user has this name",
        assertThrows(
                ConflictException.class,
                () ->
                    database
                        .users()
                        .update(new User(1, "BOB", UserRole.MEMBER, UserState.ACTIVE, "", 7)))
            .getMessage());
    assertEquals(changed, all().get(0));
    assertThrows(
        StorageException.class,
        () -> database.users().update(new User(99, "x", UserRole.MEMBER, UserState.ACTIVE, "", 7)));
  }

  @Test
  void theMissingAreAddedAndTheOthersLeft() throws Exception {
    User ada = database.users().insert(user("ada", "1"));

    List<User> added =
        database
            .users()
            .insertMissing(
                List.of(user("ADA", "9"), user("bob", "2"), user("Bob", "3"), user("eve", "4")));

    assertEquals(List.of("bob", "eve"), added.stream().map(User::name).toList());
    List<User> all = new ArrayList<>(List.of(ada));
    all.addAll(added);
    assertEquals(all, all());
    assertEquals(List.of(), database.users().insertMissing(List.of()));
  }

  @Test
  void thousandsAreAddedAtOnceAndNoneIfOneCantBe() throws Exception {
    List<NewUser> many =
        new ArrayList<>(
            IntStream.range(0, 5_000).mapToObj(i -> user("user" + i, "key" + i)).toList());
    many.add(user("last", "key4999"));
    assertThrows(ConflictException.class, () -> database.users().insertMissing(many));
    assertEquals(List.of(), all());

    many.remove(many.size() - 1);
    assertEquals(5_000, database.users().insertMissing(many).size());
    assertEquals(0, database.users().insertMissing(many).size());
    assertEquals(5_000, all().size());
  }

  @Test
  void idsAreNeverUsedAgain() throws Exception {
    User ada = database.users().insert(user("ada", "1"));
    execute("DELETE FROM users");

    reopen();

    assertEquals(ada.id() + 1, database.users().insert(user("ada", "1")).id());
  }

  @Test
  void nobodySeesAPasskeyInWords() {
    assertFalse(user("ada", "hush").toString().contains("hush"));
  }
}
