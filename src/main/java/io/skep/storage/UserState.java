package io.skep.storage;

/** Whether a user may take part in swarms. */
public enum UserState {
  /** May. */
  ACTIVE,
  /** May not announce at all. */
  DISABLED,
  /** May seed, but not leech. */
  NO_LEECH
}
