/**
 * What a .torrent says: of version 1 (BEP 3), version 2 (BEP 52), or both at once.
 *
 * <p>Info-hashes are taken over the bytes of {@code info} as they stand in the file, and keys may
 * stand there in any order, as BEP 3 asks: the hash of a badly written file is still what its swarm
 * goes by. What a .torrent promises about its content is checked as far as the file alone can tell,
 * so that a file that no client could use is refused where it is handed in and not where it is
 * downloaded. What lies outside {@code info} is taken as far as it can be understood, since anybody
 * may change it and the swarm stays the same.
 *
 * <p>Names are the one part of {@code info} that can do harm by themselves. Those that lead out of
 * the download folder on any platform are refused here, for the tracker's list too: nobody should
 * spread such a file. Those that one platform cannot store are replaced on that platform alone, for
 * elsewhere the file is on the disk under its own name and is seeded from there.
 *
 * <p>{@link io.skep.metainfo.PieceLayout} is where the versions meet: whether files lie in a row or
 * begin with pieces of their own, and where padding is, is known there and nowhere else.
 *
 * <p>What we make is of version 1 unless asked otherwise, since that is what every client reads.
 * Files are in the order of their names as bytes, and dates can be left out, so that the same
 * content makes the same torrent wherever it is made.
 */
@NullMarked
package io.skep.metainfo;

import org.jspecify.annotations.NullMarked;
