#!/usr/bin/python3
"""Compares clients: one seed and one leecher move a torrent over loopback, all verified.

For each client in turn, and for as many rounds as asked, a seed is started and left to check its
content until the tracker counts it; then a leecher of the same client is started and timed until it
has everything, verified. Reported are medians: the wall time of the leecher's process from start to
completion, the CPU time (user and system) of both processes over their whole lives, checking and
starting included, and the greatest resident memory of each.

Transmission never dials a loopback peer that a tracker gave it, so two of them never meet: there
the seed is libtorrent's, the leecher is started first, and the wall time begins when the tracker
counts the seed.

"skep" is "java -jar skep.jar", and "skep-script" the start script that the build leaves beside the
jar, with its archive of classes and its options.

Everything stays on 127.0.0.0/8, and ends with the script.
"""
import argparse
import filecmp
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

LIMIT_SECONDS = 120
POLL_SECONDS = 0.02


def parse_size(text):
    number, unit = re.fullmatch(r"(\d+)([kMG]?)", text).groups()
    return int(number) * {"": 1, "k": 1 << 10, "M": 1 << 20, "G": 1 << 30}[unit]


def free_port(host):
    with socket.socket() as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def wait_until(condition, what):
    end = time.monotonic() + LIMIT_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("gave up waiting: " + what)
        time.sleep(POLL_SECONDS)


class Process:
    """A child whose CPU time and greatest memory are known once it has ended."""

    def __init__(self, command, log, **keywords):
        self.log = open(log, "wb")
        self.child = subprocess.Popen(
            command, stdout=self.log, stderr=subprocess.STDOUT, **keywords)
        self.usage = None

    def wait(self):
        if self.usage is None:
            _, status, self.usage = os.wait4(self.child.pid, 0)
            self.child.returncode = os.waitstatus_to_exitcode(status)
            self.log.close()
        return self.child.returncode

    def end(self, how=signal.SIGTERM):
        if self.usage is None:
            os.kill(self.child.pid, how)
            self.wait()

    @property
    def cpu(self):
        return self.usage.ru_utime + self.usage.ru_stime

    @property
    def memory(self):
        return self.usage.ru_maxrss / 1024


class Skep:
    def __init__(self, run):
        self.run = run

    def seed(self):
        self.process = Process(
            [*self.run.java, "seed", self.run.torrent, "--dir", self.run.seed_folder,
             "--host", "127.0.9.1", "--quiet"], self.run.log("seed"))

    def leech(self):
        process = Process(
            [*self.run.java, "get", self.run.torrent, "--dir", self.run.leech_folder,
             "--host", "127.0.9.2", "--quiet"], self.run.log("leech"))
        assert process.wait() == 0, "skep get failed"
        return process

    def stop(self):
        self.process.end()
        return self.process


class SkepScript(Skep):
    def __init__(self, run):
        super().__init__(run)
        run.java = [os.path.join(os.path.dirname(run.options.jar), "skep")]


LIBTORRENT = r"""
import libtorrent, signal, sys, time
torrent, folder, interface, seed = sys.argv[1:]
session = libtorrent.session({
    "listen_interfaces": interface, "enable_dht": False, "enable_lsd": False,
    "enable_upnp": False, "enable_natpmp": False, "enable_incoming_utp": False,
    "enable_outgoing_utp": False, "ssrf_mitigation": False, "alert_mask": 0,
    "allow_multiple_connections_per_ip": True})
parameters = libtorrent.add_torrent_params()
parameters.ti = libtorrent.torrent_info(torrent)
parameters.save_path = folder
parameters.flags &= ~(
    libtorrent.torrent_flags.paused | libtorrent.torrent_flags.auto_managed)
handle = session.add_torrent(parameters)
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
while seed == "seed" or not handle.status().is_seeding:
    time.sleep(0.02 if seed != "seed" else 1)
"""


class Libtorrent:
    def __init__(self, run):
        self.run = run

    def start(self, folder, interface, role):
        return Process(
            ["/usr/bin/python3", "-c", LIBTORRENT, self.run.torrent, folder, interface, role],
            self.run.log(role))

    def seed(self):
        self.process = self.start(self.run.seed_folder, "127.0.9.1:7001", "seed")

    def leech(self):
        process = self.start(self.run.leech_folder, "127.0.9.2:7002", "leech")
        assert process.wait() == 0, "libtorrent failed"
        return process

    def stop(self):
        self.process.end()
        return self.process


