package io.skep.storage;

/** What a user may do beside taking part in swarms. */
public enum UserRole {
  /** Everything. */
  ADMIN,
  /** Looks after users and torrents. */
  MODERATOR,
  /** Takes part. */
  MEMBER
}
