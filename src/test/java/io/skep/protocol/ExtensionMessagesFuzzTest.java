package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

/**
 * Whatever comes in as a message of an extension is refused, or means the same when it is written
 * again, and stays within its bounds.
 *
 * <p>One method, since Jazzer fuzzes but one of a class. Without {@code JAZZER_FUZZ=1} this runs
 * the kept inputs only: {@code
 * src/test/resources/io/skep/protocol/ExtensionMessagesFuzzTestInputs}.
 */
class ExtensionMessagesFuzzTest {
  @FuzzTest(maxDuration = "10s")
  void readsOrRefuses(byte[] input) {
    sameAgain(input, ExtensionHandshake::read, ExtensionHandshake::bytes);
    sameAgain(input, DontHave::read, DontHave::bytes);
    PeerExchange exchange = sameAgain(input, PeerExchange::read, PeerExchange::bytes);
    if (exchange != null) {
      assertTrue(exchange.addedPeers().size() <= 2 * PeerExchange.MAX_PEERS);
    }
    sameAgain(
        input,
        bytes -> {
          MetadataMessage message = MetadataMessage.read(bytes);
          return message instanceof MetadataMessage.Unknown
              ? new MetadataMessage.Request(0)
              : message;
        },
        MetadataMessage::bytes);
  }

  private interface Reader<T> {
    T read(byte[] bytes) throws PeerWireException;
  }

  private interface Writer<T> {
    byte[] bytes(T message);
  }

  private static <T> @Nullable T sameAgain(byte[] input, Reader<T> reader, Writer<T> writer) {
    T message;
    try {
      message = reader.read(input);
    } catch (PeerWireException refused) {
      return null;
    }
    try {
      assertEquals(message, reader.read(writer.bytes(message)));
    } catch (PeerWireException e) {
      throw new AssertionError("our own message is refused: " + message, e);
    }
    return message;
  }
}
