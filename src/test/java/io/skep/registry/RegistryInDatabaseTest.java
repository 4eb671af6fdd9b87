package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo;
import io.skep.storage.Database;
import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.TestDatabases;
import io.skep.storage.Torrent;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry over a real database: what it keeps is what comes back after a start. */
class RegistryInDatabaseTest {
  private static final long NOW = 1_700_000_000;
  private static final InfoHash A = InfoHash.parse("a".repeat(40));
  private static final String EVIL = "Robert'); DROP TABLE users; -- \\ \" % 🐝";

  private final Path folder;
  private Database database;
  private Users users;
  private Torrents torrents;
  private Passkeys passkeys;

  RegistryInDatabaseTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    open();
  }

  private void open() throws StorageException {
    database = TestDatabases.sqlite(folder);
    users = Users.load(database.users(), () -> NOW);
    torrents = Torrents.load(database.torrents(), () -> NOW);
    passkeys = new Passkeys(users, database.torrentPasskeys(), new byte[32]);
  }

  private void openAgain() throws StorageException {
    database.close();
    open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void usersComeBack() throws Exception {
    User evil = users.add(EVIL, UserRole.ADMIN);
    User bee = users.add("bee", UserRole.MEMBER);
    users.change(
        bee.id(),
        user ->
            new User(user.id(), "wasp", UserRole.MODERATOR, UserState.NO_LEECH, user.passkey(), 0));
    users.revokePasskey(users.add("ant", UserRole.MEMBER).id());
    users.addMissing(
        List.of(
            new NewUser("ANT", UserRole.MEMBER, UserState.ACTIVE, "", 0),
            new NewUser("fly", UserRole.MEMBER, UserState.DISABLED, "imported-1", 77)));
    List<User> before = users.all();
    assertEquals(4, before.size());

    openAgain();

    assertEquals(before, users.all());
    assertEquals(evil, users.named(EVIL.toUpperCase(java.util.Locale.ROOT)).orElseThrow());
    assertEquals("fly", passkeys.owner("imported-1").orElseThrow().user().name());
    RegistryException refusal =
        assertThrows(RegistryException.class, () -> users.add("WASP", UserRole.MEMBER));
    assertEquals(RegistryException.Kind.CONFLICT, refusal.kind());
  }

  @Test
  void torrentsComeBack() throws Exception {
    byte[] file = Bencoded.sample("libtorrent-hybrid-folder");
    Torrent hybrid = torrents.register(file, 0).torrent();
    torrents.register(A, EVIL, 0);
    torrents.delete(2, EVIL);
    byte[] mine = torrents.file(hybrid, List.of("http://h/announce"));
    List<Torrent> before = torrents.all();

    openAgain();

    assertEquals(before, torrents.all());
    assertEquals(EVIL, Objects.requireNonNull(torrents.find(A).orElseThrow().deleted()).reason());
    assertArrayEquals(mine, torrents.file(hybrid, List.of("http://h/announce")));
    assertEquals(hybrid.infoHashes(), Metainfo.read(mine).infoHashes());
    assertEquals(hybrid, torrents.find(hybrid.infoHashes().get(1)).orElseThrow());
    assertTrue(torrents.restore(2).deleted() == null);
  }

  @Test
  void theFileThatComesLaterIsKept() throws Exception {
    byte[] file = TorrentRewriting.madePrivate(Bencoded.sample("libtorrent-hybrid-folder"));
    torrents.register(Metainfo.read(file).infoHashes().get(0), "", 0);
    Torrent torrent = torrents.register(file, 0).torrent();

    openAgain();

    assertEquals(torrent, torrents.find(1).orElseThrow());
    assertTrue(torrent.hasFile());
    assertEquals(2, torrent.infoHashes().size());
    assertArrayEquals(
        Bencoded.part(file, "info"), Bencoded.part(torrents.file(torrent, List.of()), "info"));
  }

  @Test
  void whatIsRevokedStaysSo() throws Exception {
    User bee = users.add("bee", UserRole.MEMBER);
    Torrent torrent = torrents.register(A, "a", 0);
    String first = passkeys.forTorrent(bee, torrent.id());
    passkeys.revoke(bee.id(), torrent.id());
    String second = passkeys.forTorrent(bee, torrent.id());

    openAgain();

    assertFalse(passkeys.owner(first).isPresent());
    assertEquals(torrent.id(), passkeys.owner(second).orElseThrow().torrent());
    assertEquals(second, passkeys.forTorrent(bee, torrent.id()));
  }
}
