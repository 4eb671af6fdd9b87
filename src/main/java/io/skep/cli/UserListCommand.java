package io.skep.cli;

import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code user list}: lists the users. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lists the users.",
      "Sorted by id, name, created_at, uploaded, downloaded, ratio or hit_and_runs."
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class UserListCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;
  @Mixin private ListOptions list;

  @Option(names = "--role", paramLabel = "R", description = "Only admin, moderator or member.")
  private @Nullable UserRole role;

  @Option(names = "--state", paramLabel = "S", description = "Only active, disabled or no_leech.")
  private @Nullable UserState state;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those whose name contains this.")
  private @Nullable String search;

  @Override
  public Integer call() throws InterruptedException {
    String path =
        new ApiQuery("users")
            .with("q", search)
            .with("role", role)
            .with("state", state)
            .with("sort", list.order())
            .toString();
    return api.ask(
        (client, out) -> {
          ApiList users = new ApiList(new ApiPages(client, path, list.limit), out);
          return list.json
              ? users.json()
              : users.table("user", UserPrinter::table, UserPrinter::row);
        });
  }
}
