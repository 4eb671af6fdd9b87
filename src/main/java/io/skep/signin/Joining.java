package io.skep.signin;

import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.storage.Invitation;
import io.skep.storage.StorageException;
import io.skep.storage.User;

/** How somebody who was invited becomes a member. */
public final class Joining {
  private final Invitations invitations;
  private final Users users;
  private final Credentials credentials;
  private final Passwords passwords;
  private final Guesses guesses;

  Joining(
      Invitations invitations,
      Users users,
      Credentials credentials,
      Passwords passwords,
      Guesses guesses) {
    this.invitations = invitations;
    this.users = users;
    this.credentials = credentials;
    this.passwords = passwords;
    this.guesses = guesses;
  }

  /**
   * Who made the open invitation with this secret.
   *
   * @param inviter who invites
   * @param invitation the invitation
   */
  public record Invited(User inviter, Invitation invitation) {}

  /** Looks at an invitation. */
  public Invited look(Visitor visitor, String secret) throws SignInException, StorageException {
    return guesses.ofLink(visitor, () -> invited(secret));
  }

  private Invited invited(String secret) throws SignInException {
    Invitation invitation = invitations.find(secret).orElseThrow(SignInException::wrongLink);
    User inviter = invitations.maker(invitation).orElseThrow(SignInException::wrongLink);
    return new Invited(inviter, invitation);
  }

  /**
   * Joins by an invitation, as a member.
   *
   * @throws RegistryException if the name can't be one, or is another's; the invitation stays open
   */
  public User join(Visitor visitor, String secret, String name, String password)
      throws SignInException, StorageException, RegistryException {
    return guesses.ofLink(
        visitor,
        () -> {
          invited(secret);
          return joined(secret, name, passwords.hashed(password, name));
        });
  }

  private User joined(String secret, String name, String hash)
      throws SignInException, StorageException, RegistryException {
    synchronized (credentials) {
      Invitation invitation = invited(secret).invitation();
      User user = users.add(name, Invitations.role());
      invitations.take(invitation, user.id());
      passwords.put(user.id(), hash, 0);
      return user;
    }
  }
}
