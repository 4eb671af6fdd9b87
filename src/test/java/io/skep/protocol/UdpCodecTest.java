package io.skep.protocol;

import static io.skep.protocol.Samples.INFO_HASH;
import static io.skep.protocol.Samples.INFO_HASH_HEX;
import static io.skep.protocol.Samples.OTHER_HASH;
import static io.skep.protocol.Samples.OTHER_HASH_HEX;
import static io.skep.protocol.Samples.PEER_ID;
import static io.skep.protocol.Samples.PEER_ID_HEX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.SwarmCounts;
import io.skep.protocol.UdpPacketException.Fault;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packets of BEP 15, BEP 21 and BEP 41, byte for byte, in both directions. */
class UdpCodecTest {
  private static final String ANNOUNCE_HEX =
      "1122334455667788 00000001 12345678"
          + INFO_HASH_HEX
          + PEER_ID_HEX
          + "0000000000000001 0000000000000002 0000000000000003"
          + "00000002 00000000 deadbeef ffffffff 1ae1";

  @Test
  void connect() throws UdpPacketException {
    assertRequest(new UdpRequest.Connect(0x12345678), "0000041727101980 00000000 12345678");
    assertResponse(
        new UdpResponse.Connect(0x12345678, 0x1122334455667788L),
        "00000000 12345678 1122334455667788");
  }

  @Test
  void announce() throws UdpPacketException {
    assertRequest(announce(Event.STARTED, ""), ANNOUNCE_HEX);
  }

  @Test
  void announceOfAnIpv4Swarm() throws UdpPacketException {
    assertAnswer(
        "00000001 12345678 00000708 00000003 00000002 c00002011ae1 c63364021ae9",
        "c00002011ae1 c63364021ae9");
  }

  @Test
  void announceOfAnIpv6Swarm() throws UdpPacketException {
    assertAnswer(
        "00000001 12345678 00000708 00000003 00000002" + "20010db8000000000000000000000001 1ae1",
        "20010db8000000000000000000000001 1ae1");
  }

  @Test
  void announceOfAnEmptySwarm() throws UdpPacketException {
    assertAnswer("00000001 12345678 00000708 00000003 00000002", "");
  }

