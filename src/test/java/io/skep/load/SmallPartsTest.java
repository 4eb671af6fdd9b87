package io.skep.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.bittorrent.PeerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {
  @Test
  void popularityIsRead() {
    assertEquals(new Popularity.Uniform(), Popularity.parse("uniform"));
    assertEquals(new Popularity.Zipf(1), Popularity.parse("zipf"));
    assertEquals(new Popularity.Zipf(0.75), Popularity.parse("zipf:0.75"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Zipf", "zipf:", "zipf:0", "zipf:5", "zipf:-1", "zipf:NaN", "even"})
  void whatIsNoPopularityIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Popularity.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/announce, k, /announce/k, /scrape/k, /announce/k",
    "http://127.0.0.1:1/announce, '', /announce, /scrape, ''",
    "http://127.0.0.1:1, '', /announce, /scrape, ''",
    "http://127.0.0.1:1/key/announce.php?a=b, '', /key/announce.php?a=b, /key/scrape.php?a=b,"
        + " /key/announce.php?a=b",
    "udp://127.0.0.1:1, k, /announce/k, /scrape/k, /announce/k"
  })
  void pathsOfAUrl(String url, String passkey, String announce, String scrape, String urlData) {
    Target target = Target.of(URI.create(url));
    assertEquals(announce, target.announcePath(passkey));
    assertEquals(scrape, target.scrapePath(passkey));
    assertEquals(urlData, target.urlData(passkey));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1/", "ws://127.0.0.1/", "udp://127.0.0.1", "http:///x"})
  void urlsThatNoLoadCanBePutOn(String url) {
    assertThrows(IllegalArgumentException.class, () -> Target.of(URI.create(url)));
  }

  @Test
  void aTargetDoesNotShowItsPath() {
    assertEquals(
        "udp://127.0.0.1:7/".length() - 1,
        Target.of(URI.create("udp://127.0.0.1:7/announce/secret")).toString().length());
  }

  @Test
  void sourceAddressesAreAllDifferent() {
    assertEquals(
        4096,
        java.util.stream.IntStream.range(0, 4096)
            .mapToObj(Target::sourceAddress)
            .distinct()
            .count());
  }

  @Test
  void findingsKeepTenWordsOfAKind() {
    Findings findings = new Findings();
    for (int i = 0; i < 100; i++) {
      findings.add(Flaw.REFUSED, "reason " + i);
      findings.add(Flaw.REFUSED, "reason 0");
    }
    findings.add(Flaw.OWN_ADDRESS, "a\u001b[2Jb");
    Findings sum = new Findings();
    sum.add(findings);
    assertEquals(12, sum.list().size());
    assertEquals(201, sum.count());
    assertTrue(sum.list().contains(new LoadResult.Finding(Flaw.REFUSED, "reason 0", 101)));
    assertTrue(sum.list().contains(new LoadResult.Finding(Flaw.REFUSED, Findings.OTHERS, 90)));
    assertTrue(sum.list().contains(new LoadResult.Finding(Flaw.OWN_ADDRESS, "a\ufffd[2Jb", 1)));
  }

  @Test
  void aPeerIsFoundAmongOthers() {
    PeerAddress ipv4 = PeerAddress.ipv4(0x7F000001, 0);
    byte[] peers = {9, 0, 0, 1, 0, 80, 127, 0, 0, 1, (byte) 0xFF, 1};
    assertTrue(PeerBytes.has(peers, new byte[0], ipv4, 0xFF01));
    assertFalse(PeerBytes.has(peers, new byte[0], ipv4, 80));
    byte[] six = new byte[36];
    six[18] = 0x20;
    six[33] = 1;
    six[35] = 7;
    PeerAddress ipv6 = new PeerAddress(0x2000000000000000L, 1, 0);
    assertTrue(PeerBytes.has(new byte[0], six, ipv6, 7));
    assertFalse(PeerBytes.has(new byte[0], six, ipv6, 8));
  }

  @Test
  void aProcessIsRead() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc here");
    ProcessReading own = ProcessReading.of(ProcessHandle.current().pid());
    assertTrue(own.resident() > 1 << 20 && own.peak() >= own.resident(), own::toString);
    assertTrue(own.cpuMicros() > 0 && own.switches() > 0, own::toString);
    assertThrows(IOException.class, () -> ProcessReading.of(Integer.MAX_VALUE));
  }

  @Test
  void countersOnlyGrow() {
    Counters counters = new Counters(1000);
    long before = 0;
    for (int second = 0; second < 100; second++) {
      long now = 1000 + second * 1_000_000_000L;
      long uploaded = counters.uploaded(true, false, now);
      assertTrue(uploaded >= before);
      assertEquals(uploaded, counters.downloaded(false, false, now));
      assertEquals(0, counters.uploaded(true, true, now));
      assertEquals(0, counters.left(true, false, now));
      assertTrue(counters.left(false, false, now) > 0);
      before = uploaded;
    }
    assertTrue(before > 0);
  }

  @Test
  void everySourceHasALoopAndEveryConnectionASource() {
    for (int addresses : new int[] {1, 2, 3, 7, 64}) {
      for (int threads = 1; threads <= 9; threads++) {
        for (int connections : new int[] {1, 2, 3, 5, 64}) {
          Loads http = new Loads("http://127.0.0.1:1/announce");
          http.addresses = addresses;
          http.threads = threads;
          http.connections = connections;
          LoadPlan plan = http.plan();
          assertTrue(plan.sources() >= plan.loops());
          assertTrue(plan.sources() <= connections, plan::toString);
          assertEquals(0, plan.sources() % plan.addresses());
        }
      }
    }
  }
}
