package io.skep.cli;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Warns of a fault that is found again and again: loudly when it is new or has changed, and below
 * the usual level while it stays the same.
 */
final class RecurringWarning {
  private final Logger log;
  private String last = "";

  RecurringWarning(Logger log) {
    this.log = log;
  }

  synchronized void found(String fault) {
    log.log(fault.equals(last) ? Level.DEBUG : Level.WARNING, fault);
    last = fault;
  }

  /** All is well: the same fault would be news again. */
  synchronized void gone() {
    last = "";
  }
}
