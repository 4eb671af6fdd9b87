package io.skep.ledger;

/**
 * By how many rows the writer goes.
 *
 * @param many where so many rows wait lines that are alike are summed; and there, or where so many
 *     come in a second, rows are gathered for longer, and what somebody waits for is noted in the
 *     journal
 * @param batch a transaction takes no more by much, so that who waits for the next one needn't long
 */
record WriterSizes(int many, int batch) {
  static final WriterSizes DEFAULT = new WriterSizes(10_000, 30_000);
}
