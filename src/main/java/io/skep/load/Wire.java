package io.skep.load;

import java.util.concurrent.CompletableFuture;

/** Carries one event loop's questions to the tracker; lives on that loop. */
interface Wire {
  /** Opens what it needs; fails with a {@link LoadException} where it can't. */
  CompletableFuture<Void> open();

  /** What stands in the way, where {@link #open} takes too long; may be read by any thread. */
  String fault();

  /** Where the next question goes out: a source that has one, and room; or -1. */
  int source(Questions questions);

  /** Sends a question from the source that {@link #source} has just named. */
  void send(Question question);

  /** All that is to be sent for now has been: let it go. */
  void flush();

  /** Gives up what has waited for too long. To be called a few times a second. */
  void tick(long now);

  /** Looks at every source again, since there may be new questions. */
  void resume();

  /** How many questions wait for answers. */
  int waiting();

  void close();

  /** Hears what a wire has to tell. */
  interface Listener {
    /** There may be room for more questions. */
    void room();

    /** A peer's question won't be answered. */
    void lost(int peer);
  }
}
