package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.InfoHash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TorrentStoreTest extends DatabaseContract {
  static InfoHash hash(int number) {
    return new InfoHash(-number, number, -number);
  }

  static NewTorrent torrent(String name, InfoHash... hashes) {
    return new NewTorrent(List.of(hashes), name, 1L << 62, 3, "CC-BY-4.0", 7, 1_700_000_000L);
  }

  private List<Torrent> all() throws StorageException {
    List<Torrent> torrents = new ArrayList<>();
    database.torrents().forEach(torrents::add);
    return torrents;
  }

  @Test
  void aTorrentIsKeptAsItIs() throws Exception {
    byte[] file = new byte[300_000];
    new Random(4).nextBytes(file);
    Torrent hybrid = database.torrents().insert(torrent("hybrid", hash(9), hash(1)), file);
    Torrent bare = database.torrents().insert(torrent("bare", hash(2)), null);

    reopen();

    assertEquals(List.of(hybrid, bare), all());
    assertEquals(
        new Torrent(
            1,
            List.of(hash(9), hash(1)),
            "hybrid",
            1L << 62,
            3,
            "CC-BY-4.0",
            7,
            1_700_000_000L,
            true,
            null),
        hybrid);
    assertArrayEquals(file, database.torrents().file(hybrid.id()).orElseThrow());
    assertTrue(database.torrents().file(bare.id()).isEmpty());
    assertTrue(database.torrents().file(99).isEmpty());
  }

  @Test
  void anInfoHashIsOneTorrents() throws Exception {
    database.torrents().insert(torrent("one", hash(1), hash(2)), null);
    Torrent other = database.torrents().insert(torrent("other", hash(3)), null);

    for (ConflictException taken :
        List.of(
            assertThrows(
                ConflictException.class,
                () -> database.torrents().insert(torrent("more", hash(4), hash(2)), new byte[1])),
            assertThrows(
                ConflictException.class,
                () -> database.torrents().update(with(other, List.of(hash(1)), null))))) {
      assertEquals("another torrent has this info-hash", taken.getMessage());
    }
    assertEquals(2, all().size());
    assertEquals(other, all().get(1));
    assertEquals(0, number("SELECT count(*) FROM torrent_files"));
  }

  private static Torrent with(
      Torrent torrent, List<InfoHash> hashes, Torrent.@Nullable Deletion deletion) {
    return new Torrent(
        torrent.id(),
        hashes,
        torrent.name(),
        torrent.length(),
        torrent.files(),
        torrent.license(),
        torrent.addedBy(),
        torrent.addedAt(),
        torrent.hasFile(),
        deletion);
  }

  @Test
  void anUpdateReplacesTheInfoHashesToo() throws Exception {
    Torrent torrent = database.torrents().insert(torrent("a", hash(1)), new byte[] {1});
    Torrent changed =
        with(torrent, List.of(hash(1), hash(2)), new Torrent.Deletion(0, "a copy of another"));

    database.torrents().update(changed);

    assertEquals(List.of(changed), all());
    database.torrents().update(torrent);
    assertEquals(List.of(torrent), all());
    assertThrows(
        StorageException.class,
        () ->
            database
                .torrents()
                .update(new Torrent(9, List.of(hash(5)), "", 0, 0, "", 0, 0, false, null)));
  }

  @Test
  void aTorrentHasAnInfoHashAndNoneTwice() throws Exception {
    assertThrows(StorageException.class, () -> database.torrents().insert(torrent("none"), null));
    assertThrows(
        StorageException.class,
        () -> database.torrents().insert(torrent("twice", hash(1), hash(1)), null));
    assertEquals(List.of(), all());
  }

  @Test
  void theFileIsReplaced() throws Exception {
    Torrent torrent = database.torrents().insert(torrent("a", hash(1)), null);

    database.torrents().putFile(torrent.id(), new byte[] {1});
    database.torrents().putFile(torrent.id(), new byte[] {0, -1});

    assertArrayEquals(new byte[] {0, -1}, database.torrents().file(torrent.id()).orElseThrow());
    assertTrue(all().get(0).hasFile());
    assertThrows(StorageException.class, () -> database.torrents().putFile(99, new byte[] {1}));
  }

  @Test
  void theMissingAreAddedAndTheOthersLeft() throws Exception {
    Torrent known = database.torrents().insert(torrent("known", hash(1), hash(2)), null);

    List<Torrent> added =
        database
            .torrents()
            .insertMissing(
                List.of(
                    torrent("its second hash", hash(2)),
                    torrent("new", hash(3), hash(4)),
                    torrent("as the one before", hash(4)),
                    torrent("new too", hash(5))));

    assertEquals(List.of("new", "new too"), added.stream().map(Torrent::name).toList());
    List<Torrent> all = new ArrayList<>(List.of(known));
    all.addAll(added);
    assertEquals(all, all());
  }

  @Test
  void thousandsAreAddedAtOnce() throws Exception {
    List<NewTorrent> many =
        IntStream.range(0, 3_000).mapToObj(i -> torrent("t" + i, hash(i), hash(-1 - i))).toList();

    assertEquals(3_000, database.torrents().insertMissing(many).size());
    assertEquals(0, database.torrents().insertMissing(many).size());
    assertEquals(3_000, all().size());
  }

  @Test
  void revokedPasskeysOfSingleTorrentsAreKept() throws Exception {
    database.torrentPasskeys().put(new TorrentPasskey(1, 2, 1));
    database.torrentPasskeys().put(new TorrentPasskey(1, 3, 1));
    database.torrentPasskeys().put(new TorrentPasskey(1, 2, 2));

    Set<TorrentPasskey> kept = new HashSet<>();
    database.torrentPasskeys().forEach(kept::add);

    assertEquals(Set.of(new TorrentPasskey(1, 2, 2), new TorrentPasskey(1, 3, 1)), kept);
  }
}
