/**
 * The account of what every user gives and takes, exact and never counted twice.
 *
 * <p>A client reports counters that only grow since its {@code started} (BEP 3). The ledger knows
 * how far it has credited each client, the baseline, and credits the increase. Baselines and credit
 * are committed together, so that a crash loses what was not committed of both: the client's next
 * announce brings it again.
 *
 * <p><b>Memory decides, the database remembers.</b> {@code Ledger} knows all sessions of the last
 * weeks and all balances; {@code LedgerWriter} brings what has changed to the database in batches,
 * in the order in which it happened, and goes on trying while the database is away. Whoever stops
 * is answered when its batch is committed. What could not be written when the tracker ends is in
 * {@code ledger.pending} for the next start; a batch has an id, so that one whose commit was not
 * seen to end is never applied twice.
 *
 * <p><b>Rules look on.</b> {@code CheatRules} are asked about each announce before it is credited
 * and see nothing but an {@code Observation}; what they find is kept with its evidence, and only a
 * rule that the operator lets act withholds credit.
 */
@NullMarked
package io.skep.ledger;

import org.jspecify.annotations.NullMarked;
