package io.skep.console;

import io.skep.ledger.HitAndRunRules;
import io.skep.ledger.Ledger;
import io.skep.ledger.LedgerBooks;
import io.skep.registry.AccessRules;
import io.skep.registry.RegistryException;
import io.skep.storage.Balance;
import io.skep.storage.DaySum;
import io.skep.storage.StorageException;
import io.skep.storage.User;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/me/…}: where one stands oneself. */
final class MeApi {
  private static final long DAY = 86_400;

  private final Ledger ledger;
  private final LedgerBooks ledgerBooks;
  private final SiteRules rules;
  private final Directory directory;
  private final BooksApi books;
  private final SessionsApi sessions;
  private final UsersApi users;
  private final LongSupplier seconds;
  private final OwnChanges passkeys;

  MeApi(ConsoleServer.PrivateParts parts, Directory directory, LongSupplier seconds) {
    ledger = parts.ledger();
    ledgerBooks = parts.books();
    rules = parts.rules();
    this.directory = directory;
    books = new BooksApi(parts, directory, seconds);
    sessions = new SessionsApi(ledger, directory, seconds);
    users = new UsersApi(parts, directory);
    this.seconds = seconds;
    passkeys = new OwnChanges("new passkeys", seconds);
  }

  /** Who asks. */
  private User user(Call call) throws ProblemException {
    long user = call.bearer().user();
    if (user == 0) {
      throw ProblemException.refused("the token acts for no user, so it has nothing of its own");
    }
    return directory.user(user);
  }

  Reply figures(Call call) throws ProblemException {
    return Reply.json(figures(user(call).id()));
  }

  /** A user's figures as they are now; goes through all sessions of the user. */
  JsonObject figures(long user) {
    Balance balance = ledger.balance(user);
    Set<Long> seeding = new HashSet<>();
    Set<Long> leeching = new HashSet<>();
    ledger.forEachSession(
        user,
        0,
        seconds.getAsLong(),
        view -> {
          if (view.living()) {
            (view.row().left() == 0 ? seeding : leeching).add(view.row().torrent());
          }
        });
    return Figures.put(new JsonObject(), balance)
        .put("ratio", Figures.ratio(balance))
        .put("rule", rule(balance))
        .put("seeding", seeding.size())
        .put("leeching", leeching.size())
        .put("hit_and_runs", ledger.hitAndRuns(user))
        .put("hit_and_run_rule", hitAndRunRule());
  }

  private @Nullable JsonObject rule(Balance balance) {
    AccessRules access = rules.access();
    return access.minRatio() == 0
        ? null
        : new JsonObject()
            .put("ratio", access.minRatio())
            .put("grace_bytes", access.ratioFreeBytes())
            .put("in_force", balance.creditedDownloaded() > access.ratioFreeBytes());
  }

  private @Nullable JsonObject hitAndRunRule() {
    HitAndRunRules hitAndRun = rules.hitAndRun();
    int most = rules.access().maxHitAndRuns();
    return hitAndRun.enabled()
        ? new JsonObject()
            .put("seed_seconds", hitAndRun.seedSeconds())
            .put("ratio", hitAndRun.ratio())
            .put("within_seconds", hitAndRun.withinSeconds())
            .put("max", most == 0 ? null : most)
        : null;
  }

  /** Day by day, also those on which nothing was. */
  Reply history(Call call) throws ProblemException, StorageException {
    User user = user(call);
    long today = Math.floorDiv(seconds.getAsLong(), DAY);
    long first = today - call.number("days") + 1;
    Map<Long, Balance> days = new HashMap<>();
    for (DaySum sum : ledgerBooks.days(user.id(), first * DAY)) {
      days.put(sum.day(), sum.balance());
    }
    JsonArray items = new JsonArray();
    for (long day = first; day <= today; day++) {
      JsonObject item = new JsonObject().put("day", LocalDate.ofEpochDay(day).toString());
      items.add(Figures.put(item, days.getOrDefault(day, Balance.ZERO)));
    }
    return Reply.json(new JsonObject().put("items", items));
  }

  Reply credits(Call call) throws ProblemException, StorageException {
    return books.credits(call, user(call));
  }

  Reply hitAndRuns(Call call) throws StorageException, ProblemException {
    return books.hitAndRuns(call, user(call));
  }

  Reply torrents(Call call) throws ProblemException, StorageException {
    return books.torrentsOfUser(call, user(call));
  }

  Reply sessions(Call call) throws ProblemException {
    return sessions.list(call, user(call).id());
  }

  Reply rotatePasskey(Call call) throws ProblemException, StorageException, RegistryException {
    User user = user(call);
    passkeys.take(user.id());
    return users.rotatePasskey(call, user);
  }
}
