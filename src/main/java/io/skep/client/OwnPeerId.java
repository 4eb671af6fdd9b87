package io.skep.client;

import io.skep.bittorrent.PeerId;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Makes the peer ids that Skep's client names itself by. */
public final class OwnPeerId {
  /** Client and version in the usual form (BEP 20). */
  private static final String PREFIX = "-Sk0100-";

  /** The client's version, as peers are told it. */
  static final String VERSION = "0.1";

  private static final String SIGNS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private OwnPeerId() {}

  /** A fresh peer id: the prefix and 12 random letters and digits. */
  public static PeerId next(RandomGenerator random) {
    StringBuilder text = new StringBuilder(PREFIX);
    while (text.length() < PeerId.LENGTH) {
      text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return PeerId.read(text.toString().getBytes(StandardCharsets.US_ASCII), 0);
  }
}
