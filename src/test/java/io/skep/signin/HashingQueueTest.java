package io.skep.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HashingQueueTest {
  private final HashingQueue queue = new HashingQueue();

  @Test
  void aNetworkHasItsPartAndNoMore() {
    for (int i = 0; i < HashingQueue.MOST_OF_A_NETWORK; i++) {
      assertTrue(queue.enter("192.0.2." + i));
    }
    assertFalse(queue.enter("192.0.2.99"));
    assertTrue(queue.enter("198.51.100.1"), "another network still gets its turn");

    queue.leave("192.0.2.0");
    assertTrue(queue.enter("192.0.2.99"));
  }

  @Test
  void allTogetherHaveABound() {
    int let = 0;
    for (int i = 0; i < 1000; i++) {
      let += queue.enter("10." + i / 250 + "." + i % 250 + ".1") ? 1 : 0;
    }
    assertEquals(HashingQueue.MOST, let);
    assertEquals(queue.bound(), queue.size());

    for (int i = 0; i < let; i++) {
      queue.leave("10." + i / 250 + "." + i % 250 + ".1");
    }
    assertEquals(0, queue.size());
    assertTrue(queue.enter("10.0.0.1"));
  }
}
