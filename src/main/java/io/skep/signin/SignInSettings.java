package io.skep.signin;

/**
 * What the operator can say of signing in.
 *
 * @param lifetimeSeconds for how long a browser stays signed in at most
 * @param idleSeconds for how long one that asks for nothing
 * @param invitationSeconds for how long an invitation is good
 * @param memberInvitations how many a member may have given out
 * @param moderatorInvitations how many a moderator; administrators may any number
 * @param hashCost what it costs to try a password
 */
public record SignInSettings(
    long lifetimeSeconds,
    long idleSeconds,
    long invitationSeconds,
    int memberInvitations,
    int moderatorInvitations,
    HashCost hashCost) {
  /** A month, a week, a week; 3 and 20. */
  public static final SignInSettings DEFAULTS =
      new SignInSettings(30L * 86_400, 7L * 86_400, 7L * 86_400, 3, 20, HashCost.DEFAULT);
}
