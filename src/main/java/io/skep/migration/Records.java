package io.skep.migration;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file format: how its lines become rows. */
interface Records {
  /** The next row, or the next line that is none; null at the end. */
  @Nullable Entry next() throws IOException;

  /** The columns that every row has, in lower case; empty where each row names its own. */
  Optional<Set<String>> columns();
}
