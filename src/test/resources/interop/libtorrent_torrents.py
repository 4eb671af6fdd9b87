"""Makes and reads .torrent files with libtorrent, for a test.

make v1|v2|hybrid PIECE_LENGTH SOURCE OUTPUT
    makes a .torrent as qBittorrent does, which has no way to make one without a window.
read TORRENT FOLDER
    prints the info-hashes, each file's length and path, and whether the content that lies in
    FOLDER is what the .torrent says, by all of its hashes.
"""

import sys
import time

import libtorrent as lt

DEADLINE_SECONDS = 60


def make(version, piece_length, source, output):
    flags = {
        "v1": lt.create_torrent.v1_only,
        "v2": lt.create_torrent.v2_only,
        "hybrid": 0,
    }[version]
    storage = lt.file_storage()
    lt.add_files(storage, source)
    creator = lt.create_torrent(storage, int(piece_length), flags)
    creator.add_tracker("http://127.0.0.1:6969/announce", 0)
    creator.add_tracker("udp://127.0.0.1:6969/announce", 1)
    creator.add_url_seed("http://127.0.0.1:8080/")
    creator.set_comment("für alle")
    creator.set_creator("qBittorrent v4.5.2")
    creator.set_priv(True)
    lt.set_piece_hashes(creator, source.rsplit("/", 1)[0])
    torrent = creator.generate()
    torrent[b"info"][b"source"] = b"tracker"
    with open(output, "wb") as file:
        file.write(lt.bencode(torrent))


def read(torrent, folder):
    info = lt.torrent_info(torrent)
    hashes = info.info_hashes()
    print("v1", hashes.v1 if hashes.has_v1() else "-")
    print("v2", hashes.v2 if hashes.has_v2() else "-")
    print("private", info.priv())
    for tracker in info.trackers():
        print("tracker", tracker.tier, tracker.url)
    for seed in info.web_seeds():
        print("webseed", seed["url"])
    files = info.files()
    for index in range(files.num_files()):
        padding = bool(files.file_flags(index) & lt.file_storage.flag_pad_file)
        kind = "padding" if padding else "file"
        print(kind, files.file_size(index), files.file_path(index))
    print("seeding", is_seeding(info, folder))


def is_seeding(info, folder):
    session = lt.session(
        {
            "listen_interfaces": "127.0.0.1:0",
            "enable_dht": False,
            "enable_lsd": False,
            "enable_upnp": False,
            "enable_natpmp": False,
        }
    )
    parameters = lt.add_torrent_params()
    parameters.ti = info
    parameters.save_path = folder
    parameters.trackers = []
    parameters.flags |= lt.torrent_flags.upload_mode | lt.torrent_flags.override_trackers
    parameters.flags &= ~lt.torrent_flags.auto_managed & ~lt.torrent_flags.paused
    handle = session.add_torrent(parameters)
    checked = (lt.torrent_status.seeding, lt.torrent_status.finished, lt.torrent_status.downloading)
    end = time.monotonic() + DEADLINE_SECONDS
    while handle.status().state not in checked and time.monotonic() < end:
        time.sleep(0.05)
    return handle.status().is_seeding


sys.stdout.reconfigure(encoding="utf-8")
{"make": make, "read": read}[sys.argv[1]](*sys.argv[2:])
