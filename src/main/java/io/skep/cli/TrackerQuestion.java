package io.skep.cli;

import io.skep.client.TrackerClient;
import io.skep.client.TrackerClientOptions;
import io.skep.client.TrackerException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** One question that a command has for a tracker: asks it, waits, and closes all behind it. */
final class TrackerQuestion {
  private final CommandSpec command;
  private final Duration timeout;

  /**
   * A question of this command's.
   *
   * @param timeout after which there will be no answer
   */
  TrackerQuestion(CommandSpec command, Duration timeout) {
    this.command = command;
    this.timeout = timeout;
  }

  /**
   * Asks, and prints the answer, or one line that says why there is none.
   *
   * @return what the command exits with
   */
  <T> int ask(Function<TrackerClient, Future<T>> question, Consumer<T> print)
      throws InterruptedException {
    Vertx vertx = Vertx.vertx(smallest());
    TrackerClient client = new TrackerClient(vertx, TrackerClientOptions.within(timeout));
    try {
      // The client keeps the time itself; twice as much is for what it can't see.
      T answer =
          question
              .apply(client)
              .toCompletionStage()
              .toCompletableFuture()
              .get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
      print.accept(answer);
      command.commandLine().getOut().flush();
      return 0;
    } catch (ExecutionException e) {
      return fail(words(e.getCause() == null ? e : e.getCause()));
    } catch (TimeoutException e) {
      return fail("no answer in time");
    } finally {
      client.close().eventually(vertx::close).toCompletionStage().toCompletableFuture().join();
    }
  }

  /** A command that asks one question needs no more threads, and no cache of files on disk. */
  private static VertxOptions smallest() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setClassPathResolvingEnabled(false)
                .setFileCachingEnabled(false));
  }

  private static String words(Throwable cause) {
    if (cause instanceof TrackerException e) {
      boolean refused = e.fault() == TrackerException.Fault.REFUSED;
      return refused ? "the tracker refuses: " + e.words() : e.words();
    }
    return cause.toString();
  }

  private int fail(String words) {
    PrintWriter err = command.commandLine().getErr();
    err.println("skep: " + words);
    err.flush();
    return 1;
  }
}