class Aria2:
    COMMON = ["--enable-dht=false", "--enable-dht6=false", "--bt-enable-lpd=false",
              "--enable-peer-exchange=false", "--check-integrity=true", "--file-allocation=none",
              "--console-log-level=warn", "--summary-interval=0"]

    def __init__(self, run):
        self.run = run

    def start(self, folder, interface, role, *options):
        return Process(
            ["aria2c", *self.COMMON, "--dir=" + folder, "--interface=" + interface,
             *options, self.run.torrent], self.run.log(role))

    def seed(self):
        self.process = self.start(
            self.run.seed_folder, "127.0.9.1", "seed", "--seed-ratio=0", "--listen-port=7011")

    def leech(self):
        process = self.start(
            self.run.leech_folder, "127.0.9.2", "leech", "--seed-time=0", "--listen-port=7012")
        assert process.wait() == 0, "aria2 failed"
        return process

    def stop(self):
        self.process.end(signal.SIGINT)
        return self.process


class Transmission:
    def __init__(self, run):
        self.run = run
        self.leecher = None

    def start(self, folder, address, role):
        settings = os.path.join(self.run.folder, "transmission-" + role)
        os.makedirs(settings)
        rpc = free_port("127.0.0.1")
        with open(os.path.join(settings, "settings.json"), "w") as file:
            json.dump({
                "bind-address-ipv4": address, "bind-address-ipv6": "::1",
                "peer-port": free_port(address), "dht-enabled": False, "lpd-enabled": False,
                "pex-enabled": False, "utp-enabled": False, "port-forwarding-enabled": False,
                "preallocation": 0, "rpc-bind-address": "127.0.0.1", "rpc-port": rpc,
                "rpc-whitelist-enabled": False, "encryption": 0}, file)
        process = Process(
            ["transmission-daemon", "--foreground", "--config-dir", settings],
            self.run.log(role))
        process.rpc = "http://127.0.0.1:%d/transmission/rpc" % rpc
        process.session = ""
        wait_until(lambda: self.tell(process, "session-get", {}) is not None, "Transmission")
        self.tell(process, "torrent-add",
                  {"filename": self.run.torrent, "download-dir": folder})
        return process

    def tell(self, process, method, arguments):
        for _ in range(2):
            request = urllib.request.Request(
                process.rpc, json.dumps({"method": method, "arguments": arguments}).encode(),
                {"X-Transmission-Session-Id": process.session})
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return json.load(answer)["arguments"]
            except urllib.error.HTTPError as error:
                process.session = error.headers.get("X-Transmission-Session-Id", "")
            except OSError:
                return None
        return None

    def is_done(self, process):
        answer = self.tell(process, "torrent-get", {"fields": ["leftUntilDone", "haveValid"]})
        return bool(answer and answer["torrents"]
                    and answer["torrents"][0]["haveValid"] == self.run.size)

    def seed(self):
        self.leecher = self.start(self.run.leech_folder, "127.0.9.2", "leech")
        wait_until(lambda: self.run.counts()[1] == 1, "Transmission leeches")
        self.process = Libtorrent(self.run).start(
            self.run.seed_folder, "127.0.9.1:7001", "seed")

    def leech(self):
        wait_until(lambda: self.is_done(self.leecher), "Transmission")
        self.done = time.monotonic()
        self.leecher.end()
        return self.leecher

    def stop(self):
        self.process.end()
        return self.process


CLIENTS = {"skep": Skep, "skep-script": SkepScript, "libtorrent": Libtorrent, "aria2": Aria2,
           "transmission": Transmission}