  private static void assertAnswer(String hex, String peersHex) throws UdpPacketException {
    UdpResponse.Announce read =
        assertInstanceOf(UdpResponse.Announce.class, UdpCodec.readResponse(packet(hex)));
    assertEquals(0x12345678, read.transactionId());
    assertEquals(1800, read.interval());
    assertEquals(3, read.leechers());
    assertEquals(2, read.seeders());
    assertArrayEquals(ByteBufUtil.getBytes(packet(peersHex)), read.peers());
    assertEquals(hex.replace(" ", ""), written(read));
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "COMPLETED, 1", "STARTED, 2", "STOPPED, 3", "PAUSED, 4"})
  void events(Event event, int number) throws UdpPacketException {
    ByteBuf packet = packet(ANNOUNCE_HEX);
    packet.setInt(80, number);
    assertRequest(announce(event, ""), ByteBufUtil.hexDump(packet));
  }

  @Test
  void scrape() throws UdpPacketException {
    assertRequest(
        new UdpRequest.Scrape(0x1122334455667788L, 0x12345678, List.of(INFO_HASH, OTHER_HASH)),
        "1122334455667788 00000002 12345678" + INFO_HASH_HEX + OTHER_HASH_HEX);
    assertResponse(
        new UdpResponse.Scrape(
            0x12345678, List.of(new SwarmCounts(5, 7, 50, 7), new SwarmCounts(0, 1, 0, 1))),
        "00000002 12345678 00000005 00000032 00000007 00000000 00000000 00000001");
  }

  @Test
  void scrapeOfAsManyAsFit() throws UdpPacketException {
    assertRequest(
        new UdpRequest.Scrape(1, 2, Collections.nCopies(74, INFO_HASH)),
        "0000000000000001 00000002 00000002" + INFO_HASH_HEX.repeat(74));
  }

  @Test
  void error() throws UdpPacketException {
    assertResponse(
        new UdpResponse.Failure(0x12345678, "unregistered torrent"),
        "00000003 12345678 756e726567697374657265642074 6f7272656e74");
    assertResponse(
        new UdpResponse.Failure(0x12345678, "gel\u00f6scht"),
        "00000003 12345678 67656cc3b673636874");
    assertResponse(new UdpResponse.Failure(0x12345678, ""), "00000003 12345678");
  }

  @Test
  void urlData() throws UdpPacketException {
    assertRequest(
        announce(Event.STARTED, "/announce?k=v"),
        ANNOUNCE_HEX + "02 0d 2f616e6e6f756e63653f6b3d76");
  }

  @Test
  void longUrlDataInSeveralOptions() throws UdpPacketException {
    assertRequest(
        announce(Event.STARTED, "a".repeat(255) + "bc"),
        ANNOUNCE_HEX + "02 ff" + "61".repeat(255) + "02 02 6263");
  }

  @ParameterizedTest
  @CsvSource({
    "'an end and what is behind it', 02022f61 00 02022f62, /a",
    "'padding', 01 01 02022f61 01, /a",
    "'another option', 7f03aabbcc 02022f61, /a",
    "'a length that is cut off', 02022f61 02, /a",
    "'a length that overruns', 02022f61 02ff2f62, /a",
    "'no data', 0200, ''"
  })
  void otherOptions(String what, String options, String urlData) throws UdpPacketException {
    assertEquals(
        announce(Event.STARTED, urlData),
        UdpCodec.readRequest(packet(ANNOUNCE_HEX + options)),
        what);
  }

  @Test
  void requestsThatEndTooEarly() {
    ByteBuf whole = packet(ANNOUNCE_HEX);
    assertEquals(UdpCodec.ANNOUNCE_LENGTH, whole.readableBytes());
    for (int length = 0; length < whole.readableBytes(); length++) {
      assertRefused(Fault.SHORT, whole.slice(0, length));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SHORT, 1122334455667788 00000002 12345678",
    "SHORT, 1122334455667788 00000002 12345678 0123456789abcdef0123456789abcdef012345",
    "ODD, 1122334455667788 00000002 12345678 0123456789abcdef0123456789abcdef01234567 89",
    "ODD, 0000041727101981 00000000 12345678",
    "UNKNOWN_ACTION, 1122334455667788 00000003 12345678",
    "UNKNOWN_ACTION, 1122334455667788 ffffffff 12345678"
  })
  void oddRequests(Fault fault, String hex) {
    assertRefused(fault, packet(hex));
  }

  @Test
  void scrapeOfTooMany() {
    assertRefused(
        Fault.ODD, packet("1122334455667788 00000002 12345678" + INFO_HASH_HEX.repeat(75)));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, -1, Integer.MIN_VALUE})
  void eventsThatAreNone(int number) {
    ByteBuf packet = packet(ANNOUNCE_HEX);
    packet.setInt(80, number);
    assertRefused(Fault.ODD, packet);
  }

  @ParameterizedTest
  @CsvSource({
    "SHORT, ''",
    "SHORT, 00000000 123456",
    "SHORT, 00000000 12345678 11223344556677",
    "SHORT, 00000001 12345678 00000708 00000003 000000",
    "ODD, 00000002 12345678 00000005 00000032 000000",
    "UNKNOWN_ACTION, 00000004 12345678"
  })
  void oddResponses(Fault fault, String hex) {
    UdpPacketException refused =
        assertThrows(UdpPacketException.class, () -> UdpCodec.readResponse(packet(hex)));
    assertEquals(fault, refused.fault());
  }

  private static UdpRequest.Announce announce(Event event, String urlData) {
    return new UdpRequest.Announce(
        0x1122334455667788L,
        0x12345678,
        INFO_HASH,
        PEER_ID,
        1,
        2,
        3,
        event,
        0,
        0xdeadbeef,
        -1,
        6881,
        urlData);
  }

  private static void assertRequest(UdpRequest request, String hex) throws UdpPacketException {
    ByteBuf written = Unpooled.buffer();
    UdpCodec.writeRequest(request, written);
    assertEquals(hex.replace(" ", ""), ByteBufUtil.hexDump(written));
    assertEquals(request, UdpCodec.readRequest(packet(hex)));
  }

  private static void assertResponse(UdpResponse response, String hex) throws UdpPacketException {
    assertEquals(hex.replace(" ", ""), written(response));
    assertEquals(response, UdpCodec.readResponse(packet(hex)));
  }

  private static String written(UdpResponse response) {
    ByteBuf written = Unpooled.buffer();
    UdpCodec.writeResponse(response, written);
    return ByteBufUtil.hexDump(written);
  }

  private static void assertRefused(Fault fault, ByteBuf packet) {
    UdpPacketException refused =
        assertThrows(UdpPacketException.class, () -> UdpCodec.readRequest(packet));
    assertEquals(fault, refused.fault());
  }

  private static ByteBuf packet(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }
}
