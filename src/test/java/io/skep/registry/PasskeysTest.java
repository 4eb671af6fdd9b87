package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.TorrentPasskey;
import io.skep.storage.TorrentPasskeyStore;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PasskeysTest {
  private static final byte[] KEY = new byte[32];

  private final MemoryTorrentPasskeys store = new MemoryTorrentPasskeys();
  private final Users users;
  private final Passkeys passkeys;
  private final User bee;
  private final User wasp;

  // What the readers look up: those that may still live, and those that must not.
  private volatile List<String> living = List.of();
  private volatile List<String> dead = List.of();

  PasskeysTest() throws Exception {
    users = Users.load(new MemoryUsers(), () -> 1);
    passkeys = new Passkeys(users, store, KEY);
    bee = users.add("bee", UserRole.MEMBER);
    wasp = users.add("wasp", UserRole.MEMBER);
  }

  private Optional<Passkeys.Owner> owner(User user, long torrent) {
    return Optional.of(new Passkeys.Owner(user, torrent));
  }

  @Test
  void aUsersOwnIsGoodForAllTorrents() {
    assertEquals(owner(bee, 0), passkeys.owner(bee.passkey()));
    assertEquals(owner(wasp, 0), passkeys.owner(wasp.passkey()));
  }

  @Test
  void whatIsNobodysIsNobodys() {
    for (String text :
        List.of("", "x", "a".repeat(32), "A".repeat(32), "a".repeat(129), "ä".repeat(32), "a b")) {
      assertEquals(Optional.empty(), passkeys.owner(text), text);
    }
    String upper = bee.passkey().toUpperCase(java.util.Locale.ROOT);
    assertEquals(Optional.empty(), passkeys.owner(upper));
  }

  @Test
  void oneForATorrentNamesBoth() {
    String passkey = passkeys.forTorrent(bee, 7);

    assertEquals(owner(bee, 7), passkeys.owner(passkey));
    assertEquals(owner(bee, 7), passkeys.owner(passkey), "again");
    assertNotEquals(passkey, passkeys.forTorrent(bee, 8));
    assertNotEquals(passkey, passkeys.forTorrent(wasp, 7));
  }

  @Test
  void anImportedOneIsTakenAsItIs() throws Exception {
    String imported = "0123456789ABCDEF-_xy";
    User added =
        users
            .addMissing(List.of(new NewUser("ant", UserRole.MEMBER, UserState.ACTIVE, imported, 0)))
            .get(0);

    assertEquals(owner(added, 0), passkeys.owner(imported));
    assertEquals(owner(added, 3), passkeys.owner(passkeys.forTorrent(added, 3)));
  }

  @Test
  void oneForATorrentIsRevokedAlone() throws Exception {
    String seven = passkeys.forTorrent(bee, 7);
    String eight = passkeys.forTorrent(bee, 8);
    String wasps = passkeys.forTorrent(wasp, 7);
    assertEquals(owner(bee, 7), passkeys.owner(seven));

    passkeys.revoke(bee.id(), 7);

    assertEquals(Optional.empty(), passkeys.owner(seven));
    assertEquals(owner(bee, 8), passkeys.owner(eight));
    assertEquals(owner(wasp, 7), passkeys.owner(wasps));
    assertEquals(owner(bee, 0), passkeys.owner(bee.passkey()));
    String next = passkeys.forTorrent(bee, 7);
    assertNotEquals(seven, next);
    assertEquals(owner(bee, 7), passkeys.owner(next));

    passkeys.revoke(bee.id(), 7);
    assertEquals(Optional.empty(), passkeys.owner(next));
  }

  @Test
  void itStaysRevokedAfterAStart() throws Exception {
    String first = passkeys.forTorrent(bee, 7);
    passkeys.revoke(bee.id(), 7);
    passkeys.revoke(bee.id(), 7);
    String third = passkeys.forTorrent(bee, 7);

    Passkeys again = new Passkeys(users, store, KEY);

    assertEquals(Optional.empty(), again.owner(first));
    assertEquals(owner(bee, 7), again.owner(third));
  }

  @Test
  void allEndWithTheUsersOwn() throws Exception {
    String known = passkeys.forTorrent(bee, 7);
    String fresh = passkeys.forTorrent(bee, 8);
    assertTrue(passkeys.owner(known).isPresent());

    User rotated = users.rotatePasskey(bee.id());

    assertEquals(Optional.empty(), passkeys.owner(bee.passkey()));
    assertEquals(Optional.empty(), passkeys.owner(known));
    assertEquals(Optional.empty(), passkeys.owner(fresh));
    assertEquals(owner(rotated, 0), passkeys.owner(rotated.passkey()));
    String next = passkeys.forTorrent(bee, 7);
    assertEquals(owner(rotated, 7), passkeys.owner(next), "made from the one that holds now");

    users.revokePasskey(bee.id());
    assertEquals(Optional.empty(), passkeys.owner(next));
    assertEquals("", passkeys.forTorrent(rotated, 7));
  }

  @Test
  void thereIsNoneForNobody() {
    User gone = new User(99, "gone", UserRole.MEMBER, UserState.ACTIVE, "x".repeat(32), 0);

    assertEquals("", passkeys.forTorrent(gone, 7));
  }

  @Test
  void theUserIsAsTheyAreNow() throws Exception {
    String passkey = passkeys.forTorrent(bee, 7);
    passkeys.owner(passkey);
    User disabled =
        users.change(
            bee.id(),
            user ->
                new User(
                    user.id(),
                    user.name(),
                    user.role(),
                    UserState.DISABLED,
                    user.passkey(),
                    user.createdAt()));

    assertEquals(owner(disabled, 7), passkeys.owner(passkey));
    assertEquals(owner(disabled, 0), passkeys.owner(bee.passkey()));
  }

  @Test
  void whatTheDatabaseDidNotKeepIsNotRevoked() throws Exception {
    TorrentPasskeyStore broken =
        new TorrentPasskeyStore() {
          @Override
          public void forEach(Consumer<TorrentPasskey> visitor) {
            // There are none.
          }

          @Override
          public void put(TorrentPasskey passkey) throws StorageException {
            throw new StorageException("the database is away", null);
          }
        };
    Passkeys here = new Passkeys(users, broken, KEY);
    String passkey = here.forTorrent(bee, 7);

    assertThrows(StorageException.class, () -> here.revoke(bee.id(), 7));
    assertEquals(owner(bee, 7), here.owner(passkey));
  }

  /**
   * Readers on other threads look up without end. What one of them begins to look up after a
   * revocation has returned must not be found.
   */
  @Test
  void revokingHoldsOnEveryThreadAtOnce() throws Exception {
    living = List.of(bee.passkey());
    ExecutorService readers = Executors.newFixedThreadPool(2);
    List<Future<Long>> answers = new ArrayList<>();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    for (int i = 0; i < 2; i++) {
      answers.add(readers.submit(() -> read(goesOn)));
    }
    for (int round = 0; round < 150; round++) {
      String own = users.find(bee.id()).orElseThrow().passkey();
      String derived = passkeys.forTorrent(bee, 7);
      living = List.of(own, derived);
      if (round % 2 == 0) {
        passkeys.revoke(bee.id(), 7);
        dead = List.of(derived);
      } else {
        users.rotatePasskey(bee.id());
        dead = List.of(own, derived);
      }
    }
    goesOn.set(false);
    long looked = 0;
    for (Future<Long> answer : answers) {
      looked += answer.get(20, TimeUnit.SECONDS);
    }
    readers.shutdown();
    assertTrue(looked > 0);
  }

  private long read(AtomicBoolean goesOn) {
    long looked = 0;
    while (goesOn.get()) {
      // So that the look-ups and the revocation meet.
      living.forEach(passkeys::owner);
      for (String passkey : dead) {
        assertFalse(passkeys.owner(passkey).isPresent(), "found after it was revoked");
        looked++;
      }
    }
    return looked;
  }
}
