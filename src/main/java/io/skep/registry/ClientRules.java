package io.skep.registry;

import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which clients are let in, by how their peer id begins (BEP 20).
 *
 * <p>The longest prefix that fits decides, so that one version of a client can be let in or kept
 * out; where none fits, a client is let in unless there is a list of those that are. A peer id is
 * the client's own word: this keeps out clients that are known to be broken, not those that lie.
 */
public final class ClientRules {
  private final List<byte[]> allowed;
  private final List<byte[]> denied;

  /** Rules of prefixes such as {@code -TR} or {@code -qB45}. */
  public ClientRules(List<String> allowed, List<String> denied) {
    this.allowed = bytes(allowed);
    this.denied = bytes(denied);
  }

  private static List<byte[]> bytes(List<String> prefixes) {
    return prefixes.stream().map(p -> p.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  boolean allows(PeerId peerId) {
    if (allowed.isEmpty() && denied.isEmpty()) {
      return true;
    }
    int longestAllowed = longest(allowed, peerId);
    int longestDenied = longest(denied, peerId);
    if (longestAllowed < 0 && longestDenied < 0) {
      return allowed.isEmpty();
    }
    return longestAllowed > longestDenied;
  }

  private static int longest(List<byte[]> prefixes, PeerId peerId) {
    int longest = -1;
    for (byte[] prefix : prefixes) {
      if (prefix.length > longest && peerId.startsWith(prefix)) {
        longest = prefix.length;
      }
    }
    return longest;
  }
}
