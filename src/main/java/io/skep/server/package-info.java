/**
 * The event-loop edge: sockets in, {@link io.skep.tracker.Tracker} in the middle, sockets out.
 *
 * <p>Every frontend reads the same: parse, handle, write. Each event loop has a {@link
 * io.skep.server.TrackerVerticle} of its own with a listening socket for HTTP and a UDP socket;
 * connections and datagrams are shared among the loops by the kernel (SO_REUSEPORT), so that
 * nothing crosses from one loop to another but the swarms.
 *
 * <p>UDP goes two levels below Vert.x's {@code DatagramSocket}, to a socket that is registered with
 * the verticle's own event loop: the former reads one packet each time the loop wakes up and
 * allocates for each, a channel of Netty's reads many at once and makes a dozen objects for each,
 * {@link io.skep.server.EpollUdpSocket} reads and writes many where the kernel puts them. Where
 * there is no epoll, Netty's channel serves.
 *
 * <p>What a busy tracker is asked most goes there from the bytes of the packet to those of the
 * answer by a {@link io.skep.server.UdpShortcut}, which makes an object or two for it, or some more
 * where the ledger hears of it. Whatever has to be waited for, is refused or is odd goes through
 * {@link io.skep.server.UdpTracker}, as all does where Netty's channel serves.
 *
 * <p>HTTP goes without a router: two paths do not need one, and the announce path is the one that
 * is paid for. It comes in at three levels, each of which leaves to the next what is not its own:
 * the {@link io.skep.server.HttpDoor} answers a connection that brings one plain request and wants
 * to be closed, without a channel; the {@link io.skep.server.HttpShortcut} answers plain requests
 * on a Netty channel; {@link io.skep.server.HttpPages} stands behind a whole HTTP codec. What would
 * be answered on one level is answered the same on the next.
 */
@NullMarked
package io.skep.server;

import org.jspecify.annotations.NullMarked;
