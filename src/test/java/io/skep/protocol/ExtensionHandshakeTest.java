package io.skep.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.skep.bittorrent.PeerAddress;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionHandshakeTest {
  private static final ExtensionHandshake NOTHING =
      new ExtensionHandshake(Map.of(), OptionalInt.empty(), 0, "", 250, null, false, false);

  @Test
  void saysAllThereIsToSay() throws PeerWireException {
    ExtensionHandshake handshake =
        new ExtensionHandshake(
            Map.of("ut_metadata", 3, "ut_pex", 1, "lt_donthave", 0),
            OptionalInt.of(31235),
            6881,
            "Skep 1",
            500,
            PeerAddress.ipv4(0x7F000001, 0),
            true,
            true);
    String text =
        "d1:ei1e1:md11:lt_donthavei0e11:ut_metadatai3e6:ut_pexi1ee"
            + "13:metadata_sizei31235e1:pi6881e4:reqqi500e11:upload_onlyi1e1:v6:Skep 1"
            + "6:yourip4:\u007F\0\0\u0001e";
    assertEquals(text, Samples.text(handshake.bytes()));
    assertEquals(handshake, read(text));
    assertEquals(3, handshake.id("ut_metadata"));
    assertEquals(0, handshake.id("lt_donthave"));
    assertEquals(0, handshake.id("ut_holepunch"));
  }

  @Test
  void whatIsNotSaidHasItsUsualValue() throws PeerWireException {
    assertEquals(NOTHING, read("de"));
    assertEquals(NOTHING, ExtensionHandshake.read(NOTHING.bytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d13:metadata_sizei0ee",
        "d13:metadata_sizei-1ee",
        "d13:metadata_sizei67108865ee",
        "d13:metadata_sizei9223372036854775807ee",
        "d13:metadata_size1:1e",
        "d1:pi0ee",
        "d1:pi65536ee",
        "d1:pi-1ee",
        "d4:reqqi0ee",
        "d4:reqqi-9223372036854775808ee",
        "d6:yourip5:abcdee",
        "d6:yourip0:e",
        "d11:upload_onlyi0ee",
        "d1:ei7ee",
        "d1:mi1ee",
        "d1:md6:ut_pexi-1ee1:v0:e",
        "d1:md6:ut_pexi256eee",
        "d1:md6:ut_pex1:1ee",
        "d1:md0:i1eee",
        "d1:md2:a i1eee",
        "d1:md2:\u00c3\u00a9i1eee",
        "d4:ipv44:abcd4:ipv616:abcdefghijklmnope",
        "d1:vi1ee",
      })
  void whatMakesNoSenseCountsAsNotSaid(String text) throws PeerWireException {
    assertEquals(NOTHING, read(text));
  }

  @Test
  void aRequestQueueIsNeverAbsurd() throws PeerWireException {
    assertEquals(65535, read("d4:reqqi9223372036854775807ee").requestQueue());
    assertEquals(1, read("d4:reqqi1ee").requestQueue());
  }

  @Test
  void aNameIsPlainTextAndShort() throws PeerWireException {
    assertEquals("evil\uFFFD[2J", read("d1:v8:evil\u001b[2Je").client());
    assertEquals(
        PlainText.MAX_LENGTH, read("d1:v5000:" + "x".repeat(5000) + "e").client().length());
  }

  @Test
  void keysInAnyOrderAreRead() throws PeerWireException {
    assertEquals(6881, read("d1:v1:x1:pi6881ee").port());
  }

  @Test
  void addressesOfBothFamiliesAreRead() throws PeerWireException {
    PeerAddress ipv6 = new PeerAddress(0x20010db800000000L, 1, 0);
    ExtensionHandshake handshake =
        new ExtensionHandshake(Map.of(), OptionalInt.empty(), 0, "", 250, ipv6, false, false);
    assertEquals(handshake, ExtensionHandshake.read(handshake.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "i1e", "le", "d", "d1:ae", "dei1e", "d1:ai01ee"})
  void whatIsNoDictionaryIsRefused(String text) {
    assertThrows(PeerWireException.class, () -> read(text));
  }

  @Test
  void moreThanAnybodySaysIsRefused() {
    assertThrows(PeerWireException.class, () -> read("l".repeat(100) + "e".repeat(100)));
    String many = "i0e".repeat(5000);
    assertThrows(PeerWireException.class, () -> read("d1:xl" + many + "ee"));
  }

  @Test
  void extensionsThatCannotBeWrittenAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> with(Map.of("ut_pex", 256)));
    assertThrows(IllegalArgumentException.class, () -> with(Map.of("ut_pex", -1)));
    assertThrows(IllegalArgumentException.class, () -> with(Map.of("", 1)));
    assertThrows(IllegalArgumentException.class, () -> with(Map.of("x".repeat(65), 1)));
  }

  private static ExtensionHandshake with(Map<String, Integer> ids) {
    return new ExtensionHandshake(ids, OptionalInt.empty(), 0, "", 250, null, false, false);
  }

  private static ExtensionHandshake read(String text) throws PeerWireException {
    return ExtensionHandshake.read(Samples.bytes(text));
  }
}
