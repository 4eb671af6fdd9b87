/**
 * Transfers of real files between clients that people use, and between them and ours, found through
 * the tracker alone.
 *
 * <p>Everything runs as a process of its own, Skep too, so that a test sees what a stranger sees.
 * Each client has an address of its own in 127.0.0.0/8: trackers and clients tell peers apart by
 * address, and on one shared address they would dial themselves. DHT, LSD, PEX and uTP are off and
 * the torrents private, but for those that go by magnet link, so that a peer can be known from the
 * tracker only.
 *
 * <p>The seed sends slowly enough for a scrape to see the swarm while the file is on its way. The
 * transfers mostly wait, Transmission for 10 to 20 s before it unchokes anybody, so they run side
 * by side in one tracker, each with a torrent of its own.
 *
 * <p>With {@code -Dskep.interop.tracker=COMMAND} another tracker is used, started with its HTTP and
 * its UDP port as arguments: a client that fails there too is driven wrongly here. With {@code
 * -Dskep.interop.client=LIBTORRENT} that client meets the others in the place of ours, which tells
 * the same of an encounter, and {@code -Dskep.interop.only=REGEX} chooses among the encounters.
 */
@NullMarked
package io.skep.interop;

import org.jspecify.annotations.NullMarked;
