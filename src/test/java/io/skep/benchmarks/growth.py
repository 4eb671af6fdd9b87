#!/usr/bin/python3
"""Shows whether an announce costs the same however many peers a tracker holds.

A Skep is started for each number of peers, ten of them in a torrent, and for a single swarm, small
and large. All are filled and warmed up; then each round puts the same load on each of them, one
after the other, so that they meet the same machine. Reported is the CPU time (user and system) of
an announce that wants 50 peers over UDP: median, least and greatest, and the ratio of the medians
to that of the fewest peers of the same kind.

Every answer is checked. Exits with 1 if some were wrong or lost.
"""
import argparse
import statistics
import sys

sys.dont_write_bytecode = True
import trackers  # noqa: E402  (the line above has to come first)

PEERS_A_TORRENT = 10
GOAL = 1.2


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trackers.add_options(parser)
    parser.add_argument("--rounds", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--duration", type=trackers.parse_seconds, default="6s",
                        help="how long each load is measured (%(default)s)")
    parser.add_argument("--warm-up", type=trackers.parse_seconds, default="15s",
                        help="how long each is warmed up (%(default)s)")
    parser.add_argument("--peers", default="1k,10k,100k,1M,10M",
                        help="numbers of peers in torrents of ten (%(default)s)")
    parser.add_argument("--one-swarm", default="1k,1M",
                        help="numbers of peers in a single torrent (%(default)s)")
    options = parser.parse_args()
    try:
        shapes = [(max(1, peers // PEERS_A_TORRENT), peers) for peers in counts(options.peers)]
        shapes += [(1, peers) for peers in counts(options.one_swarm)]
    except ValueError as error:
        parser.error("not a number of peers: %s" % error)
    with trackers.Bench(options) as bench:
        return measure(bench, shapes)


def counts(text):
    return [trackers.parse_count(part) for part in text.split(",") if part]


def words(shape):
    torrents, peers = shape
    return "%s peers in %s" % (
        format(peers, ","), "one swarm" if torrents == 1 else format(torrents, ",") + " torrents")


def measure(bench, shapes):
    options = bench.options
    started = []
    for shape in shapes:
        torrents, peers = shape
        trackers.say("starting, filling and warming up: " + words(shape))
        tracker = trackers.Skep(
            bench, "Skep %dx%d" % shape, settings=trackers.room(peers, torrents),
            crowd=["--torrents", str(torrents), "--peers", str(peers)])
        started.append(tracker)
        with bench.quiet():
            bench.fill(tracker)
        with bench.quiet():
            bench.load(tracker, tracker.udp, trackers.UDP_ANNOUNCE,
                       "--duration", "%ds" % options.warm_up, "--warm-up", "1s")
    results = {shape: [] for shape in shapes}
    for number in range(options.rounds):
        with bench.quiet():
            for shape, tracker in zip(shapes, started):
                result = bench.load(tracker, tracker.udp, trackers.UDP_ANNOUNCE,
                                    "--duration", "%ds" % options.duration, "--warm-up", "2s")
                results[shape].append(result)
                trackers.say("round %d  %-38s %7.2f µs  %7.0f answers/s" % (
                    number + 1, words(shape), trackers.cpu(result),
                    result["answers_per_second"]))
    report(bench, results)
    return 1 if bench.wrong else 0


def report(bench, results):
    print("\n".join(trackers.surroundings(bench)))
    print("rounds: %d; µs of CPU time an announce over UDP\n" % bench.options.rounds)
    rows = []
    first = {}
    for shape, several in results.items():
        costs = [trackers.cpu(result) for result in several]
        kind = shape[0] == 1
        first.setdefault(kind, costs)
        ratio = statistics.median(costs) / statistics.median(first[kind])
        ratios = [one / other for one, other in zip(costs, first[kind])]
        rows.append([
            words(shape), trackers.spread(costs),
            "%.1f" % several[-1]["announce"]["peers_per_answer"],
            "%.2f (%.2f–%.2f)" % (ratio, min(ratios), max(ratios)),
            "%.2f" % GOAL, "yes" if ratio <= GOAL else "no"])
    print(trackers.table(
        ["held", "µs", "peers told", "ratio to the fewest", "goal", "met"], rows))
    print("\nwrong or lost: " + ("none" if not bench.wrong else "; ".join(bench.wrong)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
