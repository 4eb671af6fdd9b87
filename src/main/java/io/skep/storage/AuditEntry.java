package io.skep.storage;

/**
 * One change that somebody made through the console.
 *
 * @param id 1 and up, later ones higher
 * @param at when, in seconds
 * @param actor what kind of one made it
 * @param actorName the user's or the token's name then; empty for nobody
 * @param actorUser who made it, or for whom the token acts; 0 for nobody
 * @param actorToken by which token; 0 for none
 * @param address from where; empty where that is not known
 * @param action which operation of the API it was
 * @param words what was done, in words
 * @param user on whom; 0 for nobody
 * @param before what was there before, as JSON; empty for nothing
 * @param after what is there now, as JSON; empty for nothing
 */
public record AuditEntry(
    long id,
    long at,
    Actor actor,
    String actorName,
    long actorUser,
    long actorToken,
    String address,
    String action,
    String words,
    long user,
    String before,
    String after) {
  /** What can make a change. */
  public enum Actor {
    /** A user who is signed in. */
    USER,
    /** A program with a token. */
    TOKEN,
    /** Somebody with a link, who is nobody until it is used. */
    LINK
  }

  /** The same with an id. */
  AuditEntry with(long given) {
    return new AuditEntry(
        given,
        at,
        actor,
        actorName,
        actorUser,
        actorToken,
        address,
        action,
        words,
        user,
        before,
        after);
  }
}
