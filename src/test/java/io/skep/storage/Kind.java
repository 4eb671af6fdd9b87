package io.skep.storage;

import java.nio.file.Path;
import java.sql.SQLException;

/** The databases that keep the contract. */
enum Kind {
  SQLITE {
    @Override
    StorageOptions empty(Path folder) {
      return TestDatabases.sqliteOptions(folder);
    }
  },
  POSTGRESQL {
    @Override
    StorageOptions empty(Path folder) throws SQLException {
      return PostgresServer.shared().newDatabase();
    }
  };

  /** How an empty database is opened; the folder is the test's own. */
  abstract StorageOptions empty(Path folder) throws SQLException;
}
