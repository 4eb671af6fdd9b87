package io.skep.swarm;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Announcement;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import io.skep.bittorrent.PeerList;
import io.skep.bittorrent.SwarmCounts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

/** Plain maps of records: slow, and right at a glance. What other stores are measured by. */
final class NaiveSwarmStore implements SwarmStore {
  private record Member(AnnounceRequest latest, long firstSeen, long lastSeen) {
    Role role() {
      return Role.of(latest);
    }

    PeerAddress address() {
      return latest.address();
    }
  }

  private static final class NaiveSwarm {
    final Map<PeerAddress, Member> members = new HashMap<>();
    int completed;
    long lastAnnounce;

    int size(Role role) {
      return (int) members.values().stream().filter(member -> member.role() == role).count();
    }

    SwarmCounts counts() {
      int seeders = size(Role.SEEDER);
      return new SwarmCounts(seeders, members.size() - seeders, completed, size(Role.LEECHER));
    }
  }

  private final SwarmLimits limits;
  private final Map<InfoHash, NaiveSwarm> swarms = new HashMap<>();
  private final Random random = new Random(1);
  private long completed;
  private long expired;
  private long refused;

  NaiveSwarmStore(SwarmLimits limits) {
    this.limits = limits;
  }

  @Override
  public synchronized Answer announce(AnnounceRequest request, int wanted, long now) {
    boolean leaves = request.event() == Event.STOPPED;
    if (leaves && !swarms.containsKey(request.infoHash())) {
      return new Answer(SwarmCounts.EMPTY, PeerList.EMPTY);
    }
    NaiveSwarm swarm = swarms.computeIfAbsent(request.infoHash(), absent -> new NaiveSwarm());
    expire(swarm, now);
    swarm.lastAnnounce = Math.max(swarm.lastAnnounce, now);
    PeerList peers = leaves ? PeerList.EMPTY : choose(swarm, request, wanted);
    if (leaves) {
      swarm.members.remove(request.address());
    } else {
      take(swarm, request, now);
    }
    return new Answer(swarm.counts(), peers);
  }

  /** Saves nothing here, so nobody may ask for it. */
  @Override
  public SwarmAnswer announceInPlace(Announcement request, int wanted, long now) {
    throw new UnsupportedOperationException();
  }

  private void take(NaiveSwarm swarm, AnnounceRequest request, long now) {
    Member known = swarm.members.get(request.address());
    if (known == null && swarm.members.size() >= limits.maxPeersPerSwarm()) {
      refused++;
      return;
    }
    boolean wasSeeder = known != null && known.role() == Role.SEEDER;
    if (request.event() == Event.COMPLETED && request.isSeeder() && !wasSeeder) {
      swarm.completed++;
      completed++;
    }
    long firstSeen = known == null ? now : known.firstSeen();
    swarm.members.put(request.address(), new Member(request, firstSeen, now));
  }

  private PeerList choose(NaiveSwarm swarm, AnnounceRequest caller, int wanted) {
    List<Member> own = new ArrayList<>();
    List<Member> other = new ArrayList<>();
    for (Member member : swarm.members.values()) {
      boolean ipv4 = member.address().isIpv4();
      if (mayBeTold(caller, member)
          && (ipv4 ? caller.families().ipv4() : caller.families().ipv6())) {
        (ipv4 == caller.address().isIpv4() ? own : other).add(member);
      }
    }
    Collections.shuffle(own, random);
    Collections.shuffle(other, random);
    own.addAll(other);
    List<Member> chosen = own.subList(0, Math.max(0, Math.min(wanted, own.size())));
    return list(chosen, caller.wantsPeerIds() && limits.accounting());
  }

  private boolean mayBeTold(AnnounceRequest caller, Member member) {
    boolean isCaller =
        member.address().equals(caller.address())
            || (limits.accounting() && member.latest().peerId().equals(caller.peerId()));
    return !isCaller && (Role.of(caller) == Role.LEECHER || member.role() == Role.LEECHER);
  }

