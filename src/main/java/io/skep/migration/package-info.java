/**
 * Moving in: reads what another tracker's tables were exported to.
 *
 * <p>An export is made by a stranger's tool of a stranger's data, so whatever is wrong with a line
 * costs that line alone: it becomes a {@link io.skep.migration.Refusal} with its number, and the
 * next one is read. Only what makes a whole file useless is an exception. Lines are bounded, so
 * that a file of any size is read in little memory.
 */
@NullMarked
package io.skep.migration;

import org.jspecify.annotations.NullMarked;
