package io.skep.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlankDatabaseTest {
  private static final String TABLES = "SELECT sql FROM sqlite_master WHERE sql <> '' ORDER BY sql";
  private static final String HISTORY = "SELECT installed_on FROM skep_schema_history";

  private static List<String> texts(Path file, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  @Test
  void hasWhatTheMigrationsMakeAndNothingElse(@TempDir Path folder) throws Exception {
    Path migrated = folder.resolve("migrated.db");
    SqliteFile.createPrivate(migrated);
    SqliteFile.open(migrated, 1).close();
    Path blank = folder.resolve("blank.db");

    BlankDatabase.main(new String[] {blank.toString()});

    assertFalse(texts(blank, TABLES).isEmpty());
    assertEquals(texts(migrated, TABLES), texts(blank, TABLES));
    assertEquals(
        List.of(String.valueOf(Schema.VERSION)),
        texts(blank, "SELECT count(*) FROM skep_schema_history WHERE success"));
    assertEquals(List.of("0"), texts(blank, "SELECT count(*) FROM users"));
    assertEquals(texts(migrated, "PRAGMA application_id"), texts(blank, "PRAGMA application_id"));
  }

  @Test
  void isWhatAFirstStartBeginsWith(@TempDir Path folder) throws Exception {
    Path packed = folder.resolve("packed.db");
    try (var content = BlankDatabase.class.getResourceAsStream(BlankDatabase.RESOURCE)) {
      assumeTrue(content != null, "the classes were not built by Maven, so there is no blank.db");
      Files.copy(content, packed);
    }
    Path file = folder.resolve("first").resolve("skep.db");

    SqliteFile.open(file, 1).close();

    assertEquals(texts(packed, HISTORY), texts(file, HISTORY));
    assertEquals(List.of("wal"), texts(file, "PRAGMA journal_mode"));
  }

  @Test
  void takesNoFilesPlace(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("skep.db"), "somebody else's");

    BlankDatabase.make(file);

    assertEquals("somebody else's", Files.readString(file));
    try (var names = Files.list(folder)) {
      assertEquals(List.of(file), names.toList());
    }
  }
}
