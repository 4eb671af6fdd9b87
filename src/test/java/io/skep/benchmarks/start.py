#!/usr/bin/python3
"""Measures a start: how long until a tracker's first answers, and what it costs.

A round starts a tracker in its default mode, private, on an empty data folder, ends it, and starts
it again on what is there now. Timed is from the start of the process to the first answer to an
announce over UDP (which takes a connection id first) and to the first over HTTP. Both are asked for
again each few milliseconds until then. The announce is one that the tracker refuses: it has no
passkey. CPU time (user and system) is read at the later of the two and once more, with the resident
memory and its greatest, when the tracker has been left alone for some seconds.

Variants take turns, so that they meet the same machine. Reported are medians.

Everything stays on 127.0.0.1, and ends with the script.
"""
import argparse
import os
import re
import shlex
import shutil
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time

LIMIT_SECONDS = 60
POLL_SECONDS = 0.004
TICKS = os.sysconf("SC_CLK_TCK")
INFO_HASH = bytes(range(20))
PEER_ID = b"-SK0000-000000000000"
HTTP_ANNOUNCE = (
    b"GET /announce?info_hash=%s&peer_id=%s&port=6881&uploaded=0&downloaded=0&left=1"
    b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    % (b"".join(b"%%%02x" % byte for byte in INFO_HASH), PEER_ID))


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class UdpQuestion:
    """Asks for a connection id until there is one, then announces."""

    def __init__(self, port):
        self.address = ("127.0.0.1", port)
        self.socket = None
        self.packet = struct.pack(">QLL", 0x41727101980, 0, 1)

    def is_answered(self):
        if self.socket is None:
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.socket.setblocking(False)
            self.socket.connect(self.address)
        try:
            self.socket.send(self.packet)
        except OSError:
            return False  # The kernel tells of the last one that nobody listens there.
        answer = self.received()
        if answer is not None and answer[:8] == struct.pack(">LL", 0, 1):
            self.packet = struct.pack(
                ">8sLL20s20sQQQLLLlH", answer[8:16], 1, 2, INFO_HASH, PEER_ID, 0, 1, 0, 0, 0, 0,
                -1, 6881)
            self.socket.send(self.packet)
            answer = self.received()
        # 1 is an announce's answer, 3 an error.
        return answer is not None and answer[4:8] == struct.pack(">L", 2) and answer[3] in (1, 3)

    def received(self):
        end = time.monotonic() + POLL_SECONDS
        while time.monotonic() < end:
            try:
                return self.socket.recv(2048)
            except BlockingIOError:
                time.sleep(POLL_SECONDS / 8)
            except OSError:
                return None
        return None


class HttpQuestion:
    """Connects until it can, then announces once and waits for the answer."""

    def __init__(self, port):
        self.address = ("127.0.0.1", port)
        self.socket = None

    def is_answered(self):
        if self.socket is None:
            attempt = socket.socket()
            try:
                attempt.connect(self.address)
            except OSError:
                attempt.close()
                return False
            attempt.sendall(HTTP_ANNOUNCE)
            attempt.setblocking(False)
            self.socket = attempt
        try:
            answer = self.socket.recv(4096)
        except BlockingIOError:
            return False
        except OSError:
            answer = b""
        if not answer:
            self.socket = None  # A socket that is opened only to be tried is closed again at once.
            return False
        assert b"14:failure reason" in answer, answer
        return True


