package io.skep.signin;

import java.util.HashMap;
import java.util.Map;

/**
 * How many requests that hash a password are under way: {@value #MOST} in all, and {@value
 * #MOST_OF_A_NETWORK} from one network (IPv4 /24, IPv6 /48). More are to be refused before any work
 * is done for them, so that a flood of sign-ins takes neither memory nor the turn of others.
 */
public final class HashingQueue {
  static final int MOST = 64;
  static final int MOST_OF_A_NETWORK = 4;

  private final Map<String, Integer> networks = new HashMap<>();
  private int size;

  /** Lets one more in from this address; false if there are too many. */
  public synchronized boolean enter(String address) {
    String network = Place.of(address).network();
    int there = networks.getOrDefault(network, 0);
    if (size >= MOST || there >= MOST_OF_A_NETWORK) {
      return false;
    }
    networks.put(network, there + 1);
    size++;
    return true;
  }

  /** One that was let in is done. */
  public synchronized void leave(String address) {
    networks.computeIfPresent(
        Place.of(address).network(), (network, there) -> there == 1 ? null : there - 1);
    size--;
  }

  /** How many are under way. */
  public synchronized int size() {
    return size;
  }

  /** How many there can be. */
  public int bound() {
    return MOST;
  }
}
