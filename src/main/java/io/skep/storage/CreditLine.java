package io.skep.storage;

/**
 * One line of the credit history, which is only ever added to.
 *
 * @param at when the announce came, in seconds
 * @param user whose account
 * @param torrent where; 0 for what is of no torrent, such as a moderator's correction
 * @param session the ledger's session; 0 where there is none
 * @param reason what the line is for
 * @param uploaded bytes as they were reported, the increase
 * @param downloaded the same
 * @param creditedUploaded bytes that count
 * @param creditedDownloaded the same
 * @param uploadPercent the multiplier that was applied; 100 where there was none
 * @param downloadPercent the same
 * @param note words for people: who corrected and why, or which rule withheld
 */
public record CreditLine(
    long at,
    long user,
    long torrent,
    long session,
    Reason reason,
    long uploaded,
    long downloaded,
    long creditedUploaded,
    long creditedDownloaded,
    int uploadPercent,
    int downloadPercent,
    String note) {
  /** What a line is for. */
  public enum Reason {
    /** An announce. */
    ANNOUNCE,
    /** An announce that a rule for cheats gave no credit for. */
    WITHHELD,
    /** A person's correction; may be negative. */
    CORRECTION,
    /** What the user had on another tracker. */
    IMPORT
  }
}
