package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import java.util.Map;

/** Shows a transfer to a person or to a script. One thread calls it, and it may be held up. */
sealed interface Face permits LiveFace, PlainFace, JsonFace, QuietFace {
  /**
   * Tells what the command itself has to say.
   *
   * @param words a line for a person
   * @param event the same event's name for a script
   * @param values its values
   */
  void note(String words, String event, Map<String, Object> values);

  /** Tells what happened. */
  void happened(TransferEvent event);

  /** Tells how far it is. */
  void progressed(TransferProgress progress);

  /** Tells how it ended; nothing comes after it. What went wrong is told elsewhere too. */
  void ended(RunSummary summary);
}
