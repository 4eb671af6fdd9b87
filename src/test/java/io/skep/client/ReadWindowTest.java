package io.skep.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadWindowTest {
  private final ReadWindow window = new ReadWindow(0, 4);
  private final ByteBuf bytes = Unpooled.copyInt(0x01020304);

  @Test
  void slicesOutliveTheWindow() {
    Future<ByteBuf> early = window.slice(1, 2);
    assertFalse(early.isComplete());
    window.fill(bytes);
    Future<ByteBuf> late = window.slice(3, 1);
    window.discard();

    assertEquals(0x0203, early.result().readShort());
    assertEquals(4, late.result().readByte());
    early.result().release();
    assertEquals(1, bytes.refCnt());
    late.result().release();
    assertEquals(0, bytes.refCnt());
  }

  @Test
  void aWindowThatIsDiscardedWhileItIsReadStillAnswers() {
    Future<ByteBuf> slice = window.slice(0, 2);
    window.discard();
    window.fill(bytes);

    assertEquals(0x0102, slice.result().readShort());
    assertEquals(1, bytes.refCnt());
    slice.result().release();
    assertEquals(0, bytes.refCnt());
  }

  @Test
  void allWhoWaitHearOfAFailure() {
    Future<ByteBuf> one = window.slice(0, 2);
    Future<ByteBuf> other = window.slice(2, 2);
    IOException cause = new IOException();
    window.fail(cause);

    assertSame(cause, one.cause());
    assertSame(cause, other.cause());
    bytes.release();
  }
}
