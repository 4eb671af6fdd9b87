/**
 * What a .torrent says: of version 1 (BEP 3), version 2 (BEP 52), or both at once.
 *
 * <p>Info-hashes are taken over the bytes of {@code info} as they stand in the file, and keys may
 * stand there in any order, as BEP 3 asks: the hash of a badly written file is still what its swarm
 * goes by. What a .torrent promises about its content is checked as far as the file alone can tell,
 * so that a file that no client could use is refused where it is handed in and not where it is
 * downloaded. What lies outside {@code info} is taken as far as it can be understood, since anybody
 * may change it and the swarm stays the same.
 */
@NullMarked
package io.skep.metainfo;

import org.jspecify.annotations.NullMarked;
