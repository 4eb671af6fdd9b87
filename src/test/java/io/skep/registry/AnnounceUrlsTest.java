package io.skep.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnnounceUrlsTest {
  private final AnnounceUrls urls =
      new AnnounceUrls(List.of("http://h:6969/announce", "udp://[::1]:6969/announce/"));

  @Test
  void thePasskeyStandsBehind() {
    assertEquals(
        List.of("http://h:6969/announce/KEY", "udp://[::1]:6969/announce/KEY"), urls.with("KEY"));
  }

  @Test
  void withoutOneTheyAreAsTheyAre() {
    assertEquals(List.of("http://h:6969/announce", "udp://[::1]:6969/announce"), urls.with(""));
  }
}
