#!/usr/bin/python3
"""Compares what an answer costs: Skep and opentracker under the same load, in turns.

Skep (in the mode open, and once more in the mode private with its ledger in SQLite) and opentracker
are started on free ports of 127.0.0.1 and filled with the same peers. Skep is warmed up. Then each
round puts each kind of load on each of them, one after the other. Reported is the CPU time (user
and system) that the tracker's process spends on an answer: the median over the rounds, the least
and the greatest, and the ratio of the medians with the least and the greatest ratio of a round.

Every answer is checked; wrong or lost ones are told below the table. Exits with 1 if there were
any. Whether a goal is met is only told.
"""
import argparse
import statistics
import sys

sys.dont_write_bytecode = True
import trackers  # noqa: E402  (the line above has to come first)

# A number of users that shares no factor with that of the torrents: nobody is twice in a swarm.
USERS = 10_007


class Kind:
    """One kind of load, on one tracker, beside another."""

    def __init__(self, key, words, side, way, arguments, beside, beside_arguments, goal):
        self.key = key
        self.words = words
        self.side = (side, way, tuple(arguments))
        self.beside = (beside, way, tuple(beside_arguments))
        self.goal = goal


KINDS = [
    Kind("udp", "UDP announce", "Skep", "udp", trackers.UDP_ANNOUNCE,
         "opentracker", trackers.UDP_ANNOUNCE, 0.8),
    Kind("scrape", "UDP scrape", "Skep", "udp", trackers.UDP_SCRAPE,
         "opentracker", trackers.UDP_SCRAPE, 0.8),
    Kind("each", "HTTP announce, a connection each", "Skep", "http", trackers.HTTP_EACH,
         "opentracker", trackers.HTTP_EACH, 1.25),
    Kind("kept", "HTTP announce, kept alive, to a connection each", "Skep", "http",
         trackers.HTTP_KEPT, "opentracker", trackers.HTTP_EACH, 0.75),
    Kind("pipelined", "HTTP announce, 8 pipelined, to a connection each", "Skep", "http",
         trackers.HTTP_PIPELINED, "opentracker", trackers.HTTP_EACH, 0.4),
    Kind("private-udp", "UDP announce, private to open", "Skep private", "udp",
         trackers.UDP_CROWD, "Skep", trackers.UDP_CROWD, 1.3),
    Kind("private-kept", "HTTP announce, kept alive, private to open", "Skep private", "http",
         trackers.HTTP_CROWD, "Skep", trackers.HTTP_CROWD, 1.3),
    Kind("private-each", "HTTP announce, a connection each, private to open", "Skep private",
         "http", trackers.HTTP_CROWD_EACH, "Skep", trackers.HTTP_CROWD_EACH, 1.3),
]


def baseline_kinds(kinds):
    """The same loads on the build to compare with."""
    return [
        Kind(kind.key, kind.words.split(", to ")[0] + ", to the baseline", "Skep", kind.side[1],
             kind.side[2], "baseline", kind.side[2], None)
        for kind in kinds if kind.side[0] == "Skep"]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    trackers.add_options(parser)
    parser.add_argument("--rounds", type=int, default=5, help="(%(default)s)")
    parser.add_argument("--duration", type=trackers.parse_seconds, default="6s",
                        help="how long each load is measured (%(default)s)")
    parser.add_argument("--warm-up", type=trackers.parse_seconds, default="15s",
                        help="how long Skep is warmed up with each kind of load (%(default)s)")
    parser.add_argument("--peers", type=trackers.parse_count, default="100k", help="(%(default)s)")
    parser.add_argument("--torrents", type=trackers.parse_count, default="10k",
                        help="(%(default)s)")
    parser.add_argument("--popularity", default="uniform",
                        help="how peers spread over torrents: uniform, zipf, zipf:0.8"
                        " (%(default)s)")
    parser.add_argument("--only", metavar="KINDS",
                        help="some of " + ",".join(kind.key for kind in KINDS))
    parser.add_argument("--baseline", metavar="PROGRAM",
                        help="another build of Skep, measured in the same rounds")
    options = parser.parse_args()
    wanted = options.only.split(",") if options.only else [kind.key for kind in KINDS]
    for key in wanted:
        if key not in [kind.key for kind in KINDS]:
            parser.error("no such kind: " + key)
    kinds = [kind for kind in KINDS if kind.key in wanted]
    if options.baseline:
        kinds += baseline_kinds(kinds)
    if any(kind.beside[0] == "opentracker" for kind in kinds):
        trackers.require(options, "opentracker")
    with trackers.Bench(options) as bench:
        return compare(bench, kinds)


