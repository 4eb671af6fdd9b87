package io.skep.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file's way from a seed to a leecher, and what the tracker says of the swarm meanwhile. */
record Transfer(TrackerUnderTest tracker, Torrent torrent, Pair pair, Path folder) {
  /** Goes from an empty swarm to an empty swarm; an error says what everybody printed. */
  void run() throws IOException {
    Assignment giving = Assignment.at(pair.seed().address(), torrent, Role.SEED, folder, "seed");
    Assignment taking =
        Assignment.at(pair.leecher().address(), torrent, Role.LEECHER, folder, "leecher");
    try (Members members = new Members(tracker, torrent, pair.seed().idleCompletions())) {
      members.expect(new Counts(0, 0, 0));
      RealClient seed;
      RealClient leecher;
      if (pair.startsWithLeecher()) {
        leecher = members.join(pair.leecher().start(taking));
        members.expect(new Counts(0, 1, 0));
        seed = members.join(pair.seed().start(giving));
      } else {
        seed = members.join(pair.seed().start(giving));
        members.expect(new Counts(1, 0, 0));
        leecher = members.join(pair.leecher().start(taking));
      }
      members.expect(new Counts(1, 1, 0));
      members.expect(new Counts(2, 0, 1));
      members.leave(leecher);
      members.expect(new Counts(1, 0, 1));
      members.leave(seed);
      members.expect(new Counts(0, 0, 1));
    }
    assertEquals(-1, Files.mismatch(torrent.content(), taking.content()), "the content differs");
  }
}
