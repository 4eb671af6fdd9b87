"""Trackers that the scripts here start, and the load they put on them.

Whatever is started is ended by its process id when the `Bench` that started it closes, also after
Ctrl-C or SIGTERM. Everything stays on 127.0.0.0/8. Linux only, since costs come from /proc.
"""
import collections
import contextlib
import datetime
import fcntl
import json
import os
import platform
import random
import re
import shlex
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

PATIENCE_SECONDS = 120
POLL_SECONDS = 0.05
MAIN_CLASS = "io.skep.cli.Main"

# Never fewer connections than these source addresses, so that a peer keeps its address whichever
# way it announces.
ADDRESSES = 64

ANNOUNCE = ["--scrape", "0", "--numwant", "50"]
UDP_ANNOUNCE = [*ANNOUNCE, "--in-flight", "64"]
# What is not read yet has room in a socket's buffer.
UDP_FILL = ["--scrape", "0", "--numwant", "0", "--in-flight", "192"]
UDP_SCRAPE = ["--scrape", "1", "--scrape-hashes", "1", "--in-flight", "64"]
HTTP_EACH = [*ANNOUNCE, "--connections", "64", "--connection-per-request"]
HTTP_KEPT = [*ANNOUNCE, "--connections", "64"]
HTTP_PIPELINED = [*ANNOUNCE, "--connections", "64", "--pipeline", "8"]

# Who stops or is complete waits for the ledger's next commit in the mode private. With few requests
# in flight most would soon be such ones, and the tracker would idle.
UDP_CROWD = [*ANNOUNCE, "--in-flight", "1024"]
HTTP_CROWD = [*ANNOUNCE, "--connections", "1024"]
HTTP_CROWD_EACH = [*HTTP_CROWD, "--connection-per-request"]


def say(words):
    print(words, file=sys.stderr, flush=True)


def fail(words):
    raise SystemExit(os.path.basename(sys.argv[0]) + ": " + words)


def command_line():
    # A class path says nothing to others.
    return shlex.join(["python3", *(part if len(part) < 200 else "…" for part in sys.argv)])


def add_options(parser):
    """Adds what all scripts here take."""
    parser.add_argument("--skep", default="target/skep.jar", metavar="PROGRAM",
                        help="a jar, or a class path that has io.skep.cli.Main (%(default)s)")
    parser.add_argument("--load", metavar="PROGRAM",
                        help="the same for the load generator; by default that of --skep")
    parser.add_argument("--java-option", action="append", default=[], metavar="OPTION",
                        help="for Skep's JVM, such as --java-option=-Xmx600m; may be repeated")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE",
                        help="a key of Skep's configuration; may be repeated")
    parser.add_argument("--lock", metavar="FILE",
                        help="held with flock while something is measured, so that whoever else"
                        " holds it doesn't measure at the same time")
    parser.add_argument("--first", action="store_true",
                        help="trackers and load are scheduled before all else, as root can have it:"
                        " for a machine that others use too")
    parser.add_argument("--logs", metavar="FOLDER",
                        help="where the processes' output stays; by default it is thrown away")
    parser.add_argument("--install", action="store_true",
                        help="install opentracker with apt-get if it is missing")


