package io.skep.signin;

import io.skep.registry.Users;
import io.skep.signin.SignInException.Kind;
import io.skep.storage.Invitation;
import io.skep.storage.InvitationStore;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Who invites whom. An invitation is a link that is good once and for a time; those that were taken
 * stay for good, and tell of each user who brought the user in.
 *
 * <p>A user may have given out as many as the settings say for the role: open ones and taken ones
 * count, and one that was taken back counts for a day still, so that nobody fills the table by
 * making and taking back. Administrators may have {@value #MOST_OPEN} open.
 */
public final class Invitations {
  static final int MOST_OPEN = 1000;
  private static final long DAY_SECONDS = 86_400;
  private static final long KEPT_SECONDS = 30 * DAY_SECONDS;

  private final InvitationStore store;
  private final Users users;
  private final SignInSettings settings;
  private final LongSupplier seconds;
  private final Map<ByteBuffer, Invitation> byHash = new ConcurrentHashMap<>();

  private Invitations(
      InvitationStore store, Users users, SignInSettings settings, LongSupplier seconds) {
    this.store = store;
    this.users = users;
    this.settings = settings;
    this.seconds = seconds;
  }

  static Invitations load(
      InvitationStore store, Users users, SignInSettings settings, LongSupplier seconds)
      throws StorageException {
    Invitations invitations = new Invitations(store, users, settings, seconds);
    store.all().forEach(invitations::keep);
    return invitations;
  }

  private void keep(Invitation invitation) {
    byHash.put(Secret.key(invitation.hash()), invitation);
  }

  /** An invitation that was made, and the secret for its link, which nobody can find out again. */
  public record Made(Invitation invitation, String secret) {
    /** All but the secret. */
    @Override
    public String toString() {
      return invitation.toString();
    }
  }

  /**
   * Makes one.
   *
   * @throws SignInException if the user has none left
   */
  public synchronized Made make(User user) throws StorageException, SignInException {
    if (left(user) <= 0) {
      throw SignInException.of(
          Kind.CONFLICT,
          "you have no invitations left; one that was taken back comes back in a day");
    }
    Secret secret = Secret.fresh();
    long now = seconds.getAsLong();
    Invitation made =
        store.insert(
            new Invitation(
                0, secret.hash(), user.id(), now, now + settings.invitationSeconds(), 0, 0, 0));
    keep(made);
    return new Made(made, secret.text());
  }

  /** How many a user can make now. */
  public int left(User user) {
    long now = seconds.getAsLong();
    int counted = 0;
    int open = 0;
    for (Invitation one : of(user.id())) {
      open += one.isOpen(now) ? 1 : 0;
      counted += counts(one, now) ? 1 : 0;
    }
    return switch (user.role()) {
      case ADMIN -> MOST_OPEN - open;
      case MODERATOR -> Math.max(0, settings.moderatorInvitations() - counted);
      case MEMBER -> Math.max(0, settings.memberInvitations() - counted);
    };
  }

  private static boolean counts(Invitation one, long now) {
    return one.isOpen(now) || one.takenAt() > 0 || now - one.createdAt() < DAY_SECONDS;
  }

  /** Those that a user made, the newest first. */
  public List<Invitation> of(long user) {
    return byHash.values().stream()
        .filter(one -> one.madeBy() == user)
        .sorted(Comparator.comparingLong(Invitation::id).reversed())
        .toList();
  }

  /**
   * Takes one back.
   *
   * @throws SignInException if it is none of the user's, or not open any more
   */
  public synchronized void revoke(long user, long id) throws StorageException, SignInException {
    long now = seconds.getAsLong();
    Invitation known =
        of(user).stream()
            .filter(one -> one.id() == id && one.isOpen(now))
            .findFirst()
            .orElseThrow(
                () -> SignInException.of(Kind.NOT_FOUND, "you have no open invitation " + id));
    change(
        new Invitation(
            known.id(), known.hash(), user, known.createdAt(), known.expiresAt(), 0, 0, now));
  }

  private void change(Invitation after) throws StorageException {
    store.update(after);
    keep(after);
  }

  /** The open invitation with this secret. */
  Optional<Invitation> find(String secret) {
    return Secret.keyOf(secret).map(byHash::get).filter(one -> one.isOpen(seconds.getAsLong()));
  }

  /** Who made it; empty where that one may not invite any more. */
  Optional<User> maker(Invitation invitation) {
    return users.find(invitation.madeBy()).filter(user -> user.state() != UserState.DISABLED);
  }

  /** Notes who joined by it. */
  synchronized void take(Invitation open, long user) throws StorageException {
    change(
        new Invitation(
            open.id(),
            open.hash(),
            open.madeBy(),
            open.createdAt(),
            open.expiresAt(),
            user,
            seconds.getAsLong(),
            0));
  }

  /** Which invitation each user joined by, by the user's id; who is not in it was added. */
  public Map<Long, Invitation> joined() {
    Map<Long, Invitation> joined = new HashMap<>();
    for (Invitation one : byHash.values()) {
      if (one.takenBy() != 0) {
        joined.put(one.takenBy(), one);
      }
    }
    return joined;
  }

  /** Forgets those that nobody took and nobody can take any more. Blocks. */
  synchronized void sweep() throws StorageException {
    long now = seconds.getAsLong();
    List<Invitation> old =
        byHash.values().stream()
            .filter(one -> one.takenAt() == 0 && !one.isOpen(now))
            .filter(one -> now - Math.max(one.revokedAt(), one.createdAt()) > KEPT_SECONDS)
            .toList();
    if (!old.isEmpty()) {
      store.deleteUntaken(old.stream().map(Invitation::id).toList());
      old.forEach(one -> byHash.remove(Secret.key(one.hash())));
    }
  }

  /** How many are kept. */
  public int size() {
    return byHash.size();
  }

  /** The role that everybody joins with. */
  static UserRole role() {
    return UserRole.MEMBER;
  }
}
