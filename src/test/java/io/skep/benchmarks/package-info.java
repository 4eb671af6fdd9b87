/**
 * What Skep's hot paths cost, by JMH, and what whole processes cost, by the scripts here.
 *
 * <p>Nothing here is a test: no figure is asserted. {@code BENCHMARKS.md} has the commands and what
 * was seen.
 */
@NullMarked
package io.skep.benchmarks;

import org.jspecify.annotations.NullMarked;