def start(bench, names):
    """Starts and fills the trackers that are needed."""
    options = bench.options
    hashes = trackers.made_up_hashes(options.torrents)
    crowd = ["--hashes", bench.write("hashes.txt", hashes), "--peers", str(options.peers),
             "--popularity", options.popularity]
    started = {}
    for name in names:
        trackers.say("starting and filling " + name)
        if name == "opentracker":
            started[name] = trackers.Opentracker(bench, hashes, crowd)
        elif name == "Skep private":
            passkeys = trackers.made_up_passkeys(USERS)
            users = ["--passkeys", bench.write("passkeys.txt", passkeys)]
            # Where few torrents are popular, a user may well be in one with several clients.
            started[name] = trackers.Skep(
                bench, name, mode="private", crowd=crowd + users,
                settings=["access.max-sessions=1000", "access.max-addresses=1000"])
            started[name].register(hashes, passkeys)
        else:
            program = options.baseline if name == "baseline" else options.skep
            started[name] = trackers.Skep(bench, name, program=program, crowd=crowd)
        with bench.quiet():
            bench.fill(started[name])
    return started


def compare(bench, kinds):
    options = bench.options
    loads = list(dict.fromkeys(load for kind in kinds for load in (kind.side, kind.beside)))
    started = start(bench, list(dict.fromkeys(load[0] for load in loads)))
    for name, tracker in started.items():
        if options.warm_up and name != "opentracker":
            with bench.quiet():
                for _, way, arguments in [load for load in loads if load[0] == name]:
                    trackers.say("warming up %s: %s" % (name, words(way, arguments)))
                    bench.load(tracker, getattr(tracker, way), arguments,
                               "--duration", "%ds" % options.warm_up, "--warm-up", "1s")
    results = {load: [] for load in loads}
    for number in range(options.rounds):
        with bench.quiet():
            for load in loads:
                results[load].append(measure(bench, number, started[load[0]], *load[1:]))
    report(bench, kinds, results)
    return 1 if bench.wrong else 0


def measure(bench, number, tracker, way, arguments):
    result = bench.load(tracker, getattr(tracker, way), arguments,
                        "--duration", "%ds" % bench.options.duration, "--warm-up", "2s")
    trackers.say("round %d  %-13s %-45s %7.2f µs  %7.0f answers/s" % (
        number + 1, tracker.name, words(way, arguments), trackers.cpu(result),
        result["answers_per_second"]))
    return result


def words(way, arguments):
    """The load without what all announces have in common."""
    common = tuple(trackers.ANNOUNCE)
    shown = arguments[len(common):] if arguments[:len(common)] == common else arguments
    return " ".join([way, *shown])


def spenders(result):
    """Which threads spent the CPU time, where there are several."""
    shares = ["%s %.0f %%" % (name, 100 * share)
              for name, share in result["threads"].items() if share >= 0.02]
    return "; " + ", ".join(shares) if len(shares) > 1 else ""


def report(bench, kinds, results):
    print("\n".join(trackers.surroundings(bench)))
    print("%d torrents, %d peers, %s; rounds: %d; µs of CPU time an answer\n" % (
        bench.options.torrents, bench.options.peers, bench.options.popularity,
        bench.options.rounds))
    rows = []
    for kind in kinds:
        side = [trackers.cpu(result) for result in results[kind.side]]
        beside = [trackers.cpu(result) for result in results[kind.beside]]
        ratio = statistics.median(side) / statistics.median(beside)
        ratios = [one / other for one, other in zip(side, beside)]
        met = "" if kind.goal is None else "yes" if ratio <= kind.goal else "no"
        rows.append([
            kind.words, kind.side[0], trackers.spread(side), kind.beside[0],
            trackers.spread(beside),
            "%.2f (%.2f–%.2f)" % (ratio, min(ratios), max(ratios)),
            "" if kind.goal is None else "%.2f" % kind.goal, met])
    print(trackers.table(
        ["load", "of", "µs", "beside", "µs", "ratio", "goal", "met"], rows))
    print()
    for load, several in results.items():
        answer = several[-1]["announce"]
        if answer["answered"]:
            print("%s, %s: %.1f peers and %.0f bytes an answer%s" % (
                load[0], words(load[1], load[2]), answer["peers_per_answer"],
                answer["bytes_per_answer"], spenders(several[-1])))
    print("wrong or lost: " + ("none" if not bench.wrong else "; ".join(bench.wrong)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
