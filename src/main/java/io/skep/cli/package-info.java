/**
 * The command line: one class a command, the configuration, and all the wiring.
 *
 * <p>Every key of the configuration is one {@link io.skep.cli.Setting} in {@link
 * io.skep.cli.Settings}: its default, its kind and what it means stand there and nowhere else. The
 * reference {@code conf/skep.yaml} is written from that list, and a test holds the two together.
 */
@NullMarked
package io.skep.cli;

import org.jspecify.annotations.NullMarked;
