package io.skep.ledger;

import io.skep.storage.CreditLine;
import io.skep.storage.LedgerStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The writer before books in memory: many courses of things, and the order of the lines. */
class LedgerWriterModelTest extends LedgerWriterContract {
  private final MemoryLedgerStore memory = new MemoryLedgerStore();

  LedgerWriterModelTest(@TempDir Path folder) {
    super(folder);
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, 60);
  }

  @Override
  LedgerStore books() {
    return memory;
  }

  @Override
  List<CreditLine> written(LedgerStore store) {
    return memory.written();
  }

  @Override
  @ParameterizedTest
  @MethodSource("seeds")
  void everyByteCountsOnceWhateverFails(int seed) throws Exception {
    super.everyByteCountsOnceWhateverFails(seed);
  }
}
