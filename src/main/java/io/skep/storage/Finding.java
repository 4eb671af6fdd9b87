package io.skep.storage;

/**
 * What a rule for cheats has found.
 *
 * <p>The same rule, user and torrent on the same UTC day are one finding that counts.
 *
 * @param id 1 and up; 0 for one that is to be kept
 * @param rule the rule's name, such as {@code speed}
 * @param acted whether the rule was in the mode that acts
 * @param user who
 * @param torrent where; 0 where the rule is about many
 * @param firstAt when it was found first, in seconds
 * @param lastAt when it was found last
 * @param count how often
 * @param evidence figures and words of the last time, a JSON object
 * @param decision what a person made of it
 * @param decidedBy the token or user who did, empty where nobody has
 * @param note what that person wrote
 */
public record Finding(
    long id,
    String rule,
    boolean acted,
    long user,
    long torrent,
    long firstAt,
    long lastAt,
    int count,
    String evidence,
    Decision decision,
    String decidedBy,
    String note) {
  /** What a person made of a finding. */
  public enum Decision {
    /** Nothing yet. */
    OPEN,
    /** It was one. */
    CONFIRMED,
    /** It was none. */
    DISMISSED
  }
}
