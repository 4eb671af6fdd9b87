package io.skep.client;

/** Whether connections to peers are obfuscated (message stream encryption, of no BEP). */
public enum Encryption {
  /** Taken where the other side asks for it, and tried where it wants nothing else. */
  ALLOWED,
  /** Peers that don't speak it are refused. */
  REQUIRED
}
