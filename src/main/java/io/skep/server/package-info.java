/**
 * The event-loop edge: sockets in, {@link io.skep.tracker.Tracker} in the middle, sockets out.
 *
 * <p>Every frontend reads the same: parse, handle, write. Each event loop has a {@link
 * io.skep.server.TrackerVerticle} of its own with an HTTP server (the accepted connections are
 * shared among the loops by Vert.x) and a UDP socket (the datagrams are shared by the kernel
 * through SO_REUSEPORT), so that nothing crosses from one loop to another but the swarms.
 *
 * <p>UDP goes one level below Vert.x's {@code DatagramSocket}, to a Netty channel that is
 * registered with the verticle's own event loop: the former reads one packet each time the loop
 * wakes up and allocates for each, the latter reads and writes many with one system call.
 *
 * <p>HTTP goes without a router: two paths do not need one, and the announce path is the one that
 * is paid for.
 */
@NullMarked
package io.skep.server;

import org.jspecify.annotations.NullMarked;
