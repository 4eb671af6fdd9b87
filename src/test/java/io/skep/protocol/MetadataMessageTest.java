package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataMessageTest {
  @Test
  void readsTheProposalsExamples() throws PeerWireException {
    assertIs("d8:msg_typei0e5:piecei0ee", new MetadataMessage.Request(0));
    assertIs("d8:msg_typei2e5:piecei0ee", new MetadataMessage.Reject(0));
    byte[] full = new byte[MetadataMessage.PIECE_LENGTH];
    assertIs(
        "d8:msg_typei1e5:piecei0e10:total_sizei34256ee" + Samples.text(full),
        new MetadataMessage.Data(0, 34256, full));
  }

  private static void assertIs(String text, MetadataMessage message) throws PeerWireException {
    assertEquals(message, read(text));
    assertArrayEquals(Samples.bytes(text), message.bytes());
  }

  @Test
  void theLastPieceIsShorter() throws PeerWireException {
    byte[] last = new byte[34256 - 2 * MetadataMessage.PIECE_LENGTH];
    MetadataMessage message = new MetadataMessage.Data(2, 34256, last);
    assertEquals(message, MetadataMessage.read(message.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ee", "de", "i1e", "5:hello", "d8:msg_typei1ee"})
  void theDataMayLookLikeAnything(String data) throws PeerWireException {
    MetadataMessage message = new MetadataMessage.Data(0, data.length(), Samples.bytes(data));
    assertEquals(message, MetadataMessage.read(message.bytes()));
  }

  @Test
  void otherKeysAreNoFault() throws PeerWireException {
    assertEquals(
        new MetadataMessage.Data(0, 2, Samples.bytes("ee")),
        read("d1:ald1:bi7eee8:msg_typei1e5:piecei0e10:total_sizei2eeee"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "d8:msg_typei3e5:piecei0ee", "d8:msg_typei-1ee", "d8:msg_type1:1e"})
  void otherKindsAreToBeIgnored(String text) throws PeerWireException {
    MetadataMessage message = read(text);
    assertEquals(MetadataMessage.Unknown.class, message.getClass());
    assertThrows(IllegalArgumentException.class, message::bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i1e",
        "d",
        "dx",
        "d8:msg_typei0e5:piece",
        "d8:msg_typei0ee",
        "d8:msg_typei0e5:piecei-1ee",
        "d8:msg_typei0e5:piecei4097ee",
        "d8:msg_typei0e5:piecei9223372036854775807ee",
        "d8:msg_typei1e5:piecei0ee",
        "d8:msg_typei1e5:piecei0e10:total_sizei0ee",
        "d8:msg_typei1e5:piecei0e10:total_sizei-1ee",
        "d8:msg_typei1e5:piecei0e10:total_sizei67108865ee",
        "d8:msg_typei1e5:piecei0e10:total_sizei3eeab",
        "d8:msg_typei1e5:piecei0e10:total_sizei3eeabcd",
        "d8:msg_typei1e5:piecei1e10:total_sizei3eeabc",
        "d99999999999999999999:",
        "e",
      })
  void whatCannotBeIsRefused(String text) {
    assertThrows(PeerWireException.class, () -> read(text));
  }

  private static MetadataMessage read(String text) throws PeerWireException {
    return MetadataMessage.read(Samples.bytes(text));
  }
}
