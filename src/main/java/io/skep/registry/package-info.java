/**
 * What the operator lets in: which torrents, which clients.
 *
 * <p>The lists are read off the event loops and swapped in whole; an announce reads one reference.
 * A list that can't be read leaves the old one in force: a typing mistake must not close a tracker.
 * For the same reason one broken .torrent in a folder is left out, with a warning that names it.
 */
@NullMarked
package io.skep.registry;

import org.jspecify.annotations.NullMarked;
