package io.skep.load;

import io.netty.buffer.ByteBuf;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.protocol.UdpCodec;
import io.skep.protocol.UdpRequest;
import java.util.ArrayList;
import java.util.List;

/** Writes questions as BEP 15 has them. */
final class UdpQuestionWriter {
  private final LoadPlan load;
  private final PeerPlan peers;
  private final Counters counters;

  UdpQuestionWriter(LoadPlan load, PeerPlan peers, Counters counters) {
    this.load = load;
    this.peers = peers;
    this.counters = counters;
  }

  void write(Question question, long connectionId, int transactionId, ByteBuf packet) {
    UdpCodec.writeRequest(
        question.kind == Kind.SCRAPE
            ? scrape(question, connectionId, transactionId)
            : announce(question, connectionId, transactionId),
        packet);
  }

  private UdpRequest announce(Question question, long connectionId, int transactionId) {
    int peer = question.peer;
    boolean isSeeder = peers.isSeeder(peer);
    boolean starts = question.event == Event.STARTED;
    long now = question.planned;
    return new UdpRequest.Announce(
        connectionId,
        transactionId,
        peers.infoHash(peers.torrent(peer)),
        peers.peerId(peer),
        counters.downloaded(isSeeder, starts, now),
        counters.left(isSeeder, starts, now),
        counters.uploaded(isSeeder, starts, now),
        question.event,
        0,
        peers.key(peer),
        load.mix().numwant(),
        peers.port(peer),
        load.target().urlData(peers.passkey(peer)));
  }

  private UdpRequest scrape(Question question, long connectionId, int transactionId) {
    List<InfoHash> infoHashes = new ArrayList<>(question.torrents.length);
    for (int torrent : question.torrents) {
      infoHashes.add(peers.infoHash(torrent));
    }
    return new UdpRequest.Scrape(connectionId, transactionId, infoHashes);
  }
}
