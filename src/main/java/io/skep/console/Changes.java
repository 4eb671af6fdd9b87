package io.skep.console;

import io.skep.signin.AuditLog;
import io.skep.storage.AuditEntry;
import io.skep.storage.AuditEntry.Actor;
import io.skep.storage.Token;
import io.skep.storage.User;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps who changed what through the API, in the audit log and in the process's own log. */
final class Changes {
  private static final Logger LOG = System.getLogger(Changes.class.getName());

  private final AuditLog log;
  private final LongSupplier seconds;

  Changes(AuditLog log, LongSupplier seconds) {
    this.log = log;
    this.seconds = seconds;
  }

  /**
   * What a change was about.
   *
   * @param user on whom it was; 0 for nobody
   * @param before what was there before; null for nothing
   * @param after what is there now; null for nothing
   */
  record Subject(long user, @Nullable JsonObject before, @Nullable JsonObject after) {
    private static final Subject NONE = new Subject(0, null, null);

    /** A user, of whom nothing more is to be said. */
    static Subject of(User user) {
      return new Subject(user.id(), null, null);
    }
  }

  /**
   * Notes a change.
   *
   * @param what such as {@code changed user 17}; what strangers wrote in it must be quoted by
   *     {@link Texts#quoted}, and no secret may be in it
   */
  static void note(Call call, String what) {
    note(call, what, Subject.NONE);
  }

  /** Notes a change with what it was about; no secret may be in that either. */
  static void note(Call call, String what, Subject subject) {
    Token token = call.bearer();
    boolean isBrowser = call.caller().browser() != null;
    note(
        call,
        new Who(
            isBrowser ? Actor.USER : Actor.TOKEN,
            token.name(),
            token.user(),
            isBrowser ? 0 : token.id()),
        what,
        subject);
  }

  /** Notes what somebody did with a link, who is a user by it. */
  static void noteLink(Call call, User user, String what, Subject subject) {
    note(call, new Who(Actor.LINK, user.name(), user.id(), 0), what, subject);
  }

  private record Who(Actor actor, String name, long user, long token) {}

  private static void note(Call call, Who who, String what, Subject subject) {
    LOG.log(Level.INFO, UserView.name(who.actor) + " " + Texts.quoted(who.name) + " " + what);
    Changes changes = call.changes();
    if (changes != null) {
      changes.keep(call, who, what, subject);
    }
  }

  private void keep(Call call, Who who, String what, Subject subject) {
    log.add(
        new AuditEntry(
            0,
            seconds.getAsLong(),
            who.actor,
            who.name,
            who.user,
            who.token,
            call.caller().visitor().address(),
            call.operation(),
            what,
            subject.user,
            text(subject.before),
            text(subject.after)));
  }

  private static String text(@Nullable JsonObject value) {
    return value == null ? "" : value.encode();
  }
}