class Run:
    def __init__(self, options, folder, client):
        self.options = options
        self.folder = folder
        self.client = client
        self.size = options.size
        self.java = ["java", *options.java_option, "-jar", options.jar]
        self.seed_folder = os.path.join(options.work, "seed")
        self.leech_folder = os.path.join(folder, "leech")
        os.makedirs(self.leech_folder)

    def log(self, role):
        return os.path.join(self.options.work, "%s-%s.log" % (self.client, role))

    def counts(self):
        """Seeders and leechers as the tracker has them."""
        with urllib.request.urlopen(self.scrape, timeout=10) as answer:
            body = answer.read()
        return [int((re.search(key + rb"i(\d+)e", body) or [0, b"0"])[1])
                for key in (b"8:complete", b"10:incomplete")]

    def measure(self, content):
        port = free_port("127.0.9.9")
        tracker = subprocess.Popen(
            ["java", "-jar", self.options.jar, "serve", "--set", "tracker.http.port=%d" % port,
             "--set", "tracker.http.host=127.0.9.9", "--set", "tracker.udp.port=0",
             "--set", "console.port=0", "--set", "tracker.mode=open",
             "--set", "data.folder=" + self.folder],
            stdout=open(self.log("tracker"), "wb"), stderr=subprocess.STDOUT)
        seeder = None
        try:
            self.torrent = os.path.join(self.folder, "content.torrent")
            subprocess.run(
                ["java", "-jar", self.options.jar, "create", content, "-o", self.torrent,
                 "--tracker", "http://127.0.9.9:%d/announce" % port, "--piece-length",
                 self.options.piece_length, "--quiet"],
                check=True, stdout=subprocess.DEVNULL)
            info = open(self.torrent, "rb").read()
            start = info.index(b"4:info") + 6
            infohash = hashlib.sha1(info[start:-1]).digest()
            self.scrape = "http://127.0.9.9:%d/scrape?info_hash=%s" % (
                port, urllib.parse.quote(infohash, safe=""))
            for state in os.listdir(self.seed_folder):
                if state.endswith((".skep", ".aria2")):
                    os.unlink(os.path.join(self.seed_folder, state))
            wait_until(self.is_tracking, "the tracker")
            seeder = CLIENTS[self.client](self)
            seeder.seed()
            wait_until(lambda: self.counts()[0] == 1, self.client + " seeds")
            begun = time.monotonic()
            leecher = seeder.leech()
            wall = getattr(seeder, "done", None) or time.monotonic()
            wall -= begun
            seed = seeder.stop()
            copy = os.path.join(self.leech_folder, os.path.basename(content))
            assert filecmp.cmp(content, copy, shallow=False), "the copy differs"
            return wall, seed.cpu, leecher.cpu, seed.memory, leecher.memory
        finally:
            for process in (getattr(seeder, "process", None), getattr(seeder, "leecher", None)):
                if process is not None:
                    process.end(signal.SIGKILL)
            tracker.terminate()
            tracker.wait()

    def is_tracking(self):
        try:
            self.counts()
            return True
        except OSError:
            return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--jar", default="target/skep.jar")
    parser.add_argument("--size", type=parse_size, default="1G")
    parser.add_argument("--piece-length", default="1M")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", default="skep,skep-script,libtorrent,aria2")
    parser.add_argument("--java-option", action="append", default=[],
                        help="for \"skep\", such as --java-option=-Xlog:gc; JAVA_OPTS is for the script")
    parser.add_argument("--work", help="where to work; a temporary folder by default")
    options = parser.parse_args()
    options.jar = os.path.abspath(options.jar)
    made = None
    if options.work is None:
        options.work = made = tempfile.mkdtemp(prefix="skep-benchmark-")
    try:
        compare(options)
    finally:
        if made:
            shutil.rmtree(made)


def compare(options):
    os.makedirs(os.path.join(options.work, "seed"), exist_ok=True)
    content = os.path.join(options.work, "seed", "content.bin")
    with open(content, "wb") as file:
        for _ in range(options.size // (1 << 20)):
            file.write(os.urandom(1 << 20))
    clients = options.clients.split(",")
    results = {client: [] for client in clients}
    for number in range(options.rounds):
        for client in clients:
            folder = tempfile.mkdtemp(dir=options.work)
            result = Run(options, folder, client).measure(content)
            shutil.rmtree(folder)
            results[client].append(result)
            print("round %d  %-13s wall %6.2f s  CPU seed %6.2f + leecher %6.2f s  "
                  "memory %4.0f and %4.0f MB" % (number + 1, client, *result), flush=True)
    print("\nmedians of %d rounds, %.2f GiB, pieces of %s" % (
        options.rounds, options.size / (1 << 30), options.piece_length))
    print("%-13s %8s %10s %13s %8s %9s %12s" % (
        "", "wall s", "CPU seed", "CPU leecher", "CPU", "MB seed", "MB leecher"))
    for client in clients:
        wall, seed, leech, seed_memory, leech_memory = (
            statistics.median(values) for values in zip(*results[client]))
        print("%-13s %8.2f %10.2f %13.2f %8.2f %9.0f %12.0f" % (
            client, wall, seed, leech, seed + leech, seed_memory, leech_memory))


if __name__ == "__main__":
    sys.exit(main())
