"""How long announces over UDP wait, as the kernel saw them pass.

The load generator counts from when it meant to ask until it has read the answer: what it waits for
itself, a core or its own collector, is in that. Here tcpdump (Debian's package) notes when a
question went to the tracker's socket and when its answer left, both on the loopback interface, with
the kernel's time stamps. So it is what the tracker takes, and what the machine keeps from it.

One announce of sixteen is looked at, chosen by its transaction id (BEP 15) within the kernel.
"""
import signal
import struct
import subprocess

NANOSECONDS = 0xA1B23C4D
PACKET = struct.Struct("<IIII")
ETHERNET = 14


class Capture:
    """What passes between a tracker's port and all who ask it, from start to end."""

    def __init__(self, bench, port):
        self.bench = bench
        self.port = port
        self.file = bench.path("wire-%d.pcap" % port)

    def start(self):
        announce = "udp[16:4] = 1 and udp[23] & 0x0f = 0"
        answer = "udp[8:4] = 1 and udp[15] & 0x0f = 0"
        self.process = self.bench.start("tcpdump", [
            "tcpdump", "-i", "lo", "-n", "-s", "64", "-B", "16384", "-w", self.file,
            "--time-stamp-precision=nano",
            "(udp and dst port %d and %s) or (udp and src port %d and %s)" % (
                self.port, announce, self.port, answer)])

    def end(self, skip_seconds=0):
        """Milliseconds from question to answer, least first; and how many had none."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        self.bench.processes.remove(self.process)
        waiting = {}
        times = []
        first = None
        for time, packet in self.packets():
            first = first or time
            source, target, own, other, payload = parts(packet)
            if other == self.port:
                waiting[(source, own, payload[12:16])] = time
            else:
                asked = waiting.pop((target, other, payload[4:8]), None)
                if asked is not None and asked - first >= skip_seconds * 1_000_000_000:
                    times.append((time - asked) / 1e6)
        return sorted(times), len(waiting)

    def packets(self):
        """Time in nanoseconds and bytes of each."""
        with open(self.file, "rb") as file:
            header = file.read(24)
            if len(header) < 24 or struct.unpack("<I", header[:4])[0] != NANOSECONDS:
                raise ValueError("tcpdump left no file with nanoseconds")
            while len(head := file.read(PACKET.size)) == PACKET.size:
                seconds, nanoseconds, length, _ = PACKET.unpack(head)
                yield seconds * 1_000_000_000 + nanoseconds, file.read(length)


def parts(packet):
    """Addresses, ports and payload of an IPv4 datagram on the loopback interface."""
    ip = packet[ETHERNET:]
    udp = ip[4 * (ip[0] & 15):]
    own, other = struct.unpack(">HH", udp[:4])
    return ip[12:16], ip[16:20], own, other, udp[8:]


def quantile(times, part):
    """The time that so great a part of them does not exceed; 0 for none."""
    return times[min(len(times) - 1, int(part * len(times)))] if times else 0
