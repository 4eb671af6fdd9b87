package io.skep.cli;

import io.skep.client.TransferProgress;
import io.skep.client.TransferProgress.State;
import java.util.OptionalLong;

/** Made-up progress of a transfer of 1000 MiB in 1000 pieces. */
final class Progresses {
  static final long MIB = 1 << 20;

  private Progresses() {}

  /** So many of the 1000 pieces are there. */
  static TransferProgress of(State state, int piecesHave) {
    return of(state, piecesHave, "film.mkv");
  }

  static TransferProgress of(State state, int piecesHave, String name) {
    return new TransferProgress(
        state,
        name,
        1000 * MIB,
        piecesHave * MIB,
        1000,
        piecesHave,
        400 * MIB,
        100 * MIB,
        5.25 * MIB,
        1.5 * MIB,
        12,
        3,
        OptionalLong.of(200),
        piecesHave / 1000.0,
        "3 seeds, 9 peers",
        3.5);
  }

  /** The same, of which next to nothing is known. */
  static TransferProgress unknown(State state) {
    return new TransferProgress(
        state, "film.mkv", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, OptionalLong.empty(), 0, "", 0);
  }
}
