/**
 * The rules of an announce and a scrape, without any I/O.
 *
 * <p>{@link io.skep.tracker.Tracker} answers a Vert.x future, so that a store or a registry on
 * another machine can stand behind it; what is in memory is answered by a future that is complete
 * already, and the frontends take that path without a detour.
 */
@NullMarked
package io.skep.tracker;

import org.jspecify.annotations.NullMarked;
