package io.skep.metainfo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  private static final FileNames UNIX = new FileNames(false);
  private static final FileNames WINDOWS = new FileNames(true);

  static Stream<Arguments> dangers() {
    return Stream.of(
        Arguments.of("", "a file's 'path' has an empty name"),
        Arguments.of(".", "a file's name '.' leads out of the torrent's folder"),
        Arguments.of("..", "a file's name '..' leads out of the torrent's folder"),
        Arguments.of("/etc", "a file's name '/etc' has a slash in it"),
        Arguments.of("a/../../b", "a file's name 'a/../../b' has a slash in it"),
        Arguments.of("C:\\x", "a file's name 'C:\\x' has a slash in it"),
        Arguments.of("a\0b", "a file's name 'a\uFFFDb' has a control character"),
        Arguments.of("a\nb", "a file's name 'a\uFFFDb' has a control character"),
        Arguments.of("\u001b[2J", "a file's name '\uFFFD[2J' has a control character"),
        Arguments.of("a\u009bb", "a file's name 'a\uFFFDb' has a control character"),
        Arguments.of(
            "x".repeat(256), "a file's name '" + "x".repeat(80) + "…' is longer than 255 bytes"),
        Arguments.of(
            "名".repeat(86), "a file's name '" + "名".repeat(80) + "…' is longer than 255 bytes"));
  }

  @ParameterizedTest
  @MethodSource("dangers")
  void refusesADanger(String name, String reason) {
    for (FileNames names : new FileNames[] {UNIX, WINDOWS}) {
      assertEquals(reason, assertThrows(MetainfoException.class, () -> names.check(name)).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "...", ".hidden", "NUL", "a?b*", "C:", "Ünïcode 名.bin", "x. ", "~"})
  void leavesHonestNamesAlone(String name) throws MetainfoException {
    assertEquals(name, UNIX.check(name));
  }

  @Test
  void takesTheLongestNames() throws MetainfoException {
    assertEquals("名".repeat(85), UNIX.check("名".repeat(85)));
  }

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "NUL, _NUL",
    "nul.txt, _nul.txt",
    "NUL .txt, _NUL .txt",
    "com1.tar.gz, _com1.tar.gz",
    "COM¹, _COM¹",
    "com10, com10",
    "console, console",
    "a?b*c, a_b_c",
    "C:, C_",
    "'x. ', 'x._'",
    "..., .._",
    "name., name_"
  })
  void replacesWhatWindowsCannotStore(String name, String stored) throws MetainfoException {
    assertEquals(stored, WINDOWS.check(name));
  }
}
