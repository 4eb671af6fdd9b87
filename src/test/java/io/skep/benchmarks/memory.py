#!/usr/bin/python3
"""Shows what a peer takes in memory, as the operating system counts it.

For each shape a Skep is started with the heap that is named, with and without accounting, warmed
up with other peers (as many for large swarms, so that what it grows by is peers and not the JVM;
else a twentieth), and made to collect its garbage: that is what it takes before. Then all peers
announce once over UDP. Reported is what is resident after that, garbage and all, and at most until
then; what is resident after another collection, and its growth for each peer; and the growth of
what lives in the Java heap for each peer, which the settings of the heap don't change. opentracker
is filled with the same peers beside it.

Skep refuses peers when its bound is reached, and they would be missed: it is asked how many it
holds. Exits with 1 if that is less than there are, or if answers were wrong or lost.
"""
import argparse
import sys

sys.dont_write_bytecode = True
import trackers  # noqa: E402  (the line above has to come first)


class Shape:
    """So many peers in so many torrents, and the heap for them without and with accounting.

    Before them come others, a part of their number.
    """

    def __init__(self, key, torrents, peers, heap, accounting_heap, before=1 / 20):
        self.key = key
        self.torrents = torrents
        self.peers = peers
        self.before = before
        self.heaps = {False: heap, True: accounting_heap}

    def words(self):
        return "%s × %s" % (format(self.torrents, ","), format(self.peers // self.torrents, ","))


SHAPES = [
    Shape("many", 1_000_000, 10_000_000, "500m", "1200m"),
    Shape("large", 4_000, 16_000_000, "440m", "2600m", 1),
    Shape("ones", 1_000_000, 1_000_000, "400m", "400m"),
    Shape("one", 1, 1_000_000, "64m", "160m"),
]

# By default the JVM keeps as much free again as twice what lives, and never gives back what it
# began with, which says nothing of a peer.
SMALL = ["-XX:+UseSerialGC", "-Xms32m", "-XX:NewSize=16m", "-XX:MaxNewSize=16m",
         "-XX:MinHeapFreeRatio=1", "-XX:MaxHeapFreeRatio=2", "-XX:-ShrinkHeapInSteps",
         "-XX:MarkSweepDeadRatio=0"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trackers.add_options(parser)
    parser.add_argument("--only", metavar="SHAPES",
                        help="some of " + ", ".join(
                            "%s (%s)" % (shape.key, shape.words()) for shape in SHAPES))
    parser.add_argument("--accounting", choices=["with", "without", "both"], default="both",
                        help="(%(default)s)")
    parser.add_argument("--heap", metavar="SIZE",
                        help="-Xmx for all shapes, such as 700m; 'default' for the JVM's own")
    parser.add_argument("--warm-up", type=trackers.parse_seconds, default="20s",
                        help="with the peers that come before (%(default)s)")
    parser.add_argument("--no-opentracker", action="store_true", help="without it beside")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else [shape.key for shape in SHAPES]
    for key in wanted:
        if key not in [shape.key for shape in SHAPES]:
            parser.error("no such shape: " + key)
    if not options.no_opentracker:
        trackers.require(options, "opentracker")
    accountings = {"with": [True], "without": [False], "both": [False, True]}
    with trackers.Bench(options) as bench:
        rows = []
        for shape in SHAPES:
            if shape.key not in wanted:
                continue
            if not options.no_opentracker:
                rows.append(opentracker(bench, shape))
            for accounting in accountings[options.accounting]:
                rows.append(skep(bench, shape, accounting))
        report(bench, rows)
        return 1 if bench.wrong else 0


def crowd(bench, shape):
    hashes = trackers.made_up_hashes(shape.torrents)
    return hashes, ["--hashes", bench.write("hashes.txt", hashes), "--peers", str(shape.peers)]


def opentracker(bench, shape):
    trackers.say("opentracker, " + shape.words())
    hashes, peers = crowd(bench, shape)
    tracker = trackers.Opentracker(bench, hashes, peers)
    before, _ = trackers.resident(tracker.pid)
    with bench.quiet():
        bench.fill(tracker)
    after, most = trackers.resident(tracker.pid)
    tracker.stop()
    return row(shape, "opentracker", "", before, after, most, after, None)


def skep(bench, shape, accounting):
    heap = bench.options.heap or shape.heaps[accounting]
    java_options = [] if heap == "default" else [*SMALL, "-Xmx" + heap]
    what = "Skep with accounting" if accounting else "Skep without"
    trackers.say("%s, %s, heap %s" % (what, shape.words(), heap))
    _, peers = crowd(bench, shape)
    tracker = trackers.Skep(
        bench, java_options=[*java_options, *bench.options.java_option], crowd=peers,
        settings=["tracker.accounting=" + str(accounting).lower(),
                  *trackers.room(2 * shape.peers, 2 * shape.torrents)])
    with bench.quiet():
        tracker.load_options = ["--peers", str(int(shape.peers * shape.before)), "--seed", "2",
                                "--torrents", str(max(1, int(shape.torrents * shape.before)))]
        bench.fill(tracker)
        bench.load(tracker, tracker.udp, trackers.UDP_ANNOUNCE, "--warm-up", "1s",
                   "--duration", "%ds" % bench.options.warm_up)
    tracker.load_options = peers
    trackers.collect(tracker.pid)
    before, _ = trackers.resident(tracker.pid)
    used = trackers.heap_used(tracker.pid)
    held = -tracker.peers()
    with bench.quiet():
        bench.fill(tracker)
    after, most = trackers.resident(tracker.pid)
    held += tracker.peers()
    if held < shape.peers:
        words = "%s, %s, held %d of %d peers" % (what, shape.words(), held, shape.peers)
        bench.wrong.append(words)
        trackers.say("  " + words)
    trackers.collect(tracker.pid)
    collected, _ = trackers.resident(tracker.pid)
    used = trackers.heap_used(tracker.pid) - used
    tracker.stop()
    return row(shape, what, heap, before, after, most, collected, used)


def row(shape, what, heap, before, after, most, collected, used):
    def megabytes(amount):
        return "%.0f" % (amount / 1e6)

    def a_peer(amount):
        return "" if amount is None else "%.1f" % (amount / shape.peers)

    cells = [shape.words(), what, heap, megabytes(before), megabytes(after), megabytes(most),
             megabytes(collected), a_peer(collected - before), a_peer(used)]
    trackers.say("  " + "  ".join(cells))
    return cells


def report(bench, rows):
    print("\n".join(trackers.surroundings(bench)))
    print("MB are millions of bytes, resident; JVM with %s\n" % " ".join(SMALL))
    print(trackers.table(
        ["torrents × peers in each", "of", "-Xmx", "MB before", "MB filled", "MB at most",
         "MB collected", "bytes a peer", "of them living"], rows))
    print("\nwrong, lost or missing: " + ("none" if not bench.wrong else "; ".join(bench.wrong)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