  private static PeerList list(List<Member> chosen, boolean withIds) {
    List<Member> ipv4 = chosen.stream().filter(member -> member.address().isIpv4()).toList();
    List<Member> ipv6 = chosen.stream().filter(member -> !member.address().isIpv4()).toList();
    ByteBuffer ids = ByteBuffer.allocate(withIds ? chosen.size() * PeerId.LENGTH : 0);
    if (withIds) {
      ipv4.forEach(member -> ids.put(member.latest().peerId().bytes()));
      ipv6.forEach(member -> ids.put(member.latest().peerId().bytes()));
    }
    return new PeerList(
        compact(ipv4, PeerList.IPV4_LENGTH), compact(ipv6, PeerList.IPV6_LENGTH), ids.array());
  }

  private static byte[] compact(List<Member> members, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(members.size() * length);
    for (Member member : members) {
      bytes.put(member.address().ip()).putShort((short) member.address().port());
    }
    return bytes.array();
  }

  private void expire(NaiveSwarm swarm, long now) {
    int before = swarm.members.size();
    swarm.members.values().removeIf(member -> now - member.lastSeen() > limits.ttl());
    expired += before - swarm.members.size();
  }

  @Override
  public synchronized SwarmCounts counts(InfoHash infoHash) {
    NaiveSwarm swarm = swarms.get(infoHash);
    return swarm == null ? SwarmCounts.EMPTY : swarm.counts();
  }

  @Override
  public synchronized void forEach(BiConsumer<InfoHash, SwarmCounts> visitor) {
    swarms.forEach((infoHash, swarm) -> visitor.accept(infoHash, swarm.counts()));
  }

  @Override
  public synchronized List<Summary> summaries() {
    List<Summary> summaries = new ArrayList<>();
    swarms.forEach(
        (infoHash, swarm) ->
            summaries.add(new Summary(infoHash, swarm.counts(), swarm.lastAnnounce)));
    return summaries;
  }

  @Override
  public synchronized Members members(InfoHash infoHash, int offset, int limit, long now) {
    NaiveSwarm swarm = swarms.get(infoHash);
    if (swarm == null) {
      return new Members(new Summary(infoHash, SwarmCounts.EMPTY, 0), List.of());
    }
    List<Peer> peers =
        swarm.members.values().stream().skip(offset).limit(limit).map(this::peer).toList();
    return new Members(new Summary(infoHash, swarm.counts(), swarm.lastAnnounce), peers);
  }

  private Peer peer(Member member) {
    AnnounceRequest latest = member.latest();
    Peer.Account account =
        new Peer.Account(
            latest.peerId(),
            latest.uploaded(),
            latest.downloaded(),
            latest.left(),
            member.firstSeen());
    return new Peer(
        member.address(), member.role(), member.lastSeen(), limits.accounting() ? account : null);
  }

  @Override
  public synchronized void forEachPeer(PeerVisitor visitor) {
    swarms.forEach(
        (infoHash, swarm) ->
            swarm
                .members
                .values()
                .forEach(
                    member ->
                        visitor.visit(
                            infoHash,
                            member.address(),
                            member.role(),
                            limits.accounting() ? member.latest().uploaded() : 0,
                            limits.accounting() ? member.latest().downloaded() : 0)));
  }

  @Override
  public synchronized Totals totals() {
    Collection<NaiveSwarm> all = swarms.values();
    long torrents = all.stream().filter(swarm -> !swarm.members.isEmpty()).count();
    long seeders = all.stream().mapToLong(swarm -> swarm.size(Role.SEEDER)).sum();
    long members = all.stream().mapToLong(swarm -> swarm.members.size()).sum();
    return new Totals(torrents, seeders, members - seeders, completed, expired, refused);
  }

  @Override
  public synchronized void sweep(long now) {
    swarms.values().forEach(swarm -> expire(swarm, now));
    swarms
        .values()
        .removeIf(
            swarm ->
                swarm.members.isEmpty()
                    && (swarm.completed == 0 || now - swarm.lastAnnounce > limits.retention()));
  }
}
