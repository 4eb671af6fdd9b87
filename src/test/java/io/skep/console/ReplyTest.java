package io.skep.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static String disposition(String name) {
    return Reply.file("application/x-bittorrent", new byte[0], name)
        .headers()
        .getOrDefault("Content-Disposition", "");
  }

  @Test
  void aPlainNameStays() {
    assertEquals(
        "attachment; filename=\"Debian-12.iso.torrent\";"
            + " filename*=UTF-8''Debian-12.iso.torrent",
        disposition("Debian-12.iso.torrent"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nSet-Cookie: x=1.torrent",
        "\"; filename=\"evil.exe\"; x=\".torrent",
        "../../etc/passwd.torrent",
        "C:\\windows\\x.torrent",
        "....torrent",
        ".torrent",
        "\u202Etxt.exe.torrent",
        "nul\u0000.torrent",
        "%0d%0aX: y.torrent",
        "émoji 🐝.torrent",
        "half \ud83d.torrent",
        "a;b,c'd*e.torrent"
      })
  void noNameLeavesItsPlace(String name) {
    String header = disposition(name);

    assertTrue(
        header.matches(
            "attachment; filename=\"[A-Za-z0-9_ .-]+\\.torrent\";"
                + " filename\\*=UTF-8''([A-Za-z0-9_.-]|%[0-9A-F]{2})+\\.torrent"),
        header);
    String decoded =
        java.net.URLDecoder.decode(
            header.substring(header.indexOf("''") + 2), StandardCharsets.UTF_8);
    assertTrue(decoded.chars().noneMatch(c -> c < ' ' || c == '/' || c == '\\'), header);
    assertTrue(!decoded.startsWith("."), header);
  }

  @Test
  void aLongNameIsCutBeforeItsEnding() {
    String header = disposition("x".repeat(255) + ".torrent");

    assertTrue(header.contains("\"" + "x".repeat(100) + ".torrent\""), header);
  }
}
