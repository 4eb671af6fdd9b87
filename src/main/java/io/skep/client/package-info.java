/**
 * The reference client. So far it asks trackers: {@link io.skep.client.TrackerClient}.
 *
 * <p>It knows nothing of the server, so that it proves the server as a stranger would, and can be
 * embedded alone. It has no static state and owns no {@code Vertx}: who makes a client passes one
 * in and closes the client.
 *
 * <p>All of a client's state lives on one event loop, which it asks for when it is made: there are
 * no locks, and the futures it gives complete there.
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
