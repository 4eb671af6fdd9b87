package io.skep.registry;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.Torrent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The torrents in memory, by id and info-hash. Many threads read, one at a time writes. */
final class TorrentIndex {
  private final Map<Long, Torrent> byId = new ConcurrentHashMap<>();
  private final Map<InfoHash, Torrent> byHash = new ConcurrentHashMap<>();
  private final AtomicInteger served = new AtomicInteger();

  @Nullable Torrent get(long id) {
    return byId.get(id);
  }

  @Nullable Torrent get(InfoHash hash) {
    return byHash.get(hash);
  }

  /** The torrents that go by one of these hashes. */
  List<Torrent> with(List<InfoHash> hashes) {
    return hashes.stream().map(byHash::get).filter(Objects::nonNull).distinct().toList();
  }

  Stream<Torrent> all() {
    return byId.values().stream();
  }

  int size() {
    return byId.size();
  }

  /** How many are not deleted. */
  int served() {
    return served.get();
  }

  private static int served(@Nullable Torrent torrent) {
    return torrent != null && torrent.deleted() == null ? 1 : 0;
  }

  void put(Torrent torrent) {
    Torrent before = byId.put(torrent.id(), torrent);
    served.addAndGet(served(torrent) - served(before));
    torrent.infoHashes().forEach(hash -> byHash.put(hash, torrent));
    if (before != null) {
      before.infoHashes().stream()
          .filter(hash -> !torrent.infoHashes().contains(hash))
          .forEach(hash -> byHash.remove(hash, before));
    }
  }
}
