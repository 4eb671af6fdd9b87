package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.AnnounceBuilder;
import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables grow and shrink bucket by bucket and lose nobody on the way. */
class PeerTableTest {
  private static final long BEGIN = 1_800_000_000L;
  private static final int TTL = 2700;

  private static AnnounceRequest request(RowLayout layout, int number) {
    return new AnnounceBuilder(Samples.infoHash(0), address(layout, number)).build();
  }

  private static PeerAddress address(RowLayout layout, int number) {
    return layout.isIpv4() ? Samples.ipv4(number) : Samples.ipv6(number);
  }

  private static Map<PeerAddress, Long> rows(PeerTable table, long now) {
    Map<PeerAddress, Long> rows = new HashMap<>();
    for (int b = 0; b < table.bucketCount(); b++) {
      long[] bucket = table.bucket(b);
      for (int row = PeerTable.FIRST_ROW;
          row < table.endOfRows(bucket);
          row += table.layout().stride()) {
        long lastSeen = now - table.layout().age(bucket, row, now);
        assertEquals(null, rows.put(table.layout().address(bucket, row), lastSeen), "twice");
      }
    }
    assertEquals(rows.size(), table.size());
    return rows;
  }

  /** Grows to some thousands and down to nothing again, several times. */
  @ParameterizedTest
  @EnumSource(RowLayout.class)
  void rowsAreThoseOfAHashMap(RowLayout layout) {
    for (long seed = 0; seed < 3; seed++) {
      String at = "seed " + seed;
      Random random = new Random(seed);
      PeerTable table = table(layout);
      Map<PeerAddress, Long> model = new HashMap<>();
      int most = 0;
      for (int step = 0; step < 60_000; step++) {
        long now = BEGIN + step / 100;
        AnnounceRequest request = request(layout, random.nextInt(4000));
        PeerAddress address = request.address();
        boolean grows = step % 20_000 < 10_000;
        assertEquals(model.containsKey(address), table.contains(address), at);
        if (random.nextInt(10) < (grows ? 8 : 1)) {
          if (!table.refresh(request, now)) {
            assertFalse(model.containsKey(address), at);
            table.add(request, now, BEGIN - 7);
          }
          model.put(address, now);
        } else {
          long firstSeen = layout.hasAccounting() ? BEGIN - 7 : 0;
          boolean known = model.remove(address) != null;
          assertEquals(known ? firstSeen : -1, table.remove(address), at);
        }
        assertEquals(model.size(), table.size(), at);
        most = Math.max(most, table.bucketCount());
        if (step % 2500 == 0) {
          assertEquals(model, rows(table, now), at);
        }
      }
      assertTrue(most > 70, "it never grew: " + most);
      for (PeerAddress address : model.keySet()) {
        assertTrue(table.remove(address) >= 0, at);
      }
      assertEquals(0, table.size(), at);
      assertEquals(1, table.bucketCount(), at);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RowLayout.class,
      names = {"IPV4", "IPV6_ACCOUNTING"})
  void aHundredThousandComeAndGo(RowLayout layout) {
    PeerTable table = table(layout);
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      table.add(request(layout, i), BEGIN + i % 500, BEGIN);
    }
    Map<PeerAddress, Long> rows = rows(table, BEGIN + 500);
    assertEquals(count, rows.size());
    for (int i = 0; i < count; i++) {
      assertEquals(BEGIN + i % 500, rows.get(address(layout, i)));
    }
    for (int i = 0; i < count; i++) {
      assertTrue(table.remove(address(layout, i)) >= 0);
      if (i % 10_000 == 0) {
        assertFalse(table.contains(address(layout, i)));
        assertEquals(count - 1 - i, rows(table, BEGIN + 500).size());
      }
    }
    assertEquals(1, table.bucketCount());
    assertEquals(PeerTable.FIRST_ROW, table.bucket(0).length);
  }

  private static PeerTable table(RowLayout layout) {
    TableKind kind = TableKind.of(Role.LEECHER, layout.isIpv4(), layout.hasAccounting());
    assertEquals(layout, kind.layout());
    return new PeerTable(kind, null);
  }

