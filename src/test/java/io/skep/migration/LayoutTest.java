package io.skep.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LayoutTest {
  private static String hash(int last) {
    return "%040x".formatted(last);
  }

  private static Exports.Making users(Layout layout, Groups groups) {
    return row -> {
      ImportedUser user = layout.user(row, groups);
      return "%s|%s|%s|%s|%s|%d|%d"
          .formatted(
              user.id(),
              user.name(),
              user.role(),
              user.state(),
              user.passkey(),
              user.uploaded(),
              user.downloaded());
    };
  }

  private static Exports.Making torrents(Layout layout) {
    return row ->
        layout
            .torrent(row)
            .map(
                torrent ->
                    "%s|%s|%d|%d|%s"
                        .formatted(
                            torrent.infoHash(),
                            torrent.name(),
                            torrent.length(),
                            torrent.files(),
                            torrent.addedBy()))
            .orElse("left out");
  }

  private static Groups groups(Layout layout, String file) throws Exception {
    Groups groups = layout.groups();
    for (Entry entry : Exports.read(Exports.sample(file))) {
      groups = layout.with(groups, (Row) entry);
    }
    return groups;
  }

  @Test
  void unit3dUsers() throws Exception {
    String zeros = "0".repeat(31);
    List<String> wanted =
        List.of(
            "2: 1|Owner|ADMIN|ACTIVE|" + zeros + "1|1099511627776|0",
            "3: 2|alice, the \"first\"|MEMBER|ACTIVE|" + zeros + "2|5368709120|1073741824",
            "5: 3|mod|MODERATOR|ACTIVE|" + zeros + "3|0|0",
            "6: 4|leechless|MEMBER|NO_LEECH|" + zeros + "4|1|2",
            "7: 5|banned|MEMBER|DISABLED|" + zeros + "5|7|8",
            "8: 6|gone|MEMBER|DISABLED|" + zeros + "6|9|10",
            "9: has a negative uploaded: '-5'",
            "10: has no username",
            "11: has 3 fields where the first line names 11 columns",
            "12: 10|custom|MEMBER|ACTIVE|" + zeros + "a|1|0");
    assertEquals(
        wanted,
        Exports.outcomes(
            Exports.sample("unit3d-users.csv"), users(Layout.UNIT3D, Layout.UNIT3D.groups())));
  }

  @Test
  void unit3dGroups() throws Exception {
    Groups groups = groups(Layout.UNIT3D, "unit3d-groups.csv");
    assertEquals(Group.MODERATOR, groups.of("77"));
    assertEquals(Group.ADMIN, groups.of("78"));
    assertEquals(Group.OUT, groups.of("79"));
    assertEquals(Group.MEMBER, groups.of("3"));
    assertEquals(Group.MEMBER, groups.of("12345"));
    assertEquals(Group.MEMBER, groups.of(null));
    assertEquals(Group.ADMIN, groups.of("4"));
  }

  @Test
  void unit3dTorrents() throws IOException {
    assertEquals(
        List.of(
            "2: " + hash(1) + "|A film|123456789|3|2",
            "3: " + hash(2) + "|B\\side|1500|1|2",
            "4: left out",
            "5: left out",
            "6: has an info_hash that is neither 40 hexadecimal digits nor Base64 of 20 bytes:"
                + " 'nothex'",
            "7: has a size that is no number: '1e999999999'"),
        Exports.outcomes(Exports.sample("unit3d-torrents.tsv"), torrents(Layout.UNIT3D)));
  }

  @Test
  void gazelleUsers() throws Exception {
    Groups groups = groups(Layout.GAZELLE, "gazelle-permissions.csv");
    assertEquals(
        List.of(
            "1: 1|sysop|ADMIN|ACTIVE|" + "a".repeat(32) + "|10|20",
            "3: 2|moderator|MODERATOR|ACTIVE|" + "b".repeat(32) + "|30|40",
            "4: 3|new|MEMBER|DISABLED|" + "c".repeat(32) + "|0|0",
            "5: 4|off|MEMBER|DISABLED|" + "d".repeat(32) + "|0|0",
            "6: 5|seeder|ADMIN|NO_LEECH|" + "e".repeat(32) + "|1|0",
            "7: is no JSON object",
            "8: is no JSON object",
            "9: has none of 0, 1 and 2 as enabled",
            "10: has no username"),
        Exports.outcomes(Exports.sample("gazelle-users.ndjson"), users(Layout.GAZELLE, groups)));
  }

  @Test
  void gazelleTorrents() throws IOException {
    assertEquals(
        List.of(
            "2: " + hash(0x11) + "|Album, live|777|12|1",
            "3: " + hash(0x12) + "|" + hash(0x12) + "|0|1|1",
            "4: " + hash(0x13) + "|Third|99|1|1"),
        Exports.outcomes(Exports.sample("gazelle-torrents.csv"), torrents(Layout.GAZELLE)));
  }

  @Test
  void torrustUsers() throws IOException {
    Groups none = Layout.TORRUST.groups();
    assertEquals(
        List.of(
            "2: 1|root|ADMIN|ACTIVE|YZSl4lMZupRuOpSRC3krIKR5BPB14nrJ|0|0",
            "3: 2|carol|MEMBER|ACTIVE||0|0",
            "4: 3|dave|MEMBER|DISABLED|0123456789abcdefghijABCDEFGHIJ01|0|0"),
        Exports.outcomes(Exports.sample("torrust-users.csv"), users(Layout.TORRUST, none)));
    assertEquals(
        List.of(
            "2: 1|root|ADMIN|ACTIVE||0|0",
            "3: 2|mia|MODERATOR|ACTIVE||0|0",
            "4: 3|carol|MEMBER|ACTIVE||0|0"),
        Exports.outcomes(Exports.sample("torrust-users-new.csv"), users(Layout.TORRUST, none)));
  }

  @Test
  void torrustTorrents() throws IOException {
    assertEquals(
        List.of(
            "1: " + hash(0x21) + "|One|4096|0|2",
            "2: " + hash(0x22) + "|" + hash(0x22) + "|-1|0|",
            "3: " + hash(0x23) + "|tab here  [31m" + "x".repeat(241) + "|1|0|2"),
        Exports.outcomes(Exports.sample("torrust-torrents.ndjson"), torrents(Layout.TORRUST)));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "'', 0",
    "' 7 ', 7",
    "1.9, 1",
    "1e3, 1000",
    "1125899906842624, 1125899906842624",
    "1125899906842625, 'has a uploaded beyond 2^50, a pebibyte: ''1125899906842625'''",
    "-0.5, 'has a negative uploaded: ''-0.5'''",
    "NaN, 'has a uploaded that is no number: ''NaN'''",
    "0x10, 'has a uploaded that is no number: ''0x10'''",
    "1e-999999999, 'has a uploaded that is no number: ''1e-999999999'''",
  })
  void amounts(String text, String wanted) {
    Row row = new Row(1, Map.of("uploaded", text));
    String outcome;
    try {
      outcome = "" + Values.bytes(row, "uploaded");
    } catch (RowException e) {
      outcome = e.getMessage();
    }
    assertEquals(wanted, outcome);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void aNameThatIsNoUtf8IsRefused(Layout layout) {
    Row row = new Row(1, Map.of("username", "a\uFFFDb", "passkey", "x", "torrent_pass", "x"));
    RowException refused =
        assertThrows(RowException.class, () -> layout.user(row, layout.groups()));
    assertEquals("has a username that is not in UTF-8", refused.getMessage());
  }

  @Test
  void thePasskeyIsNotShown() throws Exception {
    Row row = new Row(1, Map.of("username", "a", "passkey", "secret"));
    String shown = Layout.UNIT3D.user(row, Layout.UNIT3D.groups()).toString();
    assertFalse(shown.contains("secret"), shown);
  }

  @Test
  void whatComesTwiceIsNoticed() throws Exception {
    KnownKeys keys = new KnownKeys();
    keys.add("a", 2);
    keys.add("b", 3);
    RowException refused = assertThrows(RowException.class, () -> keys.add("a", 4));
    assertEquals("is about the same as line 2", refused.getMessage());
  }
}
