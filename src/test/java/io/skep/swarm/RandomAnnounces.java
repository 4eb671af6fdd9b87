package io.skep.swarm;

import io.skep.bittorrent.AddressFamilies;
import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Announces of every kind, by few peers to few swarms, so that they meet each other often. */
final class RandomAnnounces {
  private static final List<Event> EVENTS =
      List.of(
          Event.NONE,
          Event.NONE,
          Event.NONE,
          Event.STARTED,
          Event.STOPPED,
          Event.COMPLETED,
          Event.COMPLETED,
          Event.PAUSED);

  private final RandomGenerator random;
  private final List<InfoHash> infoHashes;
  private final List<PeerAddress> addresses;

  RandomAnnounces(RandomGenerator random, List<InfoHash> infoHashes, List<PeerAddress> addresses) {
    this.random = random;
    this.infoHashes = infoHashes;
    this.addresses = addresses;
  }

  static List<InfoHash> infoHashes(int count) {
    return IntStream.range(0, count).mapToObj(Samples::infoHash).toList();
  }

  /** From the first number to the one before the last, each in both families. */
  static List<PeerAddress> addresses(int first, int end) {
    return IntStream.range(first, end)
        .boxed()
        .flatMap(number -> Stream.of(Samples.ipv4(number), Samples.ipv6(number)))
        .toList();
  }

  AnnounceRequest next() {
    PeerAddress address = any(addresses);
    AnnounceBuilder announce =
        new AnnounceBuilder(any(infoHashes), address)
            // The IPv4 and the IPv6 address of a number often belong to one client.
            .id(
                new PeerId(
                    0,
                    (address.isIpv4() ? address.low() : address.high()) & 0xFFFF,
                    random.nextInt(2)))
            .event(any(EVENTS))
            .counters(random.nextInt(9), random.nextInt(9), random.nextInt(2))
            .families(any(List.of(AddressFamilies.values())));
    return random.nextBoolean() ? announce.build() : announce.wantingIds().build();
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
