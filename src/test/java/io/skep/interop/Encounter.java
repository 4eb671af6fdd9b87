package io.skep.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Content that goes from one client to another, one of which is ours.
 *
 * @param label what we call it, in ASCII
 * @param torrent what goes
 * @param seed who gives
 * @param leecher who takes
 * @param transport how both speak to the tracker
 * @param isIpv6 true if all meet at {@code ::1}
 */
record Encounter(
    String label, Recipe torrent, Side seed, Side leecher, Transport transport, boolean isIpv6) {
  /** What this machine lacks for it, in words. */
  Optional<String> missing() {
    return Stream.of(
            seed.kind().missing(),
            leecher.kind().missing(),
            torrent.missing(),
            isIpv6 ? Loopback.missingIpv6() : Optional.<String>empty())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Goes from an empty swarm to an empty swarm; an error says what everybody printed. */
  void run(TrackerUnderTest tracker, Path folder) throws IOException, InterruptedException {
    String host = isIpv6 ? "[::1]" : TrackerUnderTest.HOST;
    Torrent made = torrent.make(label, List.of(tracker.announceUrl(transport, host)), folder);
    Assignment giving = assign(seed, made, Role.SEED, folder);
    Assignment taking = assign(leecher, made, Role.LEECHER, folder);
    try (Members members = new Members(tracker, made, seed.kind().idleCompletions())) {
      RealClient source;
      RealClient sink;
      if (leecher.kind().waitsToBeDialled()) {
        sink = members.join(leecher.kind().start(taking));
        members.expect(new Counts(0, 1, 0));
        source = members.join(seed.kind().start(giving));
      } else {
        source = members.join(seed.kind().start(giving));
        members.expect(new Counts(1, 0, 0));
        sink = members.join(leecher.kind().start(taking));
      }
      if (sink instanceof SkepClient download) {
        members.awaitEnd(download);
      } else {
        members.expect(new Counts(2, 0, 1));
        members.leave(sink);
      }
      members.expect(new Counts(1, 0, 1));
      members.leave(source);
      members.expect(new Counts(0, 0, 1));
      if (!leecher.kind().makesEmptyFiles()) {
        Content.makeEmptyFiles(made.content(), taking.content());
      }
      List<String> differences = Content.differences(made.content(), taking.content());
      if (!differences.isEmpty()) {
        throw new AssertionError(label + ": " + differences + "\n" + members.shown());
      }
    }
  }

  private Assignment assign(Side side, Torrent made, Role role, Path folder) throws IOException {
    String address = isIpv6 ? "::1" : side.kind().address();
    String name = role == Role.SEED ? "seed" : "leecher";
    return Assignment.at(address, made, role, folder, name).with(side.manner());
  }

  @Override
  public String toString() {
    return label;
  }
}
