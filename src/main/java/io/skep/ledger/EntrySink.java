package io.skep.ledger;

import io.vertx.core.Future;

/** Where the books hand in what is to become durable: {@link LedgerWriter}, as they see it. */
interface EntrySink {
  /** False while too much waits for the database already. */
  boolean hasRoom();

  /** False while the database is away. */
  boolean isStorageUp();

  /** Makes an entry durable soon. */
  void write(LedgerWriter.Entry entry);

  /**
   * Makes an entry durable at once.
   *
   * @return failed with a {@link io.skep.bittorrent.RequestException} where that takes too long
   */
  Future<Void> writeDurably(LedgerWriter.Entry entry);

  /** A writer as such a place. */
  static EntrySink of(LedgerWriter writer) {
    return new EntrySink() {
      @Override
      public boolean hasRoom() {
        return writer.hasRoom();
      }

      @Override
      public boolean isStorageUp() {
        return writer.isStorageUp();
      }

      @Override
      public void write(LedgerWriter.Entry entry) {
        writer.write(entry);
      }

      @Override
      public Future<Void> writeDurably(LedgerWriter.Entry entry) {
        return writer.writeDurably(entry);
      }
    };
  }
}
