/**
 * The account of what every user gives and takes, exact and never counted twice.
 *
 * <p>A client reports counters that only grow since its {@code started} (BEP 3). The ledger knows
 * how far it has credited each client, the baseline, and credits the increase. Baselines and credit
 * are committed together, so that a crash loses what was not committed of both: the client's next
 * announce brings it again.
 */
@NullMarked
package io.skep.ledger;

import org.jspecify.annotations.NullMarked;
