package io.skep.protocol;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.Event;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of an announce what the codec reads, or leaves it to the codec. */
class UdpAnnounceViewTest {
  private static final PeerAddress FROM = PeerAddress.ipv4(0xC0000201, 40_000);

  private final Random random = new Random(1);
  private final UdpAnnounceView view = new UdpAnnounceView();

  private UdpRequest.Announce announce(Event event, long left, String urlData) {
    return new UdpRequest.Announce(
        random.nextLong(),
        random.nextInt(),
        new InfoHash(random.nextLong(), random.nextLong(), random.nextInt()),
        new PeerId(random.nextLong(), random.nextLong(), random.nextInt()),
        random.nextLong() >>> 2,
        left,
        random.nextLong() >>> 2,
        event,
        0,
        random.nextInt(),
        random.nextInt(),
        1 + random.nextInt(0xFFFF),
        urlData);
  }

  /** The packet, not at the beginning of its buffer. */
  private static ByteBuf packet(UdpRequest.Announce announce) {
    ByteBuf packet = Unpooled.buffer().writeLong(-1);
    UdpCodec.writeRequest(announce, packet);
    return packet.skipBytes(8);
  }

  @Test
  void readsWhatTheCodecReads() throws Exception {
    for (int i = 0; i < 500; i++) {
      boolean ipv4 = random.nextBoolean();
      PeerAddress from =
          ipv4 ? FROM : new PeerAddress(random.nextLong() | 1, random.nextLong(), 40_000);
      Event event = Event.values()[random.nextInt(Event.values().length)];
      UdpRequest.Announce announce =
          announce(event, random.nextLong(), random.nextBoolean() ? "" : "/announce");
      ByteBuf packet = packet(announce);
      assertTrue(view.read(packet, from.high(), from.low()));
      assertEquals(8, packet.readerIndex());

      AnnounceRequest expected = announce.toRequest(from.withPort(announce.port()), "");
      assertEquals(expected, view.kept());
      assertEquals(expected.isSeeder(), view.isSeeder());
      assertEquals(expected.peerId(), new PeerId(view.idHigh(), view.idMiddle(), view.idLow()));
      assertEquals(expected, expected.kept());
    }
  }

  @Test
  void findsThePasskeyThatTheCodecFinds() throws Exception {
    List<String> parts =
        List.of("/", "/announce", "/announce", "scrape", "k", "/k", "/aZ09-_", ".php", "?passkey=");
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String url =
          random.ints(random.nextInt(6), 0, parts.size()).mapToObj(parts::get).collect(joining());
      ByteBuf packet = packet(announce(Event.NONE, 0, url));
      packet.writeBytes(new byte[random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0]);
      assertTrue(url.contains("?") || reads(packet));
      String passkey = UdpAnnounceView.passkey(packet);
      assertEquals(8, packet.readerIndex());
      if (passkey != null) {
        found += passkey.isEmpty() ? 0 : 1;
        assertEquals(TrackerPath.parseUrlData(url).passkey(), passkey, url);
      }
    }
    assertTrue(found > 500, "found " + found);
  }

  @Test
  void findsThePasskeyOfTheUrlsThatAreHandedOut() {
    assertEquals("k", passkeyOf("/announce/k"));
    assertEquals("k", passkeyOf("/k/announce"));
    assertEquals("", passkeyOf(""));
    assertEquals(128, passkeyOf("/announce/" + "k".repeat(128)).length());
  }

  @Test
  void leavesOtherUrlsToTheCodec() {
    for (String url :
        List.of("/announce", "/announce?passkey=k", "/scrape/announce", "/k:/announce")) {
      assertNull(UdpAnnounceView.passkey(packet(announce(Event.NONE, 0, url))), url);
    }
    assertNull(
        UdpAnnounceView.passkey(packet(announce(Event.NONE, 0, "/announce/" + "k".repeat(129)))));
    ByteBuf inTwo = packet(announce(Event.NONE, 0, "/announce/"));
    inTwo.writeByte(2).writeByte(1).writeByte('k');
    assertNull(UdpAnnounceView.passkey(inTwo));
    ByteBuf cut = packet(announce(Event.NONE, 0, "/announce/k"));
    cut.writerIndex(cut.writerIndex() - 1);
    assertNull(UdpAnnounceView.passkey(cut));
    ByteBuf oneByte = packet(announce(Event.NONE, 0, ""));
    assertNull(UdpAnnounceView.passkey(oneByte.writeByte(2)));
  }

  private String passkeyOf(String url) {
    return Objects.requireNonNull(UdpAnnounceView.passkey(packet(announce(Event.NONE, 0, url))));
  }

  private boolean reads(ByteBuf packet) {
    return view.read(packet, FROM.high(), FROM.low());
  }

  @Test
  void aSeederHasNothingLeft() {
    assertTrue(reads(packet(announce(Event.NONE, 0, ""))));
    assertTrue(view.isSeeder());
  }

  @ParameterizedTest
  @CsvSource({
    "56, -1, 8",
    "56, 0x7FFFFFFFFFFFFFFF, 8",
    "72, -1, 8",
    "72, 0x7FFFFFFFFFFFFFFF, 8",
    "80, 5, 4",
    "80, -1, 4",
    "84, 0x01020304, 4",
    "96, 0, 2"
  })
  void leavesWhatIsOutOfTheOrdinary(int offset, String number, int bytes) {
    ByteBuf packet = packet(announce(Event.NONE, 1, ""));
    assertTrue(reads(packet));
    long value = Long.decode(number);
    switch (bytes) {
      case 8 -> packet.setLong(8 + offset, value);
      case 4 -> packet.setInt(8 + offset, (int) value);
      default -> packet.setShort(8 + offset, (int) value);
    }
    assertFalse(reads(packet));
  }

  @Test
  void leavesWhatIsCutShort() {
    ByteBuf packet = packet(announce(Event.NONE, 1, ""));
    packet.writerIndex(packet.writerIndex() - 1);
    assertFalse(reads(packet));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?passkey=a%20b", "/announce?x=1"})
  void leavesQueriesWhichCanHaveAnImpossiblePasskey(String urlData) {
    assertFalse(reads(packet(announce(Event.NONE, 1, urlData))));
  }
}
