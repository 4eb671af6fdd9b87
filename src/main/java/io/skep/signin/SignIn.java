package io.skep.signin;

import io.skep.registry.Users;
import io.skep.storage.Credential;
import io.skep.storage.Database;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How people get in, and the way to all that belongs to it. Everything in this package that takes a
 * password hashes it, and so is to be run where {@link HashingQueue} has let it in.
 */
public final class SignIn {
  private final Users users;
  private final Credentials credentials;
  private final Browsers browsers;
  private final PasswordLinks links;
  private final Invitations invitations;
  private final FirstAdministrator firstAdministrator;
  private final AuditLog auditLog;
  private final Attempts attempts;
  private final Guesses guesses;
  private final Passwords passwords;
  private final SecondFactors secondFactors;
  private final Joining joining;
  private final HashingQueue queue = new HashingQueue();
  private final LongAdder signedIn = new LongAdder();

  private SignIn(
      Database database, Users users, Path folder, SignInSettings settings, LongSupplier seconds)
      throws StorageException, IOException {
    this.users = users;
    credentials = Credentials.load(database.credentials());
    browsers = Browsers.load(database.browsers(), settings, seconds);
    links = PasswordLinks.load(database.passwordLinks(), seconds);
    invitations = Invitations.load(database.invitations(), users, settings, seconds);
    auditLog = new AuditLog(database.auditLog());
    attempts = new Attempts(seconds);
    browsers.all().forEach(one -> attempts.welcome(one.user(), one.address()));
    guesses = new Guesses(attempts);
    passwords =
        new Passwords(users, credentials, browsers, links, guesses, settings.hashCost(), seconds);
    secondFactors = new SecondFactors(credentials, attempts, guesses, seconds);
    firstAdministrator =
        new FirstAdministrator(
            FirstAdministratorSecret.open(users, credentials, folder),
            users,
            credentials,
            passwords,
            guesses);
    joining = new Joining(invitations, users, credentials, passwords, guesses);
  }

  /**
   * Loads who can sign in and who is signed in.
   *
   * @param folder where the secret for the first administrator is kept while it is needed
   * @param seconds the time since the epoch
   */
  public static SignIn open(
      Database database, Users users, Path folder, SignInSettings settings, LongSupplier seconds)
      throws StorageException, IOException {
    return new SignIn(database, users, folder, settings, seconds);
  }

  /** The browsers in which users are signed in. */
  public Browsers browsers() {
    return browsers;
  }

  /** What users sign in with. */
  public Passwords passwords() {
    return passwords;
  }

  /** The codes that users are asked for too. */
  public SecondFactors secondFactors() {
    return secondFactors;
  }

  /** Who invites whom. */
  public Invitations invitations() {
    return invitations;
  }

  /** How those who are invited come in. */
  public Joining joining() {
    return joining;
  }

  /** Who comes in before everybody else. */
  public FirstAdministrator firstAdministrator() {
    return firstAdministrator;
  }

  /** What was changed by whom. */
  public AuditLog auditLog() {
    return auditLog;
  }

  /** How many passwords are hashed at once. */
  public HashingQueue queue() {
    return queue;
  }

  /** Where too many attempts came from. */
  public Attempts attempts() {
    return attempts;
  }

  /**
   * Signs a user in.
   *
   * @param code of the second factor; empty for none
   * @throws SignInException if the name, the password or the code is wrong, a code is wanted, or
   *     too many were wrong before
   */
  public Browsers.Opened signIn(Visitor visitor, String name, String password, String code)
      throws SignInException, StorageException {
    User user = users.named(name).orElse(null);
    Browsers.Opened opened =
        guesses.ofPassword(
            visitor,
            name,
            user == null ? 0 : user.id(),
            () -> {
              Credential credential = passwords.verified(user, password);
              if (credential.hasSecondFactor()) {
                secondFactors.check(credential, code);
              }
              return open(credential, visitor);
            });
    signedIn.increment();
    attempts.welcome(opened.browser().user(), visitor.address());
    return opened;
  }

  private Browsers.Opened open(Credential verified, Visitor visitor)
      throws SignInException, StorageException {
    synchronized (credentials) {
      passwords.refuseStale(verified);
      return browsers.open(verified.user(), visitor.address(), visitor.agent());
    }
  }

  /** Signs a user out everywhere, and ends the link for a password: the user was disabled. */
  public void shutOut(long user) throws StorageException {
    synchronized (credentials) {
      browsers.endOthers(user, 0);
      links.end(user);
    }
  }

  /** Forgets what has lapsed, and keeps what was not kept yet. Blocks; to be done now and then. */
  public void sweep() throws StorageException {
    browsers.sweep();
    invitations.sweep();
    auditLog.flush();
  }

  /** How often somebody signed in since the start. */
  public long signedIn() {
    return signedIn.sum();
  }

  /** How often a name, a password, a code or a link was wrong. */
  public long wrong() {
    return guesses.wrong();
  }

  /** How often somebody was told to wait. */
  public long refused() {
    return attempts.refused();
  }
}
