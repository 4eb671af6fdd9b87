package io.skep.ledger;

import io.skep.storage.Balance;
import io.skep.storage.CreditLine;
import io.skep.storage.CreditLine.Reason;

/**
 * What one announce's bytes count for.
 *
 * <p>What a rule withholds is the credit for giving; what was taken counts all the same, or else a
 * cheat would be paid with a free download. A delta of more than {@link #MAX_DELTA} bytes is no
 * traffic but a broken or a hostile client: it is noted as 0, and the note tells what was reported,
 * since sums of such figures don't fit into the books.
 *
 * @param change what is added to all totals
 * @param percents by what the bytes were multiplied
 * @param note which rule withheld and why; empty where nothing was
 */
record Credit(Balance change, Percents percents, String note) {
  /** How many bytes one announce may bring. */
  static final long MAX_DELTA = 1L << 50;

  /** What a step counts for under these percentages and this verdict. */
  static Credit of(CounterStep step, Percents percents, Verdict verdict) {
    String note = verdict.withhold() ? verdict.rule() : "";
    long uploaded = step.uploaded();
    long downloaded = step.downloaded();
    if (uploaded > MAX_DELTA || downloaded > MAX_DELTA) {
      note = "reported " + uploaded + " given and " + downloaded + " taken, which can't be";
      uploaded = uploaded > MAX_DELTA ? 0 : uploaded;
      downloaded = downloaded > MAX_DELTA ? 0 : downloaded;
    }
    long creditedUploaded = verdict.withhold() ? 0 : Percents.of(uploaded, percents.upload());
    long creditedDownloaded = Percents.of(downloaded, percents.download());
    return new Credit(
        new Balance(uploaded, downloaded, creditedUploaded, creditedDownloaded), percents, note);
  }

  /** The same bytes where the books have no room for such figures any more. */
  Credit refused() {
    return new Credit(
        Balance.ZERO,
        percents,
        "reported "
            + change.uploaded()
            + " given and "
            + change.downloaded()
            + " taken, more than the books can hold");
  }

  boolean isWithheld() {
    return !note.isEmpty();
  }

  /** The line of the history for it. */
  CreditLine line(long at, long user, long torrent, long session) {
    return new CreditLine(
        at,
        user,
        torrent,
        session,
        isWithheld() ? Reason.WITHHELD : Reason.ANNOUNCE,
        change.uploaded(),
        change.downloaded(),
        change.creditedUploaded(),
        change.creditedDownloaded(),
        percents.upload(),
        percents.download(),
        note);
  }
}
