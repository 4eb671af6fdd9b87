package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo;
import io.skep.registry.RegistryException.Kind;
import io.skep.storage.NewTorrent;
import io.skep.storage.StorageUnavailableException;
import io.skep.storage.Torrent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorrentsTest {
  private static final long NOW = 1_700_000_000;
  private static final InfoHash A = InfoHash.parse("a".repeat(40));
  private static final InfoHash B = InfoHash.parse("b".repeat(40));

  private final MemoryTorrents store = new MemoryTorrents();
  private final Torrents torrents;

  TorrentsTest() throws Exception {
    torrents = Torrents.load(store, () -> NOW);
  }

  private static RegistryException refused(Kind kind, UsersTest.Throwing call) {
    RegistryException refusal = assertThrows(RegistryException.class, call::run);
    assertEquals(kind, refusal.kind(), refusal.reason());
    return refusal;
  }

  private static byte[] privateTorrent(String name) {
    return Bencoded.torrent(name, "", "7:privatei1e");
  }

  private Torrent known(long id) {
    return torrents.find(id).orElseThrow();
  }

  @Test
  void whatTheFileSaysIsKept() throws Exception {
    byte[] file =
        Bencoded.bytes(
            "d8:announce20:http://secret/abcdef4:info"
                + Bencoded.info("Name", "7:license7:CC-BY-4", "7:privatei1e6:source4:SITE")
                + "e");

    Registration registration = torrents.register(file, 5);

    Torrent torrent = registration.torrent();
    assertEquals(
        new Torrent(
            1, Metainfo.read(file).infoHashes(), "Name", 1000, 1, "CC-BY-4", 5, NOW, true, null),
        torrent);
    assertTrue(registration.added());
    assertFalse(registration.madePrivate());
    assertEquals(Optional.of(torrent), torrents.find(torrent.infoHashes().get(0)));
    assertEquals(Optional.of(torrent), torrents.find(1));
    assertFalse(
        Bencoded.text(store.file(1).orElseThrow()).contains("secret"),
        "another tracker's passkey is not for us to keep");
  }

  @Test
  void theFileComesBackWithTheUsersUrls() throws Exception {
    byte[] file = Bencoded.sample("mktorrent-v1-private");
    Torrent torrent = torrents.register(file, 0).torrent();

    byte[] mine = torrents.file(torrent, List.of("http://h/announce/P", "udp://h/announce/P"));

    assertArrayEquals(Bencoded.part(file, "info"), Bencoded.part(mine, "info"));
    assertEquals(
        List.of(List.of("http://h/announce/P"), List.of("udp://h/announce/P")),
        Metainfo.read(mine).trackers());
    assertEquals(torrent.infoHashes(), Metainfo.read(mine).infoHashes());
  }

  @Test
  void whatIsNotPrivateIsMadeSo() throws Exception {
    byte[] file = Bencoded.sample("libtorrent-hybrid-folder");

    Registration registration = torrents.register(file, 0);

    assertTrue(registration.madePrivate());
    Torrent torrent = registration.torrent();
    assertEquals(2, torrent.infoHashes().size());
    assertNotEquals(Metainfo.read(file).infoHashes(), torrent.infoHashes());
    Metainfo kept = Metainfo.read(torrents.file(torrent, List.of("http://h/announce")));
    assertTrue(kept.isPrivate());
    assertEquals(torrent.infoHashes(), kept.infoHashes());
    assertEquals(Metainfo.read(file).files(), kept.files());
    refused(Kind.CONFLICT, () -> torrents.register(file, 0));
    assertArrayEquals(Bencoded.part(torrents.file(torrent, List.of()), "info"), kept.info());
  }

  @Test
  void bothHashesOfAHybridAreOneTorrent() throws Exception {
    Torrent torrent = torrents.register(Bencoded.sample("libtorrent-hybrid-single"), 0).torrent();

    assertEquals(torrent, torrents.find(torrent.infoHashes().get(0)).orElseThrow());
    assertEquals(torrent, torrents.find(torrent.infoHashes().get(1)).orElseThrow());
    assertEquals(1, torrents.size());
  }

  @Test
  void aTorrentIsRegisteredOnce() throws Exception {
    torrents.register(privateTorrent("Bees"), 0);

    RegistryException refusal =
        refused(Kind.CONFLICT, () -> torrents.register(privateTorrent("Bees"), 3));
    assertEquals("the torrent is registered already, as 'Bees'", refusal.reason());
    InfoHash hash = known(1).infoHashes().get(0);
    refused(Kind.CONFLICT, () -> torrents.register(hash, "x", 0));
  }

  @Test
  void anInfoHashAloneWillDo() throws Exception {
    Torrent torrent = torrents.register(A, " Bees ", 4);

    assertEquals(new Torrent(1, List.of(A), "Bees", -1, 0, "", 4, NOW, false, null), torrent);
    assertEquals(Optional.of(torrent), torrents.find(A));
    assertEquals(B.toString(), torrents.register(B, "", 0).name());
    RegistryException refusal =
        refused(Kind.NOT_FOUND, () -> torrents.file(torrent, List.of("http://h/announce")));
    assertEquals(
        "there is no .torrent of 'Bees': it was registered by its info-hash", refusal.reason());
    refused(Kind.INVALID, () -> torrents.register(InfoHash.parse("c".repeat(40)), "a\u0007", 0));
  }

  @Test
  void theFileOfOneKnownByItsHashCanComeLater() throws Exception {
    byte[] file = TorrentRewriting.madePrivate(Bencoded.sample("libtorrent-hybrid-single"));
    List<InfoHash> hashes = Metainfo.read(file).infoHashes();
    torrents.register(hashes.get(1), "given name", 0);

    Registration registration = torrents.register(file, 9);

    assertFalse(registration.added());
    Torrent torrent = registration.torrent();
    assertEquals(hashes, torrent.infoHashes());
    assertEquals("given name", torrent.name());
    assertEquals(Metainfo.read(file).length(), torrent.length());
    assertEquals(9, torrent.addedBy());
    assertTrue(torrent.hasFile());
    assertEquals(torrent, torrents.find(hashes.get(0)).orElseThrow());
    assertTrue(torrents.file(torrent, List.of()).length > 0);
  }

  @Test
  void aHybridOfTwoThatAreKnownApartIsAConflict() throws Exception {
    byte[] file = TorrentRewriting.madePrivate(Bencoded.sample("libtorrent-hybrid-single"));
    List<InfoHash> hashes = Metainfo.read(file).infoHashes();
    torrents.register(hashes.get(0), "one", 0);
    torrents.register(hashes.get(1), "other", 0);

    RegistryException refusal = refused(Kind.CONFLICT, () -> torrents.register(file, 0));
    assertEquals(
        "the torrent's two info-hashes belong to different torrents here", refusal.reason());
  }

  @Test
  void whatFailsHalfWayCanBeDoneAgain() throws Exception {
    byte[] file = privateTorrent("Bees");
    torrents.register(Metainfo.read(file).infoHashes().get(0), "Bees", 0);
    store.failNextFile();
    assertThrows(StorageUnavailableException.class, () -> torrents.register(file, 0));
    assertFalse(known(1).hasFile());

    assertTrue(torrents.register(file, 0).torrent().hasFile());
  }

  @Test
  void oneThatIsDeletedIsKeptAndCanComeBack() throws Exception {
    byte[] file = privateTorrent("Bees");
    Torrent torrent = torrents.register(file, 7).torrent();
    InfoHash hash = torrent.infoHashes().get(0);

    Torrent deleted = torrents.delete(1, "  it stings ");

    assertEquals(new Torrent.Deletion(NOW, "it stings"), deleted.deleted());
    assertEquals(Optional.of(deleted), torrents.find(hash));
    assertEquals(List.of(deleted), torrents.all());
    assertNull(torrents.restore(1).deleted());
    assertEquals(torrent, known(1));

    torrents.delete(1, "again");
    Registration registration = torrents.register(file, 8);
    assertEquals(new Registration(torrent, false, false), registration);
    torrents.delete(1, "again");
    assertEquals(torrent, torrents.register(hash, "other", 8));
    refused(Kind.NOT_FOUND, () -> torrents.delete(2, "x"));
    refused(Kind.NOT_FOUND, () -> torrents.restore(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "\u202eevil", "\u0000", "201"})
  void aReasonIsShownToClients(String reason) throws Exception {
    torrents.register(A, "a", 0);
    String words = reason.equals("201") ? "x".repeat(201) : reason;

    RegistryException refusal = refused(Kind.INVALID, () -> torrents.delete(1, words));
    assertTrue(refusal.reason().startsWith("the reason must not "));
    assertNull(known(1).deleted());
    torrents.delete(1, "x".repeat(200));
  }

  @Test
  void aChangeKeepsWhatIsNotToChange() throws Exception {
    Torrent torrent = torrents.register(A, "a", 4);
    torrents.delete(1, "why");

    Torrent after =
        torrents.change(
            1, old -> new Torrent(9, List.of(B, A), " n ", 10, 2, "CC0", 6, 1, true, null));

    assertEquals(
        new Torrent(
            1,
            List.of(B, A),
            "n",
            10,
            2,
            "CC0",
            6,
            torrent.addedAt(),
            false,
            new Torrent.Deletion(NOW, "why")),
        after);
    assertEquals(Optional.of(after), torrents.find(B));
    torrents.change(1, old -> with(old, List.of(B), "n", "", 1));
    assertEquals(Optional.empty(), torrents.find(A), "a hash that is no more leads nowhere");
    refused(Kind.NOT_FOUND, () -> torrents.change(5, old -> old));
  }

  private static Torrent with(
      Torrent old, List<InfoHash> hashes, String name, String license, long length) {
    return new Torrent(
        old.id(),
        hashes,
        name,
        length,
        old.files(),
        license,
        old.addedBy(),
        old.addedAt(),
        old.hasFile(),
        old.deleted());
  }

  @Test
  void aChangeThatCantBeIsRefused() throws Exception {
    torrents.register(A, "a", 0);
    torrents.register(B, "b", 0);
    InfoHash c = InfoHash.parse("c".repeat(40));

    refused(Kind.CONFLICT, () -> torrents.change(1, old -> with(old, List.of(A, B), "a", "", 0)));
    for (List<InfoHash> hashes : List.<List<InfoHash>>of(List.of(), List.of(A, A))) {
      refused(Kind.INVALID, () -> torrents.change(1, old -> with(old, hashes, "a", "", 0)));
    }
    refused(
        Kind.INVALID,
        () ->
            torrents.change(
                1, old -> with(old, List.of(A, c, InfoHash.parse("d".repeat(40))), "a", "", 0)));
    for (String name : List.of("", "a\u0085", "x".repeat(256), "\ud800")) {
      refused(Kind.INVALID, () -> torrents.change(1, old -> with(old, List.of(A), name, "", 0)));
    }
    refused(
        Kind.INVALID,
        () -> torrents.change(1, old -> with(old, List.of(A), "a", "l".repeat(201), 0)));
    refused(Kind.INVALID, () -> torrents.change(1, old -> with(old, List.of(A), "a", "", -2)));
    torrents.register(privateTorrent("f"), 0);
    refused(Kind.CONFLICT, () -> torrents.change(3, old -> with(old, List.of(c), "f", "", 0)));
    assertEquals("a", known(1).name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not bencoded at all",
        "d4:infode",
        "de",
        "d4:infodee",
        "l4:infoe",
        "i9999999999999999999999e",
        "d4:infod6:lengthi-1e4:name1:a12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi1e4:name2:..12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi1e4:name3:a/b12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi1e4:name1:\n12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi1e4:name1:a12:piece lengthi16384e6:pieces19:aaaaaaaaaaaaaaaaaaaee",
        "d4:infod6:lengthi1e4:name1:a12:piece lengthi0e6:pieces20:aaaaaaaaaaaaaaaaaaaaee"
      })
  void whatNoClientCouldUseIsRefused(String text) {
    RegistryException refusal =
        refused(Kind.INVALID, () -> torrents.register(Bencoded.bytes(text), 0));

    assertTrue(refusal.reason().chars().noneMatch(c -> c < ' '), refusal.reason());
    assertEquals(0, torrents.size());
  }

  @Test
  void aFileThatIsTooLongOrTooDeepIsRefused() {
    byte[] longest = new byte[Torrents.MAX_FILE + 1];
    RegistryException refusal = refused(Kind.INVALID, () -> torrents.register(longest, 0));
    assertEquals("the .torrent is longer than 16 MiB: use larger pieces", refusal.reason());

    String deep = "l".repeat(1_000_000);
    refused(Kind.INVALID, () -> torrents.register(Bencoded.bytes("d1:a" + deep), 0));
    String many = "d1:al" + "le".repeat(1_000_001) + "ee";
    refused(Kind.INVALID, () -> torrents.register(Bencoded.bytes(many), 0));
    assertEquals(0, torrents.size());
  }

  @Test
  void namesThatWouldDeceiveAreMadeHarmless() throws Exception {
    String evil = "\u202egnp.exe\u200e'; DROP TABLE torrents; --";
    String license = "a\nb\u001b[2J" + "l".repeat(300);
    byte[] file = Bencoded.torrent(evil, "7:license" + Bencoded.string(license), "7:privatei1e");

    Torrent torrent = torrents.register(file, 0).torrent();

    assertEquals("\ufffdgnp.exe\ufffd'; DROP TABLE torrents; --", torrent.name());
    assertEquals("a\ufffdb\ufffd[2J" + "l".repeat(193), torrent.license());
    assertEquals(
        evil, Metainfo.read(torrents.file(torrent, List.of())).name(), "the file is as it was");
  }

  @Test
  void manyAreAddedAtOnce() throws Exception {
    torrents.register(A, "a", 0);
    InfoHash c = InfoHash.parse("c".repeat(40));
    NewTorrent known = new NewTorrent(List.of(A), "z", 1, 1, "", 0, 0);
    NewTorrent fresh = new NewTorrent(List.of(B, c), " b ", 1, 1, "", 0, 5);
    NewTorrent twice = new NewTorrent(List.of(c), "c", 1, 1, "", 0, 0);

    List<Torrent> added = torrents.addMissing(List.of(known, fresh, twice));

    assertEquals(List.of(new Torrent(2, List.of(B, c), "b", 1, 1, "", 0, 5, false, null)), added);
    assertEquals("a", known(1).name());
    assertEquals(2, torrents.size());
    assertEquals(added.get(0), torrents.find(c).orElseThrow());

    InfoHash d = InfoHash.parse("d".repeat(40));
    NewTorrent bad = new NewTorrent(List.of(d), "\u0000", 1, 1, "", 0, 0);
    RegistryException refusal = refused(Kind.INVALID, () -> torrents.addMissing(List.of(bad)));
    assertTrue(refusal.reason().startsWith("torrent [" + d + "]: a torrent's name"));
    assertEquals(List.of(), torrents.problems(new NewTorrent(List.of(d), "d", 1, 1, "", 0, 0)));
    assertEquals(List.of("the torrent is registered already, as 'a'"), torrents.problems(known));
    assertEquals(1, torrents.problems(bad).size());
  }

  @Test
  void allAreThereAfterAStart() throws Exception {
    torrents.register(privateTorrent("Bees"), 0);
    torrents.register(A, "a", 0);
    torrents.delete(2, "why");

    Torrents again = Torrents.load(store, () -> NOW);

    assertEquals(torrents.all(), again.all());
    assertEquals("why", Objects.requireNonNull(again.find(A).orElseThrow().deleted()).reason());
  }

  @Test
  void aFolderIsRegistered(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("known.torrent"), privateTorrent("known"));
    torrents.register(privateTorrent("known"), 0);
    Files.write(folder.resolve("gone.torrent"), privateTorrent("gone"));
    torrents.register(privateTorrent("gone"), 0);
    torrents.delete(2, "it was none");
    Files.write(folder.resolve("new.torrent"), privateTorrent("new"));
    Files.write(folder.resolve("open.torrent"), Bencoded.torrent("open", "", ""));
    Files.write(folder.resolve("same.torrent"), privateTorrent("new"));
    Path broken = Files.writeString(folder.resolve("broken.torrent"), "x");
    Path large = folder.resolve("large.torrent");
    Files.write(large, new byte[Torrents.MAX_FILE + 1]);
    Path deep = Files.createDirectory(folder.resolve("folder.torrent"));
    Files.write(deep.resolve("deep.torrent"), privateTorrent("deep"));
    Files.writeString(folder.resolve("readme.txt"), "x");

    FolderImport done = torrents.importFolder(folder);

    assertEquals(2, done.added());
    assertEquals(2, done.known());
    assertEquals(1, done.madePrivate());
    assertEquals(
        Map.of(
            broken,
            "not a torrent: no value begins so at byte 0",
            folder.resolve("gone.torrent"),
            "it was deleted here: it was none",
            large,
            "the .torrent is longer than 16 MiB: use larger pieces",
            deep,
            "it is no file"),
        done.refused());
    assertEquals(broken, done.refused().keySet().iterator().next(), "in the order of names");
    assertEquals(4, torrents.size());

    FolderImport again = torrents.importFolder(folder);
    assertEquals(0, again.added());
    assertEquals(4, again.known());
  }

  @Test
  void aFolderThatIsNotThereIsAnError(@TempDir Path folder) {
    assertThrows(NoSuchFileException.class, () -> torrents.importFolder(folder.resolve("nowhere")));
    assertThrows(
        IOException.class,
        () -> torrents.importFolder(Files.writeString(folder.resolve("file"), "x")));
  }
}
