/**
 * The event-loop edge, tried as a stranger sees it: over real sockets on loopback, byte for byte.
 *
 * <p>Clients here are the JDK's own blocking sockets, and requests are written out by hand: a
 * client library would mend what has to be sent broken, and our own codec would agree with itself.
 *
 * <p>Time is a {@link io.skep.server.ManualClock}, so nothing waits for a timeout to pass. That the
 * tracker says nothing to a packet is seen from its next answer on the same socket: the kernel
 * keeps the order of the packets of one sender, so a silence needs no waiting either.
 */
@NullMarked
package io.skep.server;

import org.jspecify.annotations.NullMarked;
