package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * Whatever comes in as a packet is refused, or means the same when it is written again.
 *
 * <p>One method, since Jazzer fuzzes but one of a class. Without {@code JAZZER_FUZZ=1} this runs
 * the kept inputs only: {@code src/test/resources/io/skep/protocol/UdpPacketFuzzTestInputs}.
 */
class UdpPacketFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) throws UdpPacketException {
    readsOrRefusesRequest(input);
    readsOrRefusesResponse(input);
  }

  private static void readsOrRefusesRequest(byte[] input) throws UdpPacketException {
    UdpRequest request;
    try {
      request = UdpCodec.readRequest(Unpooled.wrappedBuffer(input));
    } catch (UdpPacketException refused) {
      return;
    }
    ByteBuf written = Unpooled.buffer();
    UdpCodec.writeRequest(request, written);
    assertEquals(request, UdpCodec.readRequest(written));
  }

  private static void readsOrRefusesResponse(byte[] input) throws UdpPacketException {
    UdpResponse response;
    try {
      response = UdpCodec.readResponse(Unpooled.wrappedBuffer(input));
    } catch (UdpPacketException refused) {
      return;
    }
    byte[] written = written(response);
    assertArrayEquals(written, written(UdpCodec.readResponse(Unpooled.wrappedBuffer(written))));
  }

  private static byte[] written(UdpResponse response) {
    ByteBuf packet = Unpooled.buffer();
    UdpCodec.writeResponse(response, packet);
    return ByteBufUtil.getBytes(packet);
  }
}
