/**
 * The load generator: {@link io.skep.load.LoadRun} asks a tracker as many clients would, over UDP
 * or HTTP, checks every answer and says what it cost.
 *
 * <p>It knows nothing of the server, so that it measures any tracker by the same rules. Everything
 * in it has a bound: requests in flight, sockets, time, and the words that it keeps of what went
 * wrong.
 *
 * <p>It has to be cheap, since it works beside the tracker that it measures. A peer is a number:
 * {@code PeerPlan} computes from it all that the peer is, so that ten million peers take no memory
 * but two bits. What is in flight lies in arrays ({@code Slots}); a batch of requests goes out in
 * one system call from one source address, and what has come back is answered in the next.
 *
 * <p>A {@code LoadLoop} lives on one event loop and decides when to ask; {@code Questions} decides
 * what; a {@code Wire} ({@code UdpWire}, {@code HttpWire}) carries it; a {@code Tally} counts what
 * came of it. Loops share nothing, and their tallies are added up when all have ended.
 *
 * <p>Latency in an open loop counts from the time at which the plan has the request, not from when
 * it was sent: a tracker that stalls is charged for those who had to wait meanwhile.
 */
@NullMarked
package io.skep.load;

import org.jspecify.annotations.NullMarked;
