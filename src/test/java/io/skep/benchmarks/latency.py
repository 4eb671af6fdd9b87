#!/usr/bin/python3
"""Shows how long an announce waits for its answer at half of what the tracker can do.

Skep is started and filled, warmed up, and asked over UDP as fast as it answers: the median of three
is its saturation rate on this machine, beside the load generator. Then half of that rate is sent at
planned times, whatever the tracker does. Meanwhile its metrics are scraped each second, swarms are
swept for silent peers, garbage is collected and, in the mode private, the ledger is flushed. What
the JVM stopped for is read from its log.

How long an answer took is told twice: from when the kernel gave the question to the tracker's
socket until it had the answer (tcpdump, one announce of sixteen; the goal is for this), and as the
load generator sees it, from when it meant to ask until it has read the answer, with all that it
waits for itself.

opentracker is then asked at the same rate: what it shows is mostly the machine's own noise.
Exits with 1 if answers were wrong or lost.
"""
import argparse
import os
import re
import shutil
import statistics
import sys
import threading
import time
import urllib.request

sys.dont_write_bytecode = True
import trackers  # noqa: E402  (the line above has to come first)
import wire  # noqa: E402

USERS = 10_007
GOAL_MILLIS = 5
WARM_UP_SECONDS = 5


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trackers.add_options(parser)
    parser.add_argument("--peers", type=trackers.parse_count, default="10M", help="(%(default)s)")
    parser.add_argument("--torrents", type=trackers.parse_count, default="1M",
                        help="(%(default)s)")
    parser.add_argument("--mode", choices=["open", "private"], default="open",
                        help="(%(default)s)")
    parser.add_argument("--duration", type=trackers.parse_seconds, default="150s",
                        help="of the load at half rate; swarms are swept each minute"
                        " (%(default)s)")
    parser.add_argument("--warm-up", type=trackers.parse_seconds, default="20s",
                        help="(%(default)s)")
    parser.add_argument("--rate", type=float,
                        help="requests a second, in place of half of the saturation rate")
    parser.add_argument("--swarms", metavar="FILE",
                        help="where the filled tracker leaves its swarms; another run of the same"
                        " numbers starts with them in place of being filled")
    parser.add_argument("--no-opentracker", action="store_true", help="without it beside")
    options = parser.parse_args()
    if not options.no_opentracker:
        trackers.require(options, "opentracker")
    trackers.require(options, "tcpdump")
    with trackers.Bench(options) as bench:
        return measure(bench)


class Scrapes(threading.Thread):
    """Reads the metrics each second, as Prometheus would at its most eager."""

    def __init__(self, console):
        super().__init__(daemon=True)
        self.url = console + "/metrics"
        self.ended = threading.Event()
        self.times = []
        self.size = 0
        self.failed = 0

    def run(self):
        while not self.ended.wait(1):
            begun = time.monotonic()
            try:
                with urllib.request.urlopen(self.url, timeout=10) as answer:
                    self.size = len(answer.read())
                self.times.append(time.monotonic() - begun)
            except OSError:
                self.failed += 1

    def end(self):
        self.ended.set()
        self.join(20)


def start(bench):
    options = bench.options
    hashes = trackers.made_up_hashes(options.torrents)
    crowd = ["--hashes", bench.write("hashes.txt", hashes), "--peers", str(options.peers)]
    settings = trackers.room(options.peers, options.torrents)
    passkeys = trackers.made_up_passkeys(USERS)
    users = []
    if options.mode == "private":
        users = ["--passkeys", bench.write("passkeys.txt", passkeys)]
        settings += ["access.max-sessions=1000", "access.max-addresses=1000"]
    # Else the peers that were kept would be silent for too long.
    settings += ["tracker.interval=4h"] if options.swarms else []
    kept = options.swarms and os.path.isfile(options.swarms)
    log = bench.path("gc.log")
    skep = trackers.Skep(
        bench, mode=options.mode, crowd=crowd + users, settings=settings,
        java_options=[*options.java_option, "-Xlog:safepoint*:file=%s:tags" % log],
        swarms=options.swarms if kept else None)
    if users:
        trackers.say("registering")
        skep.register(hashes, passkeys)
    if not kept:
        trackers.say("filling")
        with bench.quiet():
            bench.fill(skep)
    others = None
    if not options.no_opentracker:
        others = trackers.Opentracker(bench, hashes, crowd)
        trackers.say("filling opentracker")
        with bench.quiet():
            bench.fill(others)
    return skep, others


