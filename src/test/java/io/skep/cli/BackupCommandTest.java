package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.storage.Database;
import io.skep.storage.Databases;
import io.skep.storage.NewUser;
import io.skep.storage.StorageOptions;
import io.skep.storage.User;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
  private final Path folder;
  private final CommandRun command;

  BackupCommandTest(@TempDir Path folder) {
    this.folder = folder;
    command = new CommandRun("http://unused", folder);
  }

  private static Database open(Path file) throws Exception {
    return Databases.open(new StorageOptions("jdbc:sqlite:" + file, "", "", 2));
  }

  private static void add(Database database, String name) throws Exception {
    NewUser user = new NewUser(name, UserRole.MEMBER, UserState.ACTIVE, name + "-".repeat(31), 1);
    database.users().insert(user);
  }

  @Test
  void aCopyOfADatabaseThatIsInUse() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (Database database = open(folder.resolve("skep.db"))) {
      add(database, "a");
      assertEquals(
          0, command.bare("backup", copy.toString(), "--data", folder.toString()), command::err);
      assertEquals("", command.err());
      assertTrue(
          command.out().matches("(?s)\\Q" + copy + "\\E  [0-9.]+ KiB in [0-9.]+ s\\R"),
          command.out());
      add(database, "b");
    }
    List<String> names = new ArrayList<>();
    try (Database database = open(copy)) {
      database.users().forEach((User user) -> names.add(user.name()));
    }
    assertEquals(List.of("a"), names);
  }

  @Test
  void theConfigurationSaysWhere() throws Exception {
    open(folder.resolve("skep.db")).close();
    Path config =
        Files.writeString(folder.resolve("skep.yaml"), "data:\n  folder: " + folder + "\n");
    Path copy = folder.resolve("copy.db");
    String[] arguments = {"backup", copy.toString(), "--config", config.toString()};
    assertEquals(0, command.bare(arguments), command::err);
    assertTrue(Files.size(copy) > 0);
    assertEquals(1, command.bare(arguments));
    assertEquals("skep: " + copy + " is there already; name a new file\n", command.err());
  }

  @Test
  void whatCantBeCopied() throws Exception {
    String copy = folder.resolve("copy.db").toString();
    assertEquals(1, command.bare("backup", copy, "--data", folder.toString()));
    assertEquals(
        "skep: there is no database %s; --data names the folder\n"
            .formatted(folder.resolve("skep.db")),
        command.err());
    Path config =
        Files.writeString(folder.resolve("skep.yaml"), "database:\n  url: jdbc:postgresql://h/d\n");
    assertEquals(1, command.bare("backup", copy, "--config", config.toString()));
    assertEquals(
        "skep: this tracker keeps its data in PostgreSQL: pg_dump makes a copy of that\n",
        command.err());
    Files.writeString(folder.resolve("skep.db"), "no database at all, but long enough for one");
    assertEquals(1, command.bare("backup", copy, "--data", folder.toString()));
    assertEquals(1, command.err().lines().count(), command.err());
    assertEquals(2, command.bare("backup", copy, "--data", "x", "--config", config.toString()));
  }
}
