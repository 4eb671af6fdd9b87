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
 * that of a session in the order in which it happened, and goes on trying while the database is
 * away. Whoever stops is answered when its batch is committed. What could not be written when the
 * tracker ends is in {@code ledger.pending} for the next start; a batch has an id, so that one
 * whose commit was not seen to end is never applied twice.
 *
 * <p><b>Where many wait, what is urgent is noted first.</b> To book a session changes some six
 * pages of the database wherever they lie; to note it adds a row at the end of a table, the
 * journal. So a busy tracker answers once a note is committed, and the next flush books the
 * sessions with all others, one user after the other, and takes the notes out in the same
 * transaction, or writes down there that they are booked where they are many. At a start notes are
 * booked before anything is read. A note says what no other note and no total says, and all that is
 * not booked of a session is in one or the other: hence what is noted stays apart in memory from
 * what comes later, and is booked together with it. With few rows waiting and few coming everything
 * is booked at once, so that a small tracker's books are never behind by more than a second. A
 * table of the database rather than a file beside it, since the transaction that books must be the
 * one that forgets the note, and since a backup has it too.
 *
 * <p><b>Rules look on.</b> {@code CheatRules} are asked about each announce before it is credited
 * and see nothing but an {@code Observation}; what they find is kept with its evidence, and only a
 * rule that the operator lets act withholds credit.
 */
@NullMarked
package io.skep.ledger;

import org.jspecify.annotations.NullMarked;
