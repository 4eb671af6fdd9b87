package io.skep.cli;

import io.skep.metainfo.Metainfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the demo shows, step by step. */
final class Demo {
  private static final double LEAST_SHARE = 0.4;
  private static final double MOST_SHARE = 0.65;
  private static final double SPARE_SECONDS = 30;
  private static final int LOOKS = 30;
  private static final long LOOK_MILLIS = 200;

  private final DemoPlan plan;
  private final DemoBoard board;
  private final DemoStage stage;

  Demo(DemoPlan plan, DemoBoard board, DemoStage stage) {
    this.plan = plan;
    this.board = board;
    this.stage = stage;
  }

  /**
   * Shows everything.
   *
   * @throws DemoFault if something isn't as it was promised
   */
  void run() throws DemoFault, InterruptedException {
    board.say("Everything happens in this one process, on loopback, in a temporary folder.");
    board.say("");
    DemoTracker tracker = stage.startTracker();
    board.say("1. A tracker: " + tracker.httpUrl() + " and " + tracker.udpUrl());
    board.say("   with its console at " + tracker.consoleUrl() + "/");
    board.say("");
    DemoContent content = DemoContent.make(stage.folder("content"), plan.size(), tracker);
    board.say(
        "2. Something to share: %s of random bytes, and a .torrent that cuts them into %s of %s."
            .formatted(
                Figures.bytes(plan.size()),
                Figures.count(content.torrent().layout().pieceCount(), "piece"),
                Figures.bytes(content.torrent().pieceLength())));
    board.say("");
    share(tracker, content);
    halve(content);
    sayWhatNext();
  }

  private void share(DemoTracker tracker, DemoContent content)
      throws DemoFault, InterruptedException {
    double alone = plan.secondsForOneCopy() * plan.leechers();
    board.say(
        "3. One seed that gives %s at most, and %s that want everything."
            .formatted(Figures.rate(plan.rate()), Figures.count(plan.leechers(), "leecher")));
    board.say(
        "   From the seed alone that would take %s. But they share what they have:"
            .formatted(Figures.time(Math.round(alone))));
    DemoPeer seed = stage.seed("seed", content.torrent(), content.file(), plan.rate());
    List<DemoPeer> leechers = new ArrayList<>();
    for (int i = 1; i <= plan.leechers(); i++) {
      leechers.add(stage.leecher("leecher " + i, content.torrent()));
    }
    for (DemoPeer leecher : leechers) {
      stage.start(leecher);
    }
    stage.watch(alone + SPARE_SECONDS);
    for (DemoPeer leecher : leechers) {
      content.check(leecher);
    }
    double longest = leechers.stream().mapToDouble(DemoPeer::seconds).max().orElse(0);
    board.say(
        "   All have it after %s, and every byte of it is the same."
            .formatted(Figures.seconds(longest)));
    board.say("");
    settleAccounts(tracker, content.torrent(), seed, leechers);
    stage.dismissPeers();
  }

  private void settleAccounts(
      DemoTracker tracker, Metainfo torrent, DemoPeer seed, List<DemoPeer> leechers)
      throws DemoFault, InterruptedException {
    List<DemoPeer> all = new ArrayList<>(List.of(seed));
    all.addAll(leechers);
    board.say("4. Who gave and who took:");
    Map<String, DemoAccount> known = accounts(tracker, torrent, all);
    DemoTable table = new DemoTable();
    for (DemoPeer peer : all) {
      table.add(
          peer.name(), peer.account(), known.getOrDefault(peer.address(), new DemoAccount(0, 0)));
    }
    table.lines().forEach(board::say);
    double copies = (double) seed.account().given() / plan.size();
    board.say(
        "   The seed gave %s copies; the other %s the leechers gave each other."
            .formatted(
                Figures.ratio(copies), Figures.ratio(Math.max(0, leechers.size() - copies))));
    board.say("");
    if (!agree(known, all)) {
      throw new DemoFault("the tracker's figures are not those of the clients");
    }
  }

  /** What the tracker knows, once it knows the last bytes too, or after some seconds anyhow. */
  private Map<String, DemoAccount> accounts(
      DemoTracker tracker, Metainfo torrent, List<DemoPeer> peers)
      throws DemoFault, InterruptedException {
    Map<String, DemoAccount> known = Map.of();
    for (int look = 0; look < LOOKS && !agree(known, peers); look++) {
      Thread.sleep(LOOK_MILLIS);
      known =
          stage.await(
              tracker.accounts(torrent.infoHashes().get(0)), "the tracker's console is silent");
    }
    return known;
  }

  private static boolean agree(Map<String, DemoAccount> known, List<DemoPeer> peers) {
    return peers.stream().allMatch(peer -> peer.account().equals(known.get(peer.address())));
  }

  private void halve(DemoContent content) throws DemoFault, InterruptedException {
    board.say(
        "5. The same download from one seed and from two, each giving %s at most."
            .formatted(Figures.rate(plan.rate())));
    double one = download(content, 1);
    double two = download(content, 2);
    double share = two / one;
    board.say(
        "   It took %s from one seed and %s from two: %s of the time."
            .formatted(Figures.seconds(one), Figures.seconds(two), Figures.ratio(share)));
    board.say("");
    if (share < LEAST_SHARE || share > MOST_SHARE) {
      throw new DemoFault(
          "two seeds should take about half the time of one, and took %s of it"
              .formatted(Figures.ratio(share)));
    }
  }

  private double download(DemoContent content, int seeds) throws DemoFault, InterruptedException {
    for (int i = 1; i <= seeds; i++) {
      stage.seed("seed " + i, content.torrent(), content.file(), plan.rate());
    }
    DemoPeer leecher = stage.leecher(seeds == 1 ? "from one" : "from two", content.torrent());
    stage.start(leecher);
    stage.watch(plan.secondsForOneCopy() + SPARE_SECONDS);
    content.check(leecher);
    stage.dismissPeers();
    return leecher.seconds();
  }

  private void sayWhatNext() {
    board.say(
        """
        What to do next:
           skep serve                                    runs your own tracker
           skep create FILE -o my.torrent --tracker URL  makes a .torrent that names it
           skep seed my.torrent                          gives the content
           skep get my.torrent --dir elsewhere           fetches it; any other client can, too""");
  }
}
