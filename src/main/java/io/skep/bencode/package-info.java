/**
 * Bencoding (BEP 3), read and written: strictly, within bounds, and without a copy where none is
 * needed.
 *
 * <p>The reader gives a tree of views on the array that it was handed, each of which knows where
 * its bytes begin and end. An info-hash is taken over the bytes as they stand in the file, so a
 * reader that forgets them would have to write the value again and hope that it comes out the same.
 *
 * <p>Strict means that there is one way to write each value, so what was read and is written again
 * is the same, byte for byte. One rule can be waived, by {@link
 * io.skep.bencode.BencodeReader#readLenient}: that keys are sorted. Web sites of private trackers
 * edit .torrent files without sorting, chihaya answers announces so, and clients take both. BEP 3
 * itself says that the info-hash is then the hash of what stands in the file, so a tracker that
 * refuses such a file refuses a torrent that everybody else shares. Nothing else is waived, since
 * for nothing else there is a reading on which all agree: of a key that comes twice some take the
 * first value and some the last.
 *
 * <p>The reader keeps its own stack, so that deep nesting is an error and not a stack overflow. The
 * writer checks the order of keys while it writes: a wrong order is a bug of ours that clients
 * would answer with silence.
 */
@NullMarked
package io.skep.bencode;

import org.jspecify.annotations.NullMarked;
