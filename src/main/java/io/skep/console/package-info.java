/**
 * The operator's port: the API, {@code /metrics} and {@code /health}; its own trust level.
 *
 * <p>It shows what the tracker's port never does, the addresses of peers, so it listens on loopback
 * until the operator says otherwise. Everything that goes through all swarms runs off the event
 * loops.
 */
@NullMarked
package io.skep.console;

import org.jspecify.annotations.NullMarked;
