/**
 * The reference client: {@link io.skep.client.Transfer} fetches and seeds whole torrents, {@link
 * io.skep.client.TrackerClient} asks trackers.
 *
 * <p>It knows nothing of the server, so that it proves the server as a stranger would, and can be
 * embedded alone. It has no static state and owns no {@code Vertx}: who makes a client passes one
 * in and closes the client.
 *
 * <p>All of a client's state lives on one event loop, which it asks for when it is made: there are
 * no locks, and the futures it gives complete there. Disks and hashes are for a pool of workers.
 *
 * <p>A transfer is an {@code ActiveTorrent} with three sides. To its trackers: {@code
 * TrackerAnnouncer}. To its peers: {@code PeerBook} knows whom there is, {@code PeerConnections}
 * has those that are connected, each a {@code PeerConnection} with one half that fetches ({@code
 * PeerDownload}) and one that gives ({@code PeerUpload}); {@code Choker} decides whom to give to.
 * To its content: {@code Content} joins {@code PieceTracker} (what is had), {@code Availability}
 * (what is rare), {@code PiecePicker} (what to ask for) and {@code PieceStorage} (the files).
 *
 * <p>Peers' sockets are Netty's channels and not Vert.x's sockets. A block stays in the buffer that
 * the socket was read into until it is on disk, and is hashed from there; nothing is copied in
 * between, and memory is bounded by what waits for the disk, however long pieces are. What is given
 * is read by the pool in windows of several blocks into buffers that all connections share, so that
 * no event loop waits for a disk: {@code sendfile} would, and costs two system calls a block.
 *
 * <p>Bytes count as given when the operating system has taken them, and as taken when they came,
 * useful or not: so that both sides of a connection tell a tracker the same.
 *
 * <p>Neither is a peer trusted: what it says has bounds in {@link io.skep.protocol.PeerWire}, what
 * it sends is checked against the torrent's hashes, and whoever sent a corrupt block is found by
 * {@code CorruptionTrace} and banned.
 *
 * <p>A tracker is not trusted. Every answer has a bound on its bytes and its time, its words are
 * made plain before anybody prints them, a name in it is not looked up, and what makes no sense is
 * refused as a whole. A URL may carry a passkey, so no error has more of it than scheme, host and
 * port.
 *
 * <p>Redirects are followed here and not by Vert.x, which would follow more of them than any
 * tracker needs and from HTTPS to HTTP too, where everybody reads the passkey.
 */
@NullMarked
package io.skep.client;

import org.jspecify.annotations.NullMarked;
