#!/usr/bin/python3
"""Measures what an answer leaves for the garbage collector, over UDP.

Skep (in the mode open, everything else as by default) is filled and warmed up, and then put under
each load. Reported are the bytes that its event loops have allocated for each answer, as the JVM
counts them exactly for each thread, and the CPU time. With --sites FOLDER a flight recording of
each load stays in that folder, and what was allocated where is told.
"""
import argparse
import collections
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
import trackers  # noqa: E402  (the line above has to come first)

LOADS = {"announce": trackers.UDP_ANNOUNCE, "scrape": trackers.UDP_SCRAPE}
UNITS = {"": 1, "B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trackers.add_options(parser)
    parser.add_argument("--duration", type=trackers.parse_seconds, default="6s",
                        help="how long each load is measured (%(default)s)")
    parser.add_argument("--warm-up", type=trackers.parse_seconds, default="15s",
                        help="how long Skep is warmed up with each load (%(default)s)")
    parser.add_argument("--peers", type=trackers.parse_count, default="100k", help="(%(default)s)")
    parser.add_argument("--torrents", type=trackers.parse_count, default="10k",
                        help="(%(default)s)")
    parser.add_argument("--events", default="", metavar="WEIGHTS",
                        help="as for the load generator, such as none=1")
    parser.add_argument("--sites", metavar="FOLDER",
                        help="record where the allocation happens")
    options = parser.parse_args()
    with trackers.Bench(options) as bench:
        hashes = trackers.made_up_hashes(options.torrents)
        crowd = ["--hashes", bench.write("hashes.txt", hashes), "--peers", str(options.peers)]
        tracker = trackers.Skep(bench, crowd=crowd)
        bench.fill(tracker)
        events = ["--events", options.events] if options.events else []
        loads = {words: load + events for words, load in LOADS.items()}
        for words, load in loads.items():
            bench.load(tracker, tracker.udp, load, "--duration", "%ds" % options.warm_up)
        print("\n".join(trackers.surroundings(bench)))
        rows = [measure(bench, tracker, words, load) for words, load in loads.items()]
        print(trackers.table(["UDP", "bytes an answer", "µs"], rows))
        if options.sites:
            for words, load in loads.items():
                record(bench, tracker, words, load)


def measure(bench, tracker, words, load):
    with bench.quiet():
        before = allocated(tracker.pid)
        # No warming up: its answers are not counted by the generator.
        result = bench.load(tracker, tracker.udp, load, "--warm-up", "0s",
                            "--duration", "%ds" % bench.options.duration)
    answers = sum(result[kind]["answered"] for kind in ("announce", "scrape"))
    return [words, "%.1f" % ((allocated(tracker.pid) - before) / answers),
            "%.2f" % trackers.cpu(result)]


def allocated(pid):
    """Bytes that the event loops have allocated since they began."""
    said = jcmd(pid, "Thread.print", "-e")
    found = re.findall(r'^"vert\.x-eventloop.*? allocated=([0-9.]+)([BKMG]?) ', said, re.MULTILINE)
    if not found:
        trackers.fail("the JVM doesn't tell what its threads have allocated")
    return sum(float(number) * UNITS[unit] for number, unit in found)


def jcmd(pid, *command):
    return subprocess.run(["jcmd", str(pid), *command], stdout=subprocess.PIPE, text=True,
                          check=True).stdout


def record(bench, tracker, words, load):
    """Samples which classes are allocated in which methods, and prints their shares."""
    os.makedirs(bench.options.sites, exist_ok=True)
    file = os.path.abspath(os.path.join(bench.options.sites, words + ".jfr"))
    jcmd(tracker.pid, "JFR.start", "name=sites", "settings=profile", "filename=" + file)
    bench.load(tracker, tracker.udp, load, "--duration", "%ds" % bench.options.duration)
    jcmd(tracker.pid, "JFR.stop", "name=sites")
    said = subprocess.run(
        ["jfr", "print", "--stack-depth", "8", "--events", "ObjectAllocationSample", file],
        stdout=subprocess.PIPE, text=True, check=True).stdout
    sites = collections.Counter()
    for event in said.split("jdk.ObjectAllocationSample {")[1:]:
        if "vert.x-eventloop" not in event:
            continue
        weight = re.search(r"weight = ([0-9.]+) (\w)", event)
        what = re.search(r"objectClass = (\S+)", event)[1]
        stack = re.findall(r"^ {4}(\S+\.\S+?)\(.*line: +(\d+)", event, re.MULTILINE)
        where = " < ".join(":".join([name.split(".")[-2] + "." + name.split(".")[-1], line])
                           for name, line in stack[:4])
        sites[what + "  " + where] += float(weight[1]) * UNITS[weight[2].upper()]
    print("\n%s, where it is allocated:" % words)
    for site, weight in sites.most_common(25):
        print("%5.1f %%  %s" % (100 * weight / sites.total(), site))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
