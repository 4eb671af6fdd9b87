package io.skep.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Hears that the process is told to end (Ctrl-C, SIGTERM), and lets a command end well first.
 *
 * <p>It ends the process itself, since a JVM that a signal ends reports the signal, not how the
 * command ended. A second signal ends the process at once.
 */
final class StopHook {
  /** What shells say of a process that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private static final int PATIENCE_SECONDS = 60;

  private final Runnable stop;
  private final Thread thread = new Thread(this::obey, "skep-stop");
  private final CompletableFuture<Integer> over = new CompletableFuture<>();

  private StopHook(Runnable stop) {
    this.stop = stop;
  }

  /**
   * Sets a hook.
   *
   * @param stop tells the command to end, without waiting for it
   */
  static StopHook set(Runnable stop) {
    StopHook hook = new StopHook(stop);
    Runtime.getRuntime().addShutdownHook(hook.thread);
    return hook;
  }

  /** The command has ended, and the process is to exit with this code. */
  void release(int code) {
    over.complete(code);
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook at work.
    }
  }

  private void obey() {
    if (!over.isDone()) {
      SecondSignal.ends(INTERRUPTED);
      stop.run();
    }
    int code = over.completeOnTimeout(INTERRUPTED, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    Runtime.getRuntime().halt(code);
  }
}
