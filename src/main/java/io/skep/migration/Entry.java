package io.skep.migration;

/** What stands at one place of an export: a row, or a line that can't be read. */
public sealed interface Entry permits Row, Refusal {
  /** The number of the line where it begins, from 1 on. */
  long line();
}
