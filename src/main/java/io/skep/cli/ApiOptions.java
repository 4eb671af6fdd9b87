package io.skep.cli;

import io.skep.protocol.PlainText;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command has that asks a running tracker. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class ApiOptions {
  /** How long most answers may take. */
  static final Duration USUAL = Duration.ofSeconds(30);

  /** How long those may take for which the tracker goes through all that it has. */
  static final Duration LONG = Duration.ofMinutes(30);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--api",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:6970",
      converter = ApiUrlConverter.class,
      description = "Where the tracker's console is (default: ${DEFAULT-VALUE}).")
  private URI api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The file with the token (default: what the variable SKEP_TOKEN holds, else"
              + " data/admin-token).")
  private @Nullable Path tokenFile;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = TimeoutConverter.class,
      description = "How long to wait for an answer (default: 30, where much is to be done 1800).")
  private @Nullable Duration timeout;

  private final Map<String, String> environment = System.getenv();

  /** What a command has to ask. */
  interface Question {
    /** Asks and prints; what the command exits with. */
    int ask(ApiClient client, PrintWriter out) throws ApiException, InterruptedException;
  }

  /** Asks, within the usual time. */
  int ask(Question question) throws InterruptedException {
    return ask(USUAL, question);
  }

  /** Asks; what goes wrong is told in one line. */
  int ask(Duration patience, Question question) throws InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    try {
      Duration wait = timeout == null ? patience : timeout;
      int code = question.ask(new ApiClient(api, ApiToken.find(tokenFile, environment), wait), out);
      out.flush();
      return code;
    } catch (ApiException e) {
      out.flush();
      note(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  /** Tells something on standard error. */
  void note(String words) {
    PrintWriter err = command.commandLine().getErr();
    err.println("skep: " + PlainText.of(words));
    err.flush();
  }

  /** Ends the command as wrongly used where the condition does not hold. */
  void require(boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
