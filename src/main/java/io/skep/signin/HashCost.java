package io.skep.signin;

/**
 * What it costs to hash a password, and to try one against a hash that was stolen.
 *
 * @param memoryKib how much memory a hash takes while it is made, 8 KiB at least
 * @param passes how often that memory is gone through
 */
public record HashCost(int memoryKib, int passes) {
  /** 19 MiB and two passes on one lane, which is what OWASP asks for at least. */
  public static final HashCost DEFAULT = new HashCost(19_456, 2);
}
