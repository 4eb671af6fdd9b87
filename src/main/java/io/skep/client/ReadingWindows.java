package io.skep.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The pieces that readers wait for, and those that they will want next; lives on one event loop.
 */
final class ReadingWindows {
  /** What one reader wants: some pieces, in order, the first most. */
  static final class Window {
    private int first;
    private int last;

    /** Moves on. */
    void move(int newFirst, int newLast) {
      first = newFirst;
      last = newLast;
    }

    boolean contains(int piece) {
      return piece >= first && piece <= last;
    }
  }

  private final List<Window> windows = new ArrayList<>();

  /** Adds a reader's window. */
  Window open(int first, int last) {
    Window window = new Window();
    window.move(first, last);
    windows.add(window);
    return window;
  }

  void close(Window window) {
    windows.remove(window);
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }

  boolean contains(int piece) {
    return windows.stream().anyMatch(window -> window.contains(piece));
  }

  /** The most urgent piece that fits; -1 for none. Readers take turns, nearest pieces first. */
  int first(IntPredicate fits) {
    boolean more = true;
    for (int ahead = 0; more; ahead++) {
      more = false;
      for (Window window : windows) {
        int piece = window.first + ahead;
        if (piece <= window.last) {
          more = true;
          if (fits.test(piece)) {
            return piece;
          }
        }
      }
    }
    return -1;
  }
}