  /** Bytes: 8 a word, 16 for an array's header and 4 for the reference to it. */
  private static double bytesPerPeer(PeerTable table) {
    long bytes = 0;
    for (int b = 0; b < table.bucketCount(); b++) {
      bytes += 8L * table.bucket(b).length + 20;
    }
    return (double) bytes / table.size();
  }

  @Test
  void anIpv4PeerTakesHardlyMoreThanItsWord() {
    PeerTable table = table(RowLayout.IPV4);
    for (int i = 0; i < 130_000; i++) {
      table.add(request(RowLayout.IPV4, i), BEGIN, 0);
      if ((i > 10_000 && i % 4000 == 0) || i == 99_999) {
        double bytes = bytesPerPeer(table);
        assertTrue(bytes <= 9.7, i + 1 + " peers of " + bytes + " bytes");
      }
    }
    for (int i = 0; i < 120_000; i++) {
      table.remove(address(RowLayout.IPV4, i));
      // Buckets are given back late, so that a table that breathes is not rebuilt all the time.
      if (i % 4000 == 0) {
        double bytes = bytesPerPeer(table);
        assertTrue(bytes <= 12, 129_999 - i + " peers of " + bytes + " bytes");
      }
    }
  }

  @Test
  void whatExpiryFreesIsGivenBack() {
    PeerTable table = table(RowLayout.IPV4);
    for (int i = 0; i < 20_000; i++) {
      table.add(request(RowLayout.IPV4, i), i % 100 == 0 ? BEGIN + 1 : BEGIN, 0);
    }
    int expired = 0;
    for (int b = 0; b < table.bucketCount(); b++) {
      expired += table.expire(b, BEGIN + 1 + TTL, TTL);
    }
    table.settle();
    assertEquals(19_800, expired);
    assertEquals(200, rows(table, BEGIN + 2).size());
    assertTrue(bytesPerPeer(table) <= 14, "bytes a peer: " + bytesPerPeer(table));
    assertTrue(table.contains(Samples.ipv4(19_900)));
  }

  @Test
  void ageIsRightAcrossTheWrapOfTheShortTime() {
    for (RowLayout layout : RowLayout.values()) {
      for (long lastSeen : new long[] {0xFFFF, 0x10000, 0x6B49_FFFFL, 0x6B4A_0000L, BEGIN}) {
        PeerTable table = table(layout);
        table.add(request(layout, 1), lastSeen, lastSeen);
        assertEquals(0, table.expire(0, lastSeen, TTL));
        assertEquals(0, table.expire(0, lastSeen + 1, TTL));
        assertEquals(0, table.expire(0, lastSeen + TTL, TTL));
        assertEquals(TTL, layout.age(table.bucket(0), PeerTable.FIRST_ROW, lastSeen + TTL));
        assertEquals(1, table.expire(0, lastSeen + TTL + 1, TTL));
        assertEquals(0, table.size());
      }
    }
  }

