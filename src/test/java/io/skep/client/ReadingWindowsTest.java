package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingWindowsTest {
  private final ReadingWindows windows = new ReadingWindows();

  private List<Integer> order() {
    List<Integer> tried = new ArrayList<>();
    assertEquals(
        -1,
        windows.first(
            piece -> {
              tried.add(piece);
              return false;
            }));
    return tried;
  }

  @Test
  void withoutReadersThereIsNothing() {
    assertTrue(windows.isEmpty());
    assertEquals(-1, windows.first(piece -> true));
  }

  @Test
  void oneReaderGetsItsPiecesInOrder() {
    windows.open(3, 6);
    assertEquals(List.of(3, 4, 5, 6), order());
    assertEquals(5, windows.first(piece -> piece >= 5));
  }

  @Test
  void readersTakeTurns() {
    windows.open(3, 5);
    windows.open(20, 21);
    assertEquals(List.of(3, 20, 4, 21, 5), order());
  }

  @Test
  void aWindowMovesAndCloses() {
    ReadingWindows.Window one = windows.open(3, 5);
    windows.open(8, 8);
    one.move(6, 7);
    assertEquals(List.of(6, 8, 7), order());
    assertFalse(windows.contains(5));
    assertTrue(windows.contains(7));
    assertTrue(windows.contains(8));
    windows.close(one);
    assertEquals(List.of(8), order());
    assertFalse(windows.isEmpty());
  }
}
