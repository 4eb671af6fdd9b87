package io.skep.storage;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement, set one after the other. */
final class Parameters {
  /** Sets those of one row. */
  interface Binder<T> {
    void bind(Parameters parameters, T row) throws SQLException, StorageException;
  }

  /** Sets those of a statement. */
  interface Setter {
    void set(Parameters parameters) throws SQLException, StorageException;
  }

  static final Setter NONE = parameters -> {};

  private final PreparedStatement statement;
  private int last;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  /** Begins with the first one again. */
  Parameters restart() {
    last = 0;
    return this;
  }

  Parameters add(long value) throws SQLException {
    statement.setLong(++last, value);
    return this;
  }

  Parameters add(int value) throws SQLException {
    statement.setInt(++last, value);
    return this;
  }

  /** 1 or 0, in a column of numbers. */
  Parameters add(boolean value) throws SQLException {
    return add(value ? 1 : 0);
  }

  Parameters add(String value) throws SQLException, StorageException {
    statement.setString(++last, Text.kept(value));
    return this;
  }

  Parameters add(Enum<?> value) throws SQLException {
    statement.setString(++last, value.name());
    return this;
  }

  Parameters add(byte[] value) throws SQLException {
    statement.setBytes(++last, value);
    return this;
  }

  Parameters addOrNull(@Nullable Long value) throws SQLException {
    if (value == null) {
      statement.setNull(++last, Types.BIGINT);
    } else {
      statement.setLong(++last, value);
    }
    return this;
  }

  Parameters addOrNull(@Nullable String value) throws SQLException, StorageException {
    if (value == null) {
      statement.setNull(++last, Types.VARCHAR);
      return this;
    }
    return add(value);
  }
}
