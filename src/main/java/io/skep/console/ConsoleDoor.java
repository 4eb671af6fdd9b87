package io.skep.console;

import java.util.function.Predicate;

/**
 * Where the console listens, and whom it lets connect.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 for any that is free
 * @param maxConnections how many connections may be open
 * @param crowds whether many people come from this IP address, as from a proxy of the operator's;
 *     one that is no such place has {@value ConsoleConnections#MAX_OF_HOST} connections at most
 * @param publicUrl how browsers reach it; empty where that is how it listens
 */
public record ConsoleDoor(
    String host, int port, int maxConnections, Predicate<String> crowds, String publicUrl) {
  /** As many connections as people and programs need at once. */
  public static final int DEFAULT_CONNECTIONS = 256;

  /** The least, which leaves room beside all those who may listen to events. */
  public static final int LEAST_CONNECTIONS = 2 * EventStreams.MAX;

  /** One that nobody reaches but through what the operator trusts. */
  static ConsoleDoor plain(String host, int port) {
    return new ConsoleDoor(host, port, DEFAULT_CONNECTIONS, address -> true, "");
  }
}
