package io.skep.ledger;

/**
 * How much the books hold, and what became of announces since the start.
 *
 * @param users accounts in memory
 * @param torrents torrents' books in memory
 * @param sessions sessions in memory, dead ones and stopped ones too
 * @param credited announces that brought bytes
 * @param late announces that came late or twice, and were passed over
 * @param begunAgain announces that showed counters to have begun again
 * @param withheld announces whose bytes gave no credit
 * @param unwritten announces that were not noted since too much waited for the database
 * @param crowded announces that were refused, or sessions that were forgotten, since one user had
 *     too many clients, or too many began
 */
public record LedgerCounts(
    long users,
    long torrents,
    long sessions,
    long credited,
    long late,
    long begunAgain,
    long withheld,
    long unwritten,
    long crowded) {}
