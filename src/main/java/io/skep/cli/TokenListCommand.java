package io.skep.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code token list}: lists the tokens. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Lists the tokens. Sorted by id, name, created_at or expires_at.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TokenListCommand implements Callable<Integer> {
  private static final int NAME_COLUMNS = 64;

  @Mixin private ApiOptions api;
  @Mixin private ListOptions list;

  @Override
  public Integer call() throws InterruptedException {
    String path = new ApiQuery("tokens").with("sort", list.order()).toString();
    return api.ask(
        (client, out) -> {
          ApiList tokens = new ApiList(new ApiPages(client, path, list.limit), out);
          return list.json
              ? tokens.json()
              : tokens.table("token", TokenListCommand::table, TokenListCommand::row);
        });
  }

  private static TextTable table() {
    return new TextTable("id>", "name", "for", "made", "ends", "scopes");
  }

  private static void row(TextTable table, ApiItem token) {
    ApiItem user = token.item("user");
    table.add(
        token.count("id"),
        token.words("name", NAME_COLUMNS),
        user.json().isEmpty() ? "the operator" : user.words("name", NAME_COLUMNS),
        token.words("created_at"),
        token.json().getValue("expires_at") == null ? "never" : token.words("expires_at"),
        String.join(" ", token.list("scopes")));
  }
}
