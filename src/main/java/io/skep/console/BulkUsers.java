package io.skep.console;

import io.skep.registry.RegistryException;
import io.skep.registry.Users;
import io.skep.signin.SignIn;
import io.skep.storage.NameKey;
import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.Token;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The users of one bulk: adds those that are missing, changes those that are known. */
final class BulkUsers {
  private final Users users;
  private final BulkTotals totals;
  private final SignIn signIn;
  private final LastAdministrator lastAdministrator;
  private final Token token;
  private final boolean dryRun;
  private final BulkReport report = new BulkReport("user");
  private final Set<String> names = new HashSet<>();
  private final Set<String> passkeys = new HashSet<>();

  /**
   * A bulk.
   *
   * @param token of who puts it: nobody makes or changes one who may do more
   */
  BulkUsers(Users users, SignIn signIn, BulkTotals totals, Token token, boolean dryRun) {
    this.users = users;
    this.signIn = signIn;
    this.lastAdministrator = new LastAdministrator(users, signIn);
    this.totals = totals;
    this.token = token;
    this.dryRun = dryRun;
  }

  BulkReport put(JsonArray list) throws StorageException, ProblemException {
    List<JsonObject> entries = new ArrayList<>();
    list.forEach(entry -> entries.add((JsonObject) entry));
    List<String> why = entries.stream().map(this::why).toList();
    Set<String> known = new HashSet<>();
    List<NewUser> missing = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (users.named(name(entries.get(i))).isPresent()) {
        known.add(name(entries.get(i)));
      } else if (why.get(i).isEmpty()) {
        missing.add(newUser(entries.get(i)));
      }
    }
    Map<String, String> failed = dryRun ? Map.of() : add(missing);
    for (int i = 0; i < entries.size(); i++) {
      JsonObject entry = entries.get(i);
      String name = name(entry);
      String words = why.get(i).isEmpty() ? failed.getOrDefault(name, "") : why.get(i);
      if (!words.isEmpty()) {
        report.refused(name, words);
      } else {
        put(entry, known.contains(name));
      }
    }
    return report;
  }

  /** The keys of all names of this bulk, whoever has them. */
  Set<String> names() {
    return names;
  }

  private static String name(JsonObject entry) {
    return entry.getString("name");
  }

  private static NewUser newUser(JsonObject entry) {
    return new NewUser(
        name(entry),
        UsersApi.role(entry.getString("role", "member")),
        UsersApi.state(entry.getString("state", "active")),
        entry.getString("passkey", ""),
        0);
  }

  /** What stands against an entry; empty if nothing does. */
  private String why(JsonObject entry) {
    if (!names.add(NameKey.of(name(entry).strip()))) {
      return "the name stands earlier in this bulk already";
    }
    String passkey = entry.getString("passkey", "");
    if (!passkey.isEmpty() && !passkeys.add(passkey)) {
      return "the passkey stands earlier in this bulk already";
    }
    User known = users.named(name(entry)).orElse(null);
    NewUser checked = newUser(entry);
    UserRole role = known != null && !entry.containsKey("role") ? known.role() : checked.role();
    Set<String> scopes = token.scopes();
    if (!Roles.covers(scopes, role) || (known != null && !Roles.covers(scopes, known.role()))) {
      return "only one who may do as much can make or change such a user";
    }
    if (known != null) {
      if (passkey.isEmpty() || passkey.equals(known.passkey())) {
        return "";
      }
      // Under a name that nobody has, so that only the passkey can be what is wrong.
      String free = UUID.randomUUID().toString();
      checked = new NewUser(free, checked.role(), checked.state(), passkey, 0);
    }
    return String.join("; ", users.problems(checked));
  }

  /** Adds them all in one transaction; one by one where that fails. Why not, by name. */
  private Map<String, String> add(List<NewUser> missing) throws StorageException {
    Map<String, String> failed = new HashMap<>();
    try {
      users.addMissing(missing);
    } catch (RegistryException e) {
      for (NewUser one : missing) {
        try {
          users.addMissing(List.of(one));
        } catch (RegistryException alone) {
          failed.put(one.name(), String.valueOf(alone.getMessage()));
        }
      }
    }
    return failed;
  }

  private void put(JsonObject entry, boolean wasKnown) throws StorageException, ProblemException {
    @Nullable User user = users.named(name(entry)).orElse(null);
    if (user == null) {
      report.added(name(entry), 0);
      return;
    }
    List<String> changes = new ArrayList<>(wasKnown ? changes(user, entry) : List.of());
    BulkTotals.Missing missing;
    try {
      missing = totals.missing(wasKnown ? user.id() : 0, entry);
    } catch (ProblemException e) {
      report.refused(name(entry), e.detail());
      return;
    }
    try {
      if (!changes.isEmpty()) {
        change(user, entry);
      }
      if (!dryRun) {
        totals.add(user.id(), missing);
      }
      changes.addAll(missing.fields());
    } catch (ProblemException e) {
      report.refused(name(entry), e.detail());
      return;
    } catch (RegistryException e) {
      report.refused(name(entry), String.valueOf(e.getMessage()));
      return;
    }
    if (wasKnown) {
      report.known(name(entry), user.id(), changes);
    } else {
      report.added(name(entry), user.id());
    }
  }

  private void change(User user, JsonObject entry)
      throws StorageException, RegistryException, ProblemException {
    User after =
        lastAdministrator.keep(
            token,
            user,
            changed(user, entry),
            () -> dryRun ? user : users.change(user.id(), before -> changed(before, entry)));
    if (!dryRun && after.state() == UserState.DISABLED) {
      signIn.shutOut(after.id());
    }
  }

  private static List<String> changes(User user, JsonObject entry) {
    User after = changed(user, entry);
    List<String> changes = new ArrayList<>();
    if (after.role() != user.role()) {
      changes.add("role");
    }
    if (after.state() != user.state()) {
      changes.add("state");
    }
    if (!after.passkey().equals(user.passkey())) {
      changes.add("passkey");
    }
    return changes;
  }

  private static User changed(User user, JsonObject entry) {
    return new User(
        user.id(),
        user.name(),
        UsersApi.role(entry.getString("role", UserView.name(user.role()))),
        UsersApi.state(entry.getString("state", UserView.name(user.state()))),
        entry.getString("passkey", user.passkey()),
        user.createdAt());
  }
}
