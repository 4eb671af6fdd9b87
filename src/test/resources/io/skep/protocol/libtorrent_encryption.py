"""A peer that speaks encrypted connections only, until its standard input is closed.

It has one torrent, without content and metadata, listens at 127.0.0.1 and prints the port. A line
on the standard input is a port at 127.0.0.1 that it then connects to.

Arguments: the info-hash in hexadecimal, and what may come behind the handshake: "plaintext",
"rc4" or "both".
"""
import sys
import time

import libtorrent

info_hash, level = sys.argv[1:]

session = libtorrent.session({
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "out_enc_policy": int(libtorrent.enc_policy.forced),
    "in_enc_policy": int(libtorrent.enc_policy.forced),
    "allowed_enc_level": int(getattr(libtorrent.enc_level, level)),
    "prefer_rc4": False,
    "alert_mask": libtorrent.alert.category_t.all_categories,
})
parameters = libtorrent.parse_magnet_uri("magnet:?xt=urn:btih:" + info_hash)
parameters.save_path = "."
parameters.flags &= ~(
    libtorrent.torrent_flags.paused | libtorrent.torrent_flags.auto_managed)
handle = session.add_torrent(parameters)

while session.listen_port() == 0:
    time.sleep(0.01)
print(session.listen_port(), flush=True)

for line in sys.stdin:
    handle.connect_peer(("127.0.0.1", int(line)))
