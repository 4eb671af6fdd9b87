/**
 * The shared nouns of the BitTorrent protocols: who announces, what about, and what is answered.
 *
 * <p>Addresses, info-hashes and peer ids are kept as primitive words rather than as arrays: they
 * are compared and hashed on every announce, and a record of words is one object where an array
 * behind a record is two.
 */
@NullMarked
package io.skep.bittorrent;

import org.jspecify.annotations.NullMarked;
