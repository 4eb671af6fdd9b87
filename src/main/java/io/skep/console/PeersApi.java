package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.ledger.Ledger;
import io.skep.storage.Torrent;
import io.skep.swarm.Peer;
import io.skep.swarm.SwarmStore;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** Who is in a torrent's swarms now, with addresses and users: for those who watch over it. */
final class PeersApi {
  /** Beyond so many of one torrent none is shown: nobody reads them, and they have to be sorted. */
  private static final int MAX_PEERS = 10_000;

  // For as long as it takes to show so many, nobody can announce there.
  private static final int AT_ONCE = 500;

  private static final Sorting<Peer> SORTING =
      new Sorting<>(
          Map.of(
              "role", Comparator.comparing(Peer::role),
              "last_seen", Comparator.comparingLong(Peer::lastSeen),
              "uploaded", account(Peer.Account::uploaded),
              "downloaded", account(Peer.Account::downloaded),
              "left", account(Peer.Account::left)),
          Comparator.comparing(Peer::address, Comparator.comparingLong(PeerAddress::high))
              .thenComparingLong(peer -> peer.address().low())
              .thenComparingInt(peer -> peer.address().port()));

  private final SwarmStore swarms;
  private final Ledger ledger;
  private final Directory directory;
  private final LongSupplier seconds;

  PeersApi(
      ConsoleServer.PrivateParts parts,
      SwarmStore swarms,
      Directory directory,
      LongSupplier seconds) {
    this.swarms = swarms;
    this.ledger = parts.ledger();
    this.directory = directory;
    this.seconds = seconds;
  }

  private static Comparator<Peer> account(ToLongFunction<Peer.Account> figure) {
    return Comparator.comparingLong(
        peer -> {
          Peer.Account account = peer.account();
          return account == null ? 0 : figure.applyAsLong(account);
        });
  }

  Reply list(Call call) throws ProblemException {
    Torrent torrent = directory.torrent(InfoHash.parse(call.text("hash")));
    long now = seconds.getAsLong();
    Map<PeerAddress, Peer> peers = new HashMap<>();
    for (InfoHash hash : torrent.infoHashes()) {
      gather(hash, now, peers);
    }
    Map<PeerAddress, Long> users = new HashMap<>();
    ledger.forEachSession(
        0,
        torrent.id(),
        now,
        view -> view.addresses().forEach(address -> users.put(address, view.row().user())));
    return Reply.json(
        call.page()
            .of(
                List.copyOf(peers.values()),
                SORTING.by(call.text("sort")),
                peer -> json(peer, users.getOrDefault(peer.address(), 0L))));
  }

  /** Who takes part by both hashes of a hybrid is one. */
  private void gather(InfoHash hash, long now, Map<PeerAddress, Peer> peers) {
    for (int offset = 0; offset < MAX_PEERS && peers.size() < MAX_PEERS; offset += AT_ONCE) {
      List<Peer> some = swarms.members(hash, offset, AT_ONCE, now).peers();
      some.forEach(peer -> peers.putIfAbsent(peer.address(), peer));
      if (some.size() < AT_ONCE) {
        return;
      }
    }
  }

  private JsonObject json(Peer peer, long user) {
    return SwarmsApi.json(peer).put("user", directory.userNamed(user));
  }
}
