"""Makes a .torrent with libtorrent, or says what one is to libtorrent.

make VERSION PIECE_LENGTH PRIVATE CONTENT FILE TRACKER...
    writes FILE for the file or folder CONTENT; VERSION is v1, v2 or hybrid, PRIVATE is 0 or 1,
    and each tracker is in a tier of its own.
describe FILE
    prints the name, the hash of each swarm in hexadecimal, separated by a comma, and the magnet
    link, a line each.
"""
import os
import sys

import libtorrent

VERSIONS = {
    "v1": libtorrent.create_torrent.v1_only,
    "v2": libtorrent.create_torrent.v2_only,
    "hybrid": 0,
}


def make(version, piece_length, private, content, file, *trackers):
    files = libtorrent.file_storage()
    libtorrent.add_files(files, content)
    torrent = libtorrent.create_torrent(
        files, piece_size=int(piece_length), flags=VERSIONS[version])
    for tier, tracker in enumerate(trackers):
        torrent.add_tracker(tracker, tier)
    torrent.set_priv(private == "1")
    libtorrent.set_piece_hashes(torrent, os.path.dirname(content))
    with open(file, "wb") as out:
        out.write(libtorrent.bencode(torrent.generate()))


def describe(file):
    info = libtorrent.torrent_info(file)
    hashes = info.info_hashes()
    swarms = []
    if hashes.has_v1():
        swarms.append(str(hashes.v1))
    if hashes.has_v2():
        swarms.append(str(hashes.v2)[:40])
    print(info.name())
    print(",".join(swarms))
    print(libtorrent.make_magnet_uri(info))


{"make": make, "describe": describe}[sys.argv[1]](*sys.argv[2:])
