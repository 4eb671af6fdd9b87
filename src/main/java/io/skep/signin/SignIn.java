package io.skep.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.signin.SignInException.Kind;
import io.skep.storage.Credential;
import io.skep.storage.Database;
import io.skep.storage.Invitation;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How people get in, and what they change of it themselves. Everything here that takes a password
 * hashes it, and so is to be run where {@link HashingQueue} has let it in.
 */
public final class SignIn {
  private static final String WRONG = "the name or the password is wrong";
  private static final String WRONG_LINK =
      "the link is wrong, was used before or has expired; ask for another";
  private static final int MOST_BEGUN = 1000;
  private static final long BEGUN_SECONDS = 600;

  private final Users users;
  private final LongSupplier seconds;
  private final Credentials credentials;
  private final Browsers browsers;
  private final PasswordLinks links;
  private final Invitations invitations;
  private final FirstAdministrator firstAdministrator;
  private final AuditLog auditLog;
  private final Attempts attempts;
  private final HashingQueue queue = new HashingQueue();
  private final Cache<Long, byte[]> begun;
  private final HashCost cost;
  private final String nobody;
  private final LongAdder signedIn = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final LongAdder refused = new LongAdder();

  private SignIn(
      Database database, Users users, Path folder, SignInSettings settings, LongSupplier seconds)
      throws StorageException, IOException {
    this.users = users;
    this.seconds = seconds;
    cost = settings.hashCost();
    nobody = PasswordHash.ofNobody(cost);
    credentials = Credentials.load(database.credentials());
    browsers = Browsers.load(database.browsers(), settings, seconds);
    links = PasswordLinks.load(database.passwordLinks(), seconds);
    invitations = Invitations.load(database.invitations(), users, settings, seconds);
    firstAdministrator = FirstAdministrator.open(users, credentials, folder);
    auditLog = new AuditLog(database.auditLog());
    attempts = new Attempts(seconds);
    browsers.all().forEach(one -> attempts.welcome(one.user(), one.address()));
    begun =
        Caffeine.newBuilder()
            .maximumSize(MOST_BEGUN)
            .expireAfterWrite(BEGUN_SECONDS, TimeUnit.SECONDS)
            .ticker(() -> TimeUnit.SECONDS.toNanos(seconds.getAsLong()))
            .executor(Runnable::run)
            .build();
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

  /** Who invites whom. */
  public Invitations invitations() {
    return invitations;
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
   * Where a request comes from.
   *
   * @param address an IP address
   * @param agent what the browser calls itself
   */
  public record Visitor(String address, String agent) {}

  /** Does what takes one attempt; it is given back if that goes well. */
  private interface Step<T, E extends Exception> {
    T take() throws SignInException, StorageException, E;
  }

  /**
   * What else goes wrong, such as a name that is taken, costs the attempt: names are guessed so.
   */
  private <T, E extends Exception> T counted(Attempts.Taken taken, Step<T, E> step)
      throws SignInException, StorageException, E {
    try {
      T answer = step.take();
      taken.giveBack();
      return answer;
    } catch (SignInException e) {
      if (!note(e)) {
        taken.giveBack();
      }
      throw e;
    } catch (StorageException e) {
      taken.giveBack();
      throw e;
    }
  }

  /** Counts what was a wrong guess; false if it was none. */
  private boolean note(SignInException fault) {
    switch (fault.kind()) {
      case WRONG, WRONG_LINK -> wrong.increment();
      case TOO_MANY -> refused.increment();
      default -> {
        return false;
      }
    }
    return true;
  }

  private Attempts.Taken take(Visitor visitor) throws SignInException {
    try {
      return attempts.take(visitor.address());
    } catch (SignInException e) {
      note(e);
      throw e;
    }
  }

  private Attempts.Taken take(Visitor visitor, String name, long user) throws SignInException {
    try {
      return attempts.take(visitor.address(), name, user);
    } catch (SignInException e) {
      note(e);
      throw e;
    }
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
    Attempts.Taken taken = take(visitor, name, user == null ? 0 : user.id());
    Browsers.Opened opened =
        counted(
            taken,
            () -> {
              Credential credential = verified(user, password);
              if (credential.hasSecondFactor()) {
                checkCode(credential, code);
              }
              return open(credential, visitor);
            });
    signedIn.increment();
    attempts.welcome(opened.browser().user(), visitor.address());
    return opened;
  }

  /** As much work for a name that nobody has, and for a user without a password. */
  private Credential verified(@Nullable User user, String password) throws SignInException {
    Credential credential = credentials.of(user == null ? 0 : user.id());
    String hash = credential.hasPassword() ? credential.passwordHash() : nobody;
    boolean right = PasswordHash.matches(password, hash) && credential.hasPassword();
    if (!right || user == null) {
      throw SignInException.of(Kind.WRONG, WRONG);
    }
    refuseDisabled(user.id());
    return credential;
  }

  private void refuseDisabled(long user) throws SignInException {
    if (users.find(user).filter(one -> one.state() != UserState.DISABLED).isEmpty()) {
      throw SignInException.of(Kind.WRONG, "this account is disabled");
    }
  }

  private void checkCode(Credential credential, String code)
      throws SignInException, StorageException {
    if (code.isEmpty()) {
      throw SignInException.of(
          Kind.SECOND_FACTOR, "the code that your authenticator shows is wanted too");
    }
    Attempts.Taken taken = attempts.takeCode(credential.user());
    long step = OneTimeCode.find(credential.totpSecret(), code, seconds.getAsLong());
    if (step < 0 || !credentials.useStep(credential.user(), step)) {
      throw SignInException.of(
          Kind.WRONG, "the code is wrong, or was used before; wait for the next one");
    }
    taken.giveBack();
  }

  /** Only if nothing has changed since the password was looked at, which takes its time. */
  private synchronized Browsers.Opened open(Credential verified, Visitor visitor)
      throws SignInException, StorageException {
    refuseChanged(verified);
    refuseDisabled(verified.user());
    return browsers.open(verified.user(), visitor.address(), visitor.agent());
  }

  private void refuseChanged(Credential verified) throws SignInException {
    Credential now = credentials.of(verified.user());
    if (!now.passwordHash().equals(verified.passwordHash())
        || !Arrays.equals(now.totpSecret(), verified.totpSecret())) {
      throw SignInException.of(Kind.WRONG, WRONG);
    }
  }

  /**
   * Changes a user's own password, and signs the user out in all other browsers.
   *
   * @param browser in which it is changed
   */
  public void changePassword(
      Visitor visitor, User user, long browser, String current, String password)
      throws SignInException, StorageException {
    PasswordRules.check(password, user.name());
    counted(
        take(visitor, user.name(), user.id()),
        () -> {
          Credential verified = verified(user, current);
          String hash = PasswordHash.of(password, cost);
          synchronized (this) {
            refuseChanged(verified);
            set(user.id(), hash, browser);
          }
          return hash;
        });
  }

  /** Browsers first: if then the database goes away, the old password is asked for everywhere. */
  private void set(long user, String hash, long browserThatStays) throws StorageException {
    browsers.endOthers(user, browserThatStays);
    links.end(user);
    Credential before = credentials.of(user);
    credentials.put(
        new Credential(user, hash, seconds.getAsLong(), before.totpSecret(), before.totpStep()));
  }

  /**
   * A link with which a user sets a password.
   *
   * @param expiresAt from when on it is of no use, in seconds
   */
  public record Link(String secret, long expiresAt) {
    /** All but the secret. */
    @Override
    public String toString() {
      return "a link until " + expiresAt;
    }
  }

  /** Makes such a link; the one before it ends. */
  public Link passwordLink(long user) throws StorageException {
    return links.make(user);
  }

  /** Sets a password with a link, once, and signs the user out everywhere. */
  public User setPassword(Visitor visitor, String secret, String password)
      throws SignInException, StorageException {
    return counted(
        take(visitor),
        () -> {
          User user =
              links
                  .find(secret)
                  .flatMap(link -> users.find(link.user()))
                  .orElseThrow(() -> SignInException.of(Kind.WRONG_LINK, WRONG_LINK));
          PasswordRules.check(password, user.name());
          String hash = PasswordHash.of(password, cost);
          synchronized (this) {
            if (links.find(secret).isEmpty()) {
              throw SignInException.of(Kind.WRONG_LINK, WRONG_LINK);
            }
            set(user.id(), hash, 0);
          }
          return user;
        });
  }

  /** Whether a user is asked for a code. */
  public boolean hasSecondFactor(long user) {
    return credentials.of(user).hasSecondFactor();
  }

  /** Whether a user can sign in at all. */
  public boolean hasPassword(long user) {
    return credentials.of(user).hasPassword();
  }

  /**
   * The secret of a second factor, for an authenticator.
   *
   * @param secret as people type it
   * @param uri as an authenticator reads it from a picture
   */
  public record SecondFactor(String secret, String uri) {
    /** Neither. */
    @Override
    public String toString() {
      return "a second factor";
    }
  }

  /** Begins to set a second factor up; it is asked for once a first code has confirmed it. */
  public SecondFactor beginSecondFactor(User user) throws SignInException {
    if (hasSecondFactor(user.id())) {
      throw SignInException.of(
          Kind.CONFLICT, "there is a second factor already; remove it first with a code of it");
    }
    byte[] secret = OneTimeCode.secret();
    begun.put(user.id(), secret);
    return new SecondFactor(OneTimeCode.base32(secret), OneTimeCode.uri(secret, user.name()));
  }

  /** The secret of one that is being set up; null for none. */
  byte @Nullable [] begun(long user) {
    return begun.getIfPresent(user);
  }

  /** Confirms a second factor by its first code, which is thereby used. */
  public synchronized void confirmSecondFactor(long user, String code)
      throws SignInException, StorageException {
    byte[] secret = begun(user);
    if (secret == null || hasSecondFactor(user)) {
      throw SignInException.of(
          Kind.CONFLICT, "no second factor is being set up; begin again, and confirm it soon");
    }
    counted(
        attempts.takeCode(user),
        () -> {
          long step = OneTimeCode.find(secret, code, seconds.getAsLong());
          if (step < 0) {
            throw SignInException.of(
                Kind.WRONG, "the code is wrong; is the time of your authenticator right?");
          }
          putSecondFactor(user, secret, step);
          return step;
        });
    begun.invalidate(user);
  }

  private void putSecondFactor(long user, byte[] secret, long step) throws StorageException {
    Credential before = credentials.of(user);
    credentials.put(new Credential(user, before.passwordHash(), before.changedAt(), secret, step));
  }

  /** Removes one's own second factor, which takes a code of it. */
  public synchronized void removeSecondFactor(long user, String code)
      throws SignInException, StorageException {
    Credential credential = credentials.of(user);
    if (!credential.hasSecondFactor()) {
      throw SignInException.of(Kind.NOT_FOUND, "there is no second factor");
    }
    checkCode(credential, code);
    removeSecondFactor(user);
  }

  /** Removes the second factor of one who has lost it; false if there is none. */
  public synchronized boolean removeSecondFactor(long user) throws StorageException {
    Credential credential = credentials.of(user);
    if (!credential.hasSecondFactor()) {
      return false;
    }
    // The step stays, or a code could be used again should the same secret come back.
    putSecondFactor(user, new byte[0], credential.totpStep());
    return true;
  }

  /** The secret for the first administrator; empty if one can sign in. */
  public Optional<String> firstAdministratorSecret() {
    return firstAdministrator.secret();
  }

  /**
   * Makes the first administrator: a new user, or one that is there and cannot sign in yet.
   *
   * @throws RegistryException if the name can't be one
   */
  public User makeFirstAdministrator(Visitor visitor, String secret, String name, String password)
      throws SignInException, StorageException, RegistryException {
    return counted(
        take(visitor),
        () -> {
          refuseUnlessFirst(secret);
          PasswordRules.check(password, name);
          return firstAdministrator(secret, name, PasswordHash.of(password, cost));
        });
  }

  private void refuseUnlessFirst(String secret) throws SignInException {
    if (!firstAdministrator.isRight(secret)) {
      throw SignInException.of(Kind.WRONG_LINK, WRONG_LINK);
    }
  }

  private synchronized User firstAdministrator(String secret, String name, String hash)
      throws SignInException, StorageException, RegistryException {
    refuseUnlessFirst(secret);
    User known = users.named(name.strip()).orElse(null);
    if (known != null
        && (credentials.of(known.id()).hasPassword() || known.state() == UserState.DISABLED)) {
      throw SignInException.of(
          Kind.CONFLICT, "this user has a password already or is disabled; choose another name");
    }
    User user =
        known == null
            ? users.add(name, UserRole.ADMIN)
            : users.change(known.id(), SignIn::promoted);
    set(user.id(), hash, 0);
    firstAdministrator.end();
    return user;
  }

  private static User promoted(User user) {
    return new User(
        user.id(), user.name(), UserRole.ADMIN, user.state(), user.passkey(), user.createdAt());
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
    return counted(take(visitor), () -> invited(secret));
  }

  private Invited invited(String secret) throws SignInException {
    Invitation invitation =
        invitations.find(secret).orElseThrow(() -> SignInException.of(Kind.WRONG_LINK, WRONG_LINK));
    User inviter =
        invitations
            .maker(invitation)
            .orElseThrow(() -> SignInException.of(Kind.WRONG_LINK, WRONG_LINK));
    return new Invited(inviter, invitation);
  }

  /**
   * Joins by an invitation, as a member.
   *
   * @throws RegistryException if the name can't be one, or is another's; the invitation stays open
   */
  public User join(Visitor visitor, String secret, String name, String password)
      throws SignInException, StorageException, RegistryException {
    return counted(
        take(visitor),
        () -> {
          invited(secret);
          PasswordRules.check(password, name);
          return joined(secret, name, PasswordHash.of(password, cost));
        });
  }

  private synchronized User joined(String secret, String name, String hash)
      throws SignInException, StorageException, RegistryException {
    Invitation invitation = invited(secret).invitation();
    User user = users.add(name, Invitations.role());
    invitations.take(invitation, user.id());
    set(user.id(), hash, 0);
    return user;
  }

  /** Signs a user out everywhere, and ends the link for a password: the user was disabled. */
  public synchronized void shutOut(long user) throws StorageException {
    browsers.endOthers(user, 0);
    links.end(user);
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
    return wrong.sum();
  }

  /** How often somebody was told to wait. */
  public long refused() {
    return refused.sum();
  }
}
