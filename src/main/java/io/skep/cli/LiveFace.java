package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import io.skep.protocol.PlainText;
import java.io.PrintWriter;
import java.util.Map;

/** For a terminal: one line that is drawn anew, and above it what happened. */
final class LiveFace implements Face {
  private static final String ERASE = "\u001b[K";
  private static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";
  private static final String USUAL = "\u001b[0m";

  private final PrintWriter out;
  private final Terminal terminal;
  private final EventLines lines = new EventLines();
  private String line = "";

  LiveFace(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void note(String words, String event, Map<String, Object> values) {
    above(PlainText.of(words), "");
  }

  @Override
  public void happened(TransferEvent event) {
    String words = lines.line(event);
    if (words != null) {
      above(PlainText.of(words), colour(event));
    }
  }

  private static String colour(TransferEvent event) {
    if (event instanceof TransferEvent.Completed || event instanceof TransferEvent.GoalReached) {
      return GREEN;
    }
    boolean warns =
        event instanceof TransferEvent.TrackerFailed
            || event instanceof TransferEvent.WebSeedFailed
            || event instanceof TransferEvent.PeerBanned
            || event instanceof TransferEvent.PieceFailed;
    return warns ? YELLOW : "";
  }

  private void above(String words, String colour) {
    boolean coloured = terminal.hasColour() && !colour.isEmpty();
    String shown = coloured ? colour + words + USUAL : words;
    out.print("\r" + shown + ERASE + "\n" + line + ERASE);
    out.flush();
  }

  @Override
  public void progressed(TransferProgress progress) {
    // A sign in the last column would make some terminals begin a new line.
    line = ProgressLine.of(progress, terminal.width() - 1);
    out.print("\r" + line + ERASE);
    out.flush();
  }

  @Override
  public void ended(RunSummary summary) {
    String words = summary.words();
    out.print("\r" + words + ERASE + (words.isEmpty() ? "" : "\n"));
    out.flush();
  }
}
