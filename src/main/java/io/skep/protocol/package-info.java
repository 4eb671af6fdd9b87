/**
 * The wire forms, in both directions: what the server reads the clients write with the same code.
 *
 * <p>Nothing here opens a socket, reads a clock or knows who is asking. A form that can't be
 * understood is a {@link io.skep.bittorrent.RequestException} where there is somebody to tell, and
 * a dropped packet where there isn't (BEP 15 has no words for a packet without a transaction id).
 *
 * <p>What peers say to each other is here too ({@link io.skep.protocol.PeerWire}, and {@link
 * io.skep.protocol.EncryptionInitiator} before it where one side wants that): state machines that
 * are fed with bytes, so that every split of a stream can be tried without a socket.
 *
 * <p>The query of an HTTP announce is parsed here from the raw request line, since {@code
 * info_hash} and {@code peer_id} are bytes: any decoder that makes text of them first destroys
 * them.
 */
@NullMarked
package io.skep.protocol;

import org.jspecify.annotations.NullMarked;
