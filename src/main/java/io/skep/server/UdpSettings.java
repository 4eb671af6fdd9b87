package io.skep.server;

/**
 * How the tracker listens on UDP.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 for any that is free
 * @param key what the connection ids are made with: 16 bytes
 * @param receiveBuffer bytes that the kernel may keep for each socket; 0 for its own default
 */
public record UdpSettings(String host, int port, byte[] key, int receiveBuffer) {
  /** Refuses a key of another length. */
  public UdpSettings {
    if (key.length != ConnectionIds.KEY_LENGTH) {
      throw new IllegalArgumentException("the key has 16 bytes");
    }
  }
}