class Tracker:
    def __init__(self, command, data, log):
        self.udp = free_port(socket.SOCK_DGRAM)
        self.http = free_port(socket.SOCK_STREAM)
        settings = {
            "DATA_FOLDER": data,
            "TRACKER_HTTP_HOST": "127.0.0.1", "TRACKER_HTTP_PORT": self.http,
            "TRACKER_UDP_HOST": "127.0.0.1", "TRACKER_UDP_PORT": self.udp,
            "CONSOLE_PORT": free_port(socket.SOCK_STREAM)}
        environment = {**os.environ,
                       **{"SKEP_" + key: str(value) for key, value in settings.items()}}
        self.log = open(log, "wb")
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [*command, "serve"], env=environment, stdout=self.log, stderr=subprocess.STDOUT)

    def first_answers(self):
        """Seconds until the first answer over UDP and over HTTP."""
        questions = {"udp": UdpQuestion(self.udp), "http": HttpQuestion(self.http)}
        answered = {}
        while len(answered) < len(questions):
            for name, question in questions.items():
                if name not in answered and question.is_answered():
                    answered[name] = time.monotonic() - self.begun
            if self.process.poll() is not None:
                raise SystemExit("the tracker ended: see " + self.log.name)
            if time.monotonic() - self.begun > LIMIT_SECONDS:
                raise SystemExit("gave up waiting for the first answer")
            time.sleep(POLL_SECONDS / 2)
        return answered["udp"], answered["http"]

    def cpu(self):
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident megabytes: now, the greatest, and what of now is no file's."""
        with open("/proc/%d/status" % self.process.pid) as status:
            text = status.read()
        return [int(re.search(name + r":\s+(\d+) kB", text)[1]) * 1024 / 1e6
                for name in ("VmRSS", "VmHWM", "RssAnon")]

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait()
        self.log.close()


def measured(command, data, options, log):
    tracker = Tracker(command, data, log)
    try:
        udp, http = tracker.first_answers()
        cpu = tracker.cpu()
        time.sleep(options.idle)
        return udp, http, cpu, tracker.cpu(), *tracker.memory()
    finally:
        tracker.end()


COLUMNS = ("s to UDP", "least", "s to HTTP", "least", "CPU s then", "CPU s idle", "MB idle",
           "MB peak", "MB no file")
FORMAT = "%-22s %-5s %8.2f %5.2f %9.2f %5.2f %10.2f %10.2f %7.0f %7.0f %10.0f"


def summary(rows):
    """Medians, and of what depends most on who else uses the machine the least too."""
    udp, http, *others = zip(*rows)
    median = statistics.median
    return (median(udp), min(udp), median(http), min(http), *(median(column) for column in others))


def variant(text):
    name, _, command = text.partition("=")
    if not command:
        raise argparse.ArgumentTypeError("NAME=COMMAND is wanted")
    return name, shlex.split(command)


DEFAULTS = (
    ("plain", ["java", "-jar", "target/skep.jar"]),
    ("archive", ["java", "-XX:SharedArchiveFile=target/skep.jsa", "-jar", "target/skep.jar"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--variant", type=variant, action="append", metavar="NAME=COMMAND",
                        help="how skep.jar is run, up to its commands (default: without and with"
                        " target/skep.jsa); several take turns")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--idle", type=float, default=10, help="seconds left alone")
    parser.add_argument("--later-only", action="store_true", help="no figures of first starts")
    options = parser.parse_args()
    variants = dict(options.variant or DEFAULTS)
    results = {(name, start): [] for name in variants for start in ("first", "later")}
    work = tempfile.mkdtemp(prefix="skep-start-")
    folders = {name: os.path.join(work, str(i)) for i, name in enumerate(variants)}
    try:
        for number in range(options.rounds):
            for name, command in variants.items():
                data, log = folders[name], os.path.join(work, "log")
                for start in ("first", "later"):
                    if start == "first" and options.later_only and number > 0:
                        continue
                    rows = results[name, start]
                    rows.append(measured(command, data, options, log))
                    print("round %d, load %.1f: %s" % (
                        number + 1, os.getloadavg()[0],
                        FORMAT % (name, start, *summary(rows[-1:]))), flush=True)
                if not options.later_only:
                    shutil.rmtree(data)
    finally:
        shutil.rmtree(work)
    print("\nmedians of %d rounds\n%-28s %s" % (options.rounds, "", " ".join(COLUMNS)))
    for (name, start), rows in results.items():
        print(FORMAT % (name, start, *summary(rows)))


if __name__ == "__main__":
    sys.exit(main())
