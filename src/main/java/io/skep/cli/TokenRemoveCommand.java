package io.skep.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code token remove}: makes a token of no use. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Makes a token of no use from now on.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class TokenRemoveCommand implements Callable<Integer> {
  @Mixin private ApiOptions api;

  @Parameters(index = "0", paramLabel = "ID", description = "Its number, as token list shows it.")
  private long id;

  @Override
  public Integer call() throws InterruptedException {
    return api.ask(
        (client, out) -> {
          client.send("DELETE", "tokens/" + id, null);
          out.println("token " + id + " is of no use any more");
          return 0;
        });
  }
}