def pauses(bench):
    """Milliseconds of each stop of all threads so far."""
    with open(bench.path("gc.log"), encoding="utf-8") as file:
        return [int(number) / 1e6 for number in re.findall(r"Total: +(\d+) ns", file.read())]


def measure(bench):
    options = bench.options
    skep, others = start(bench)
    trackers.say("warming up")
    with bench.quiet():
        bench.load(skep, skep.udp, trackers.UDP_ANNOUNCE, "--warm-up", "1s",
                   "--duration", "%ds" % options.warm_up)
        rates = [bench.load(skep, skep.udp, trackers.UDP_ANNOUNCE, "--duration", "5s")
                 for _ in range(3)]
    saturation = [result["answers_per_second"] for result in rates]
    rate = options.rate or round(statistics.median(saturation) / 2)
    trackers.say("saturation at %.0f a second; now %.0f" % (statistics.median(saturation), rate))
    results = []
    before = len(pauses(bench))
    scrapes = Scrapes(skep.console)
    with bench.quiet():
        scrapes.start()
        results.append((skep, at_rate(bench, skep, rate)))
        scrapes.end()
    stops = pauses(bench)[before:]
    memory = trackers.resident(skep.pid)
    if others:
        with bench.quiet():
            results.append((others, at_rate(bench, others, rate)))
    report(bench, saturation, rate, results)
    print("\nresident: %.0f MB, at most %.0f; CPU %.2f µs an answer; held %d peers" % (
        memory[0] / 1e6, memory[1] / 1e6, trackers.cpu(results[0][1][0]), skep.peers()))
    print("stops of the JVM: %d, the longest %.1f ms, %.0f ms in all" % (
        len(stops), max(stops, default=0), sum(stops)))
    print("scrapes of metrics: %d of %d bytes, the longest %.0f ms, %d failed" % (
        len(scrapes.times), scrapes.size, 1000 * max(scrapes.times, default=0), scrapes.failed))
    print("wrong or lost: " + ("none" if not bench.wrong else "; ".join(bench.wrong)))
    if options.swarms and not os.path.isfile(options.swarms):
        skep.stop()
        shutil.copy(skep.swarms, options.swarms)
    return 1 if bench.wrong else 0


def at_rate(bench, tracker, rate):
    capture = wire.Capture(bench, int(re.search(r":(\d+)/", tracker.udp)[1]))
    capture.start()
    result = bench.load(tracker, tracker.udp, trackers.UDP_ANNOUNCE, "--rate", str(rate),
                        "--duration", "%ds" % bench.options.duration,
                        "--warm-up", "%ds" % WARM_UP_SECONDS)
    times, unanswered = capture.end(skip_seconds=WARM_UP_SECONDS)
    if not times:
        trackers.fail("tcpdump saw no answer: " + bench.log("tcpdump").strip()[-500:])
    if unanswered > len(times) / 1000:
        bench.wrong.append("%d of %d announces that passed had no answer" % (
            unanswered, len(times)))
    return result, times


def report(bench, saturation, rate, results):
    options = bench.options
    print("\n".join(trackers.surroundings(bench)))
    print("%d torrents, %d peers, mode %s; saturation %s answers a second; %d seconds at %.0f\n" % (
        options.torrents, options.peers, options.mode, trackers.spread(saturation, 0),
        options.duration, rate))
    rows = []
    for tracker, (result, times) in results:
        taken = [wire.quantile(times, part) for part in (0.5, 0.9, 0.99, 0.999, 1)]
        met = "" if tracker.name == "opentracker" else (
            "yes" if taken[3] < GOAL_MILLIS else "no")
        rows.append([tracker.name + ", on the wire", *("%.2f" % time for time in taken),
                     str(len(times)), str(GOAL_MILLIS), met])
        seen = result["announce"]["latency_us"]
        rows.append([tracker.name + ", as the generator sees it",
                     *("%.2f" % (seen[key] / 1000) for key in (
                         "p50", "p90", "p99", "p99_9", "max")),
                     str(result["announce"]["answered"]), "", ""])
        if result["unsent"]:
            print("%d requests to %s that were planned could not be sent in time\n" % (
                result["unsent"], tracker.name))
    print(trackers.table(
        ["ms", "p50", "p90", "p99", "p99.9", "max", "answers", "goal of p99.9", "met"], rows))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
