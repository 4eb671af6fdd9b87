package io.skep.cli;

import io.skep.client.TransferEvent;
import io.skep.client.TransferProgress;
import java.util.Map;

/** For nobody: only the exit code and a fault on standard error tell how it went. */
final class QuietFace implements Face {
  @Override
  public void note(String words, String event, Map<String, Object> values) {}

  @Override
  public void happened(TransferEvent event) {}

  @Override
  public void progressed(TransferProgress progress) {}

  @Override
  public void ended(RunSummary summary) {}
}