def parse_seconds(text):
    found = re.fullmatch(r"(\d+)(s|m|)", text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * (60 if found[2] == "m" else 1)


def parse_count(text):
    """A number such as 1000, 100k or 10M."""
    found = re.fullmatch(r"(\d+)([kM]?)", text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * {"": 1, "k": 1000, "M": 1_000_000}[found[2]]


def free_port():
    """A port that is free for TCP and UDP, a moment ago at least."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            port = tcp.getsockname()[1]
            try:
                udp.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def resident(pid):
    """Resident bytes of a process, now and at most since its start."""
    with open("/proc/%d/status" % pid, encoding="ascii", errors="replace") as file:
        status = file.read()
    return tuple(int(re.search(key + r":\s+(\d+) kB", status)[1]) << 10
                 for key in ("VmRSS", "VmHWM"))


def come_first(thread, priority):
    """Has a thread, and those that it will start, scheduled before all of less priority."""
    os.sched_setscheduler(thread, os.SCHED_RR, os.sched_param(priority))


def threads(pid, name):
    """The threads of a process whose names begin so; Linux keeps 15 characters of a name."""
    found = []
    for thread in os.listdir("/proc/%d/task" % pid):
        with open("/proc/%d/task/%s/comm" % (pid, thread), encoding="utf-8") as file:
            if file.read().startswith(name[:15]):
                found.append(int(thread))
    return found


def thread_ticks(pid):
    """CPU time of each kind of thread that lives, by its name without a number."""
    ticks = collections.Counter()
    for thread in os.listdir("/proc/%d/task" % pid):
        with contextlib.suppress(OSError):
            with open("/proc/%d/task/%s/stat" % (pid, thread), encoding="utf-8") as file:
                stat = file.read()
            name = re.sub(r"[-#]?\d+$", "", stat[stat.index("(") + 1:stat.rindex(")")])
            user, system = stat[stat.rindex(")") + 2:].split()[11:13]
            ticks[name] += int(user) + int(system)
    return ticks


def collect(pid):
    """Has a JVM collect all its garbage, and give back what it can.

    What the compiler has freed stays with the C library otherwise, and is no peer's doing.
    """
    for command in ("GC.run", "GC.run", "System.trim_native_heap"):
        done = subprocess.run(["jcmd", str(pid), command], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            fail("jcmd failed: " + done.stdout.strip()[-500:])
        time.sleep(1)


def room(peers, torrents):
    """Settings by which Skep holds them all, however often it has heard of a torrent.

    Torrents that it has heard of once share an eighth of the bound.
    """
    return ["tracker.swarms.max-peers=%d" % (20 * (peers + torrents)),
            "tracker.swarms.max-peers-per-swarm=%d" % (2 * peers)]


def heap_used(pid):
    """Bytes of what lives in a JVM's heap, whatever its collector."""
    said = subprocess.run(["jcmd", str(pid), "GC.class_histogram"], stdout=subprocess.PIPE,
                          text=True, check=False).stdout
    found = re.search(r"^Total +\d+ +(\d+)", said, re.MULTILINE)
    if not found:
        fail("jcmd failed: " + said.strip()[-500:])
    return int(found[1])


def made_up_hashes(count):
    """The same ones each time."""
    numbers = random.Random(1)
    return ["%040x" % numbers.getrandbits(160) for _ in range(count)]


def made_up_passkeys(count):
    numbers = random.Random(2)
    return ["%032x" % numbers.getrandbits(128) for _ in range(count)]


def stolen_seconds():
    """What a hypervisor has withheld from all cores together since they were started."""
    with open("/proc/stat", encoding="ascii") as file:
        return int(file.readline().split()[8]) / os.sysconf("SC_CLK_TCK")


class Bench:
    """A folder, the processes that work in it, and the load generator."""

    def __init__(self, options):
        self.options = options
        self.processes = []
        self.wrong = []
        self.begun = time.monotonic()
        self.stolen_before = stolen_seconds()

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(143))
        self.folder = tempfile.mkdtemp(prefix="skep-benchmark-")
        # opentracker reads its list as nobody.
        os.chmod(self.folder, 0o755)
        return self

    def __exit__(self, *why):
        # A second Ctrl-C must not leave anything behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            self.end(process)
        if self.options.logs:
            os.makedirs(self.options.logs, exist_ok=True)
            for name in os.listdir(self.folder):
                if name.endswith(".log"):
                    shutil.copy(os.path.join(self.folder, name), self.options.logs)
        shutil.rmtree(self.folder, ignore_errors=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    @staticmethod
    def end(process):
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stolen(self):
        """The part of all cores' time that other virtual machines had since this began, 0 to 1."""
        return (stolen_seconds() - self.stolen_before) / (
            (time.monotonic() - self.begun) * os.cpu_count())

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, lines):
        with open(self.path(name), "w", encoding="ascii") as file:
            file.writelines(line + "\n" for line in lines)
        return self.path(name)

    def start(self, name, command, **keywords):
        """Starts a process in a session of its own: Ctrl-C is ours alone, and we end it."""
        with open(self.path(name + ".log"), "wb") as log:
            try:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log,
                                           stderr=subprocess.STDOUT, start_new_session=True,
                                           **keywords)
            except OSError as error:
                fail("can't start %s: %s" % (command[0], error))
        self.processes.append(process)
        if self.options.first:
            come_first(process.pid, 2 if name == "load" else 1)
        return process

    def log(self, name):
        with open(self.path(name + ".log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def wait_for(self, condition, process, name, what):
        end = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if process.poll() is not None:
                fail("%s has ended with %d: %s" % (
                    name, process.returncode, self.log(name).strip()[-500:]))
            if time.monotonic() > end:
                fail("gave up waiting until " + what)
            time.sleep(POLL_SECONDS)

    def java(self, program, options, *arguments):
        if program.endswith(".jar") and os.pathsep not in program:
            if not os.path.isfile(program):
                fail("%s is not there; build it with: mvn -q -DskipTests package" % program)
            return ["java", *options, "-jar", os.path.abspath(program), *arguments]
        return ["java", *options, "-cp", program, MAIN_CLASS, *arguments]

    @contextlib.contextmanager
    def quiet(self):
        """Nobody else who asks for the same lock measures meanwhile."""
        if not self.options.lock:
            yield
            return
        with open(self.options.lock, "w", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                begun = time.monotonic()
                fcntl.flock(file, fcntl.LOCK_EX)
                say("  waited %.0f s for %s" % (time.monotonic() - begun, self.options.lock))
            yield

    def fill(self, tracker):
        """Lets each peer announce once."""
        return self.load(tracker, tracker.udp, UDP_FILL, "--fill", "--requests", "1000",
                         "--warm-up", "0s", "--events", "none=1")

    def load(self, tracker, url, arguments, *more):
        """Puts a load on a tracker and returns what the generator says of it."""
        name = "load"
        before = thread_ticks(tracker.pid)
        process = self.start(name, self.java(
            self.options.load or self.options.skep, [], "load", url, "--json",
            "--addresses", str(ADDRESSES), "--server-pid", str(tracker.pid),
            # Or else a tracker with accounts takes most announces for late ones.
            "--running-for", "%ds" % (time.monotonic() - self.begun),
            *tracker.load_options, *arguments, *more))
        try:
            process.wait()
        finally:
            self.end(process)
            self.processes.remove(process)
        text = self.log(name)
        begin = text.find("{")
        if begin < 0:
            fail("the load on %s failed: %s" % (tracker.name, text.strip()[-500:]))
        result = json.loads(text[begin:])
        spent = thread_ticks(tracker.pid) - before
        result["threads"] = {
            thread: ticks / max(1, spent.total()) for thread, ticks in spent.most_common()}
        for finding in result["wrong"]:
            words = "%s: %d × %s (%s)" % (
                tracker.name, finding["count"], finding["kind"], finding["words"])
            self.wrong.append(words)
            say("  wrong answer of " + words)
        lost = sum(result[kind]["lost"] for kind in ("announce", "scrape", "connect"))
        if lost:
            self.wrong.append("%s: %d lost" % (tracker.name, lost))
            say("  %s lost %d requests" % (tracker.name, lost))
        if not result["announce"]["answered"] + result["scrape"]["answered"]:
            fail("%s answered nothing" % tracker.name)
        return result


class Skep:
    """A tracker of ours on ports that it chose itself."""

    def __init__(self, bench, name="Skep", program=None, java_options=None, settings=(),
                 mode="open", crowd=(), swarms=None):
        self.name = name
        self.bench = bench
        options = bench.options
        # A fresh one: a Skep that was there before has left its swarms in its own.
        data = tempfile.mkdtemp(prefix="data-", dir=bench.folder)
        self.swarms = os.path.join(data, "swarms.snapshot")
        if swarms:
            shutil.copy(swarms, self.swarms)
        file = "serve-" + name.replace(" ", "-")
        arguments = ["serve"]
        for setting in ["data.folder=" + data, "tracker.mode=" + mode,
                        "tracker.http.host=127.0.0.1", "tracker.http.port=0",
                        "tracker.udp.host=127.0.0.1", "tracker.udp.port=0",
                        "console.host=127.0.0.1", "console.port=0",
                        "log.level=warning", *options.set, *settings]:
            arguments += ["--set", setting]
        self.process = bench.start(file, bench.java(
            program or options.skep,
            options.java_option if java_options is None else java_options, *arguments))
        self.pid = self.process.pid
        bench.wait_for(lambda: "Stop it with Ctrl-C." in bench.log(file), self.process, file,
                       name + " has started")
        if options.first:
            # With a processor more, neither it nor the load would wait for the JVM's other threads.
            for thread in threads(self.pid, "vert.x-eventloop"):
                come_first(thread, 3)
        said = bench.log(file)
        self.http = self.find(said, "http://127.0.0.1:", "announce")
        self.udp = self.find(said, "udp://127.0.0.1:", "announce")
        self.console = re.search(r"console\s+(http://\S+?)/?\s", said)[1]
        self.token_file = os.path.join(data, "admin-token")
        self.load_options = list(crowd)

    @staticmethod
    def find(said, scheme, path):
        # It names the machine's address or localhost, and listens on what we gave it.
        port = re.search(r"announce\s+" + scheme.split(":")[0] + r"://[^/\s]*?:(\d+)/", said)[1]
        return scheme + port + "/" + path

    def register(self, hashes, passkeys):
        """Brings torrents and users in as an export of another tracker's."""
        torrents = self.bench.write("torrents.csv", ["info_hash,name,size,num_file"] + [
            "%s,torrent %d,1073741824,1" % (text, number) for number, text in enumerate(hashes)])
        users = self.bench.write("users.csv", ["username,passkey,group_id"] + [
            "user%d,%s,3" % (number, passkey) for number, passkey in enumerate(passkeys)])
        done = subprocess.run(
            self.bench.java(self.bench.options.skep, [], "import", "unit3d", "--api",
                            self.console, "--token-file", self.token_file, "--users", users,
                            "--torrents", torrents),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            fail("the import failed: " + done.stdout.strip()[-500:])

    def peers(self):
        """How many it holds."""
        with urllib.request.urlopen(
                self.http.replace("/announce", "/stats.json"), timeout=30) as answer:
            return json.load(answer)["peers"]

    def stop(self):
        self.bench.end(self.process)
        self.bench.processes.remove(self.process)


class Opentracker:
    """Debian's opentracker, with all torrents on its list."""

    def __init__(self, bench, hashes, crowd=()):
        self.name = "opentracker"
        self.bench = bench
        port = free_port()
        # It changes its root to the folder where it may, and is nobody from then on.
        folder = tempfile.mkdtemp(prefix="opentracker-", dir=bench.folder)
        os.chmod(folder, 0o755)
        with open(os.path.join(folder, "hashes.txt"), "w", encoding="ascii") as file:
            file.writelines(text + "\n" for text in hashes)
        command = ["opentracker", "-i", "127.0.0.1", "-p", str(port), "-P", str(port),
                   "-w", "hashes.txt", "-d", folder]
        if os.geteuid() == 0:
            command += ["-u", "nobody"]
        self.process = bench.start("opentracker", command, cwd=folder)
        self.pid = self.process.pid
        if bench.options.first:
            come_first(self.pid, 3)
        self.http = "http://127.0.0.1:%d/announce" % port
        self.udp = "udp://127.0.0.1:%d/announce" % port
        self.load_options = [*crowd, "--accept-self"]
        bench.wait_for(lambda: self.serves(hashes[0], port), self.process, "opentracker",
                       "opentracker serves its list")

    @staticmethod
    def serves(infohash, port):
        query = "".join("%" + infohash[i:i + 2] for i in range(0, 40, 2))
        try:
            with urllib.request.urlopen("http://127.0.0.1:%d/scrape?info_hash=%s" % (
                    port, query), timeout=5) as answer:
                return b"files" in answer.read()
        except OSError:
            return False

    def stop(self):
        self.bench.end(self.process)
        self.bench.processes.remove(self.process)


def require(options, package):
    """Makes sure that a Debian package is installed, whose program has its name."""
    if shutil.which(package):
        return
    if not options.install:
        fail("%s is not installed: apt-get install %s, or --install" % (package, package))
    say("installing " + package)
    for command in (["apt-get", "update", "-q"],
                    ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
        if done.returncode:
            fail("%s failed: %s" % (" ".join(command), done.stdout.strip()[-500:]))


def opentracker_version():
    done = subprocess.run(["dpkg-query", "-W", "-f=${Version}", "opentracker"],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                          check=False)
    return done.stdout or "of unknown version"


def surroundings(bench):
    """Lines that say when, where and with what it was measured."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"model name\s*:\s*(.*)", file.read())
    with open("/proc/meminfo", encoding="ascii") as file:
        memory = int(re.search(r"MemTotal:\s+(\d+)", file.read())[1]) / (1 << 20)
    java = subprocess.run(["java", "-version"], stderr=subprocess.PIPE, text=True,
                          check=False).stderr.splitlines()
    skep = subprocess.run(bench.java(bench.options.skep, [], "--version"), stdout=subprocess.PIPE,
                          text=True, check=False).stdout.strip().splitlines()
    lines = [
        "%s, %d cores (%s), %.0f GB, Linux %s, load %s" % (
            datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
            os.cpu_count(), model[1] if model else "unknown", memory, platform.release(),
            " ".join("%.1f" % value for value in os.getloadavg())),
        "%.0f %% of what the cores could have done meanwhile went to other machines" % (
            100 * bench.stolen()),
        "%s on %s" % (skep[0] if skep else "Skep", java[1] if len(java) > 1 else "Java")]
    if shutil.which("opentracker"):
        lines.append("opentracker " + opentracker_version())
    return lines + ["`%s`" % command_line()]


def table(header, rows):
    """A Markdown table; columns after the first are numbers and stand to the right."""
    cells = [header, *rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]

    def line(row):
        return "| " + " | ".join(
            cell.ljust(widths[i]) if i == 0 else cell.rjust(widths[i])
            for i, cell in enumerate(row)) + " |"

    rule = "|" + "|".join(
        "-" * (width + 1 + (i == 0)) + ("" if i == 0 else ":")
        for i, width in enumerate(widths)) + "|"
    return "\n".join([line(header), rule, *map(line, rows)])


def spread(values, digits=2):
    """The median, and the least and the greatest where there are several."""
    middle = "%.*f" % (digits, statistics.median(values))
    if len(values) == 1:
        return middle
    return "%s (%.*f–%.*f)" % (middle, digits, min(values), digits, max(values))


def cpu(result):
    """Microseconds of user and system time that the tracker spent on an answer."""
    return result["server"]["cpu_us_per_answer"]
