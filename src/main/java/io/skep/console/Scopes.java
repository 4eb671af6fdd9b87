package io.skep.console;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a token can let a program do; the contract names the same. */
public final class Scopes {
  static final String ME = "me";
  static final String USERS_READ = "users:read";
  static final String USERS_WRITE = "users:write";
  static final String TOKENS_WRITE = "tokens:write";

  /** Every scope, by name. */
  public static final Set<String> ALL =
      Collections.unmodifiableSet(
          new TreeSet<>(
              List.of(
                  "audit:read",
                  "configuration:read",
                  "findings:read",
                  "findings:write",
                  ME,
                  "multipliers:read",
                  "multipliers:write",
                  "sessions:read",
                  "stats:read",
                  "swarms:read",
                  TOKENS_WRITE,
                  "torrents:read",
                  "torrents:write",
                  USERS_READ,
                  USERS_WRITE)));

  private Scopes() {}
}
