"""Shares one torrent through libtorrent until its standard input is closed.

A line on the standard input, whatever it says, makes it leave the swarm.

Arguments: the .torrent or a magnet link, the folder of the content, the addresses to
listen at as "host:port,host:port", the upload limit in bytes per second, 0 for none, and
"encrypted" to speak RC4 with everybody or not at all, otherwise "plain".
"""
import select
import sys
import time

import libtorrent

source, folder, interfaces, upload_limit, encryption = sys.argv[1:]

settings = {
    "listen_interfaces": interfaces,
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    # Its guard refuses HTTP trackers on loopback unless their path begins with /announce.
    "ssrf_mitigation": False,
    "allow_multiple_connections_per_ip": True,
    # One of IPv4 and one of IPv6 are both to be told.
    "announce_to_all_tiers": True,
    # After this many seconds it dials once more, then the other way: encrypted or plain.
    "min_reconnect_time": 1,
    # aria2 and rTorrent ask for more at once than the default allows.
    "max_allowed_in_request_queue": 20000,
    "alert_mask": libtorrent.alert.category_t.error_notification
    | libtorrent.alert.category_t.status_notification
    | libtorrent.alert.category_t.tracker_notification
    | libtorrent.alert.category_t.connect_notification,
}
if encryption == "encrypted":
    settings["in_enc_policy"] = libtorrent.enc_policy.forced
    settings["out_enc_policy"] = libtorrent.enc_policy.forced
    settings["allowed_enc_level"] = libtorrent.enc_level.rc4
session = libtorrent.session(settings)
if source.startswith("magnet:"):
    parameters = libtorrent.parse_magnet_uri(source)
else:
    parameters = libtorrent.add_torrent_params()
    parameters.ti = libtorrent.torrent_info(source)
parameters.save_path = folder
# A session's limit is no limit among local addresses, a torrent's own is.
parameters.upload_limit = int(upload_limit)
parameters.flags &= ~(
    libtorrent.torrent_flags.paused | libtorrent.torrent_flags.auto_managed)
handle = session.add_torrent(parameters)


def show_alerts():
    """Prints what has happened; true if that was a leave-taking from a tracker."""
    left = False
    for alert in session.pop_alerts():
        print(time.strftime("%X"), type(alert).__name__, alert.message(), flush=True)
        left = left or "(stopped)" in alert.message()
    return left


def wait_until(done, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.1)
    return False


def leave():
    """Leaves the swarm. Not by ending the session, which doesn't wait for answers over UDP.

    An announce that is under way, such as that of the completion, keeps libtorrent from
    sending the one that takes leave; so pausing is tried again.
    """
    for attempt in range(5):
        handle.pause()
        if wait_until(show_alerts, 3):
            return
        handle.resume()
        wait_until(show_alerts, 1)


while True:
    show_alerts()
    readable, _, _ = select.select([sys.stdin], [], [], 0.2)
    if not readable:
        continue
    if not sys.stdin.readline():
        break
    leave()
