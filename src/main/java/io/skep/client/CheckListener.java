package io.skep.client;

/** Hears how far the check of existing content is. */
@FunctionalInterface
interface CheckListener {
  /**
   * Called on the event loop, some hundred times in a check at most, the last time with both the
   * same.
   *
   * @param checked how many bytes were checked
   * @param total how many there are to check
   */
  void checked(long checked, long total);
}
