/**
 * Figures over time, in memory and bounded: what the tracker did of late, and how swarms grew.
 *
 * <p>Nothing here is told of announces. Who owns these objects reads what is counted anyway, once a
 * second or once in some minutes, on a worker, and hands it in; so an announce costs the same
 * whether anybody looks or not. Figures are gone with the process.
 */
@NullMarked
package io.skep.statistics;

import org.jspecify.annotations.NullMarked;
