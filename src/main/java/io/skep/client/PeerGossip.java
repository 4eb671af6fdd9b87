package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerList;
import io.skep.protocol.ExtensionHandshake;
import io.skep.protocol.PeerExchange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tells peers of each other (BEP 11), and bounds what they tell us. */
final class PeerGossip {
  /** BEP 11: no more than one message a minute, with no more than 50 added and 50 dropped. */
  static final int ROUND_SECONDS = 60;

  private static final int MAX_TOLD = 50;

  /** A little less than a minute, since clocks and networks are what they are. */
  private static final long MIN_NANOS = TimeUnit.SECONDS.toNanos(45);

  private final Map<PeerConnection, Set<PeerAddress>> told = new HashMap<>();
  private final Map<PeerConnection, Long> toldAt = new HashMap<>();
  private final Map<PeerConnection, Long> heard = new HashMap<>();

  /** Tells every peer what is new to it. */
  void round(List<PeerConnection> peers) {
    for (PeerConnection peer : peers) {
      tell(peer, peers);
    }
  }

  /** Tells a peer what is new to it. */
  void tell(PeerConnection peer, List<PeerConnection> peers) {
    Long last = toldAt.get(peer);
    if (!peer.extensions().speaks(ExtensionHandshake.PEER_EXCHANGE)
        || (last != null && peer.now() - last < MIN_NANOS)) {
      return;
    }
    Set<PeerAddress> known = told.computeIfAbsent(peer, newcomer -> new HashSet<>());
    Map<PeerAddress, PeerConnection> there = new HashMap<>();
    for (PeerConnection other : peers) {
      PeerAddress reachable = other.reachableAt();
      if (other != peer && reachable != null) {
        there.put(reachable, other);
      }
    }
    List<PeerAddress> added =
        there.keySet().stream()
            .filter(address -> !known.contains(address))
            .limit(MAX_TOLD)
            .toList();
    List<PeerAddress> dropped =
        known.stream().filter(address -> !there.containsKey(address)).limit(MAX_TOLD).toList();
    if (added.isEmpty() && dropped.isEmpty()) {
      return;
    }
    toldAt.put(peer, peer.now());
    known.addAll(added);
    dropped.forEach(known::remove);
    peer.extensions().send(new PeerExchange(list(added), flags(added, there), list(dropped)));
  }

  private static byte[] flags(List<PeerAddress> added, Map<PeerAddress, PeerConnection> there) {
    ByteArrayOutputStream flags = new ByteArrayOutputStream();
    for (PeerAddress address : ordered(added)) {
      PeerConnection peer = there.get(address);
      int flag = 0;
      if (peer != null) {
        flag |= peer.isSeed() ? PeerExchange.SEED : 0;
        flag |= peer.isEncrypted() ? PeerExchange.ENCRYPTION : 0;
        flag |= peer.isOutgoing() ? PeerExchange.REACHABLE : 0;
      }
      flags.write(flag);
    }
    return flags.toByteArray();
  }

  /** The IPv4 peers first, as a list of peers has them. */
  private static List<PeerAddress> ordered(List<PeerAddress> peers) {
    List<PeerAddress> ordered = new ArrayList<>();
    peers.stream().filter(PeerAddress::isIpv4).forEach(ordered::add);
    peers.stream().filter(peer -> !peer.isIpv4()).forEach(ordered::add);
    return ordered;
  }

  private static PeerList list(List<PeerAddress> peers) {
    ByteBuffer ipv4 = ByteBuffer.allocate(peers.size() * PeerList.IPV4_LENGTH);
    ByteBuffer ipv6 = ByteBuffer.allocate(peers.size() * PeerList.IPV6_LENGTH);
    for (PeerAddress peer : peers) {
      ByteBuffer target = peer.isIpv4() ? ipv4 : ipv6;
      target.put(peer.ip()).putShort((short) peer.port());
    }
    return new PeerList(written(ipv4), written(ipv6), new byte[0]);
  }

  private static byte[] written(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.flip();
    buffer.get(bytes);
    return bytes;
  }

  /** True if a peer may tell us of others now; it may not do so all the time. */
  boolean mayTell(PeerConnection peer, long nowNanos) {
    Long last = heard.get(peer);
    if (last != null && nowNanos - last < MIN_NANOS) {
      return false;
    }
    heard.put(peer, nowNanos);
    return true;
  }

  /** Forgets a peer that has left. */
  void left(PeerConnection peer) {
    told.remove(peer);
    toldAt.remove(peer);
    heard.remove(peer);
  }
}
