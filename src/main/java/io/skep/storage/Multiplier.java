package io.skep.storage;

/**
 * A time in which bytes count for more or less than they are.
 *
 * @param id 1 and up; 0 for one that is to be inserted
 * @param subject whom it is for
 * @param subjectId the user or the torrent; 0 for the whole site
 * @param uploadPercent what an uploaded byte counts, 0 to 1000; 100 is as it is, 200 double upload
 * @param downloadPercent the same for downloaded bytes; 0 is freeleech, 50 half-leech
 * @param startsAt the second in which it begins
 * @param endsAt the first second in which it does not hold any more; {@link Long#MAX_VALUE} for
 *     never
 * @param note why, for people; up to 200 characters
 */
public record Multiplier(
    long id,
    Subject subject,
    long subjectId,
    int uploadPercent,
    int downloadPercent,
    long startsAt,
    long endsAt,
    String note) {
  /** For whom a multiplier holds. */
  public enum Subject {
    /** Everybody and everything. */
    SITE,
    /** One user. */
    USER,
    /** One torrent. */
    TORRENT
  }
}