  @Test
  void theLongestSilenceLeavesHalfAWrapForTheSweep() {
    for (int late : new int[] {1, 1000, 0x8000}) {
      PeerTable table = table(RowLayout.IPV4);
      table.add(request(RowLayout.IPV4, 1), BEGIN, 0);
      assertEquals(0, table.expire(0, BEGIN + RowLayout.MAX_TTL, RowLayout.MAX_TTL));
      assertEquals(1, table.expire(0, BEGIN + RowLayout.MAX_TTL + late, RowLayout.MAX_TTL));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RowLayout.class,
      names = {"IPV4", "IPV6_ACCOUNTING"})
  void eachRowIsDrawnWithTheSameChance(RowLayout layout) {
    for (int count : new int[] {1, 20, 33, 700}) {
      PeerTable table = table(layout);
      for (int i = 0; i < count; i++) {
        table.add(request(layout, i), BEGIN, BEGIN);
      }
      assertFairDraw(table, count);
    }
  }

  @Test
  void eachRowIsDrawnWithTheSameChanceAfterManyHaveLeft() {
    PeerTable table = table(RowLayout.IPV4);
    for (int i = 0; i < 3000; i++) {
      table.add(request(RowLayout.IPV4, i), BEGIN, 0);
    }
    for (int i = 500; i < 3000; i++) {
      table.remove(Samples.ipv4(i));
    }
    assertFairDraw(table, 500);
    table.settle();
    assertFairDraw(table, 500);
  }

  /** Two buckets that become one can make one that is longer than any before. */
  @Test
  void eachRowIsDrawnWithTheSameChanceAfterBucketsWereMerged() {
    PeerTable table = table(RowLayout.IPV4);
    for (int i = 0; i < 3000; i++) {
      table.add(request(RowLayout.IPV4, i), BEGIN, 0);
    }
    int checked = 0;
    for (int i = 2999; i > 200; i--) {
      table.settle();
      int buckets = table.bucketCount();
      table.remove(Samples.ipv4(i));
      // With a power of two all are about equally long, and the next one stands out.
      if (table.bucketCount() < buckets && Integer.bitCount(buckets) == 1) {
        assertFairDraw(table, i);
        checked++;
      }
    }
    assertEquals(3, checked);
  }

  private static void assertFairDraw(PeerTable table, int count) {
    Random random = new Random(7);
    long[] drawn = new long[count];
    Map<PeerAddress, Integer> numbers = new HashMap<>();
    for (int i = 0; i < count; i++) {
      numbers.put(address(table.layout(), i), i);
    }
    for (int i = 0; i < 300 * count; i++) {
      long start = -1;
      while (start < 0) {
        start = table.run(random.nextLong(table.places(1)), 1);
      }
      long[] bucket = table.bucket((int) (start >>> 32));
      if (PeerTable.rows(bucket) > 0) {
        int row = PeerTable.FIRST_ROW + (int) start * table.layout().stride();
        drawn[numbers.getOrDefault(table.layout().address(bucket, row), -1)]++;
      }
    }
    if (count == 1) {
      assertEquals(300, drawn[0]);
    } else {
      ChiSquare.assertUniform(drawn, 1);
    }
  }

  @Test
  void rowsKeepWhatTheyAreGiven() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      boolean accounting = random.nextBoolean();
      PeerAddress address =
          random.nextBoolean()
              ? PeerAddress.ipv4(random.nextInt(), random.nextInt(0x10000))
              : new PeerAddress(random.nextLong(), random.nextLong(), random.nextInt(0x10000));
      RowLayout layout = RowLayout.of(address.isIpv4(), accounting);
      AnnounceRequest request =
          new AnnounceBuilder(Samples.infoHash(0), address)
              .id(new PeerId(random.nextLong(), random.nextLong(), random.nextInt()))
              .counters(
                  random.nextLong() & Long.MAX_VALUE, random.nextLong() & Long.MAX_VALUE, 1L << 62)
              .build();
      long now = BEGIN + random.nextInt(200_000);
      long firstSeen = now - random.nextInt(1 << 20);
      long[] words = new long[layout.length(3)];
      int row = RowLayout.FIRST_ROW + layout.stride();
      layout.write(words, row, request, now, firstSeen);
      assertTrue(layout.isAt(words, row, address));
      assertFalse(layout.isAt(words, row, address.withPort(address.port() ^ 1)));
      Peer.Account account =
          new Peer.Account(
              request.peerId(),
              request.uploaded(),
              request.downloaded(),
              request.left(),
              firstSeen);
      assertEquals(
          new Peer(address, Role.SEEDER, now, accounting ? account : null),
          layout.peer(words, row, Role.SEEDER, now + random.nextInt(30_000)));
      assertEquals(accounting, layout.hasIdOf(words, row, request));
      PeerId near = new PeerId(request.idHigh(), request.idMiddle() ^ 1, request.idLow());
      AnnounceRequest other = new AnnounceBuilder(Samples.infoHash(0), address).id(near).build();
      assertFalse(layout.hasIdOf(words, row, other));
      assertUntouched(words, layout);
    }
  }

  private static void assertUntouched(long[] words, RowLayout layout) {
    int first = RowLayout.FIRST_ROW;
    int stride = layout.stride();
    long[] around = new long[layout.length(2)];
    around[0] = words[0];
    layout.copyRow(words, first, around, first);
    layout.copyRow(words, first + 2 * stride, around, first + stride);
    assertTrue(Arrays.stream(around).allMatch(word -> word == 0));
  }
}
