#!/usr/bin/python3
"""Shows what each of the JVM's garbage collectors costs an announce.

A Skep is started with each of them, filled and warmed up; then each round puts the same load on
each, one after the other, so that they meet the same machine. Reported is the CPU time (user and
system, the collector's own in it) of an announce that wants 50 peers over UDP: median, least and
greatest; the ratio to the first; and resident memory at the end. For how long each of them stops a
tracker of many peers, latency.py says.

Exits with 1 if answers were wrong or lost.
"""
import argparse
import statistics
import sys

sys.dont_write_bytecode = True
import trackers  # noqa: E402  (the line above has to come first)

COLLECTORS = {
    "G1": ["-XX:+UseG1GC"],
    "Serial": ["-XX:+UseSerialGC"],
    "Parallel": ["-XX:+UseParallelGC"],
    "Shenandoah": ["-XX:+UseShenandoahGC", "-XX:ShenandoahGCMode=generational"],
    "ZGC": ["-XX:+UseZGC"],
}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trackers.add_options(parser)
    parser.add_argument("--only", metavar="COLLECTORS", default=",".join(COLLECTORS),
                        help="some of %(default)s; Shenandoah has generations from Java 25 on")
    parser.add_argument("--peers", type=trackers.parse_count, default="100k",
                        help="ten of them in a torrent (%(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--duration", type=trackers.parse_seconds, default="5s",
                        help="how long each load is measured (%(default)s)")
    parser.add_argument("--warm-up", type=trackers.parse_seconds, default="10s",
                        help="how long each is warmed up (%(default)s)")
    options = parser.parse_args()
    names = options.only.split(",")
    for name in names:
        if name not in COLLECTORS:
            parser.error("no such collector: " + name)
    with trackers.Bench(options) as bench:
        return measure(bench, names)


def measure(bench, names):
    options = bench.options
    torrents = max(1, options.peers // 10)
    started = []
    for name in names:
        trackers.say("starting, filling and warming up: " + name)
        tracker = trackers.Skep(
            bench, name, java_options=[*options.java_option, *COLLECTORS[name]],
            settings=trackers.room(options.peers, torrents),
            crowd=["--torrents", str(torrents), "--peers", str(options.peers)])
        started.append(tracker)
        with bench.quiet():
            bench.fill(tracker)
            load(bench, tracker, options.warm_up)
    costs = {name: [] for name in names}
    for number in range(options.rounds):
        with bench.quiet():
            for name, tracker in zip(names, started):
                costs[name].append(trackers.cpu(load(bench, tracker, options.duration)))
                trackers.say("round %d  %-10s %7.2f µs" % (number + 1, name, costs[name][-1]))
    report(bench, costs, [trackers.resident(tracker.pid)[0] for tracker in started])
    return 1 if bench.wrong else 0


def load(bench, tracker, seconds):
    return bench.load(tracker, tracker.udp, trackers.UDP_ANNOUNCE, "--duration", "%ds" % seconds,
                      "--warm-up", "1s")


def report(bench, costs, sizes):
    print("\n".join(trackers.surroundings(bench)))
    print("rounds: %d; µs of CPU time an announce over UDP, %d peers\n" % (
        bench.options.rounds, bench.options.peers))
    first = next(iter(costs.values()))
    rows = []
    for (name, several), size in zip(costs.items(), sizes):
        ratio = statistics.median(several) / statistics.median(first)
        ratios = [one / other for one, other in zip(several, first)]
        rows.append([name, trackers.spread(several),
                     "%.2f (%.2f–%.2f)" % (ratio, min(ratios), max(ratios)),
                     "%.0f" % (size / 1e6)])
    header = ["collector", "µs", "ratio to " + next(iter(costs)), "MB resident"]
    print(trackers.table(header, rows))
    print("\nwrong or lost: " + ("none" if not bench.wrong else "; ".join(bench.wrong)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
