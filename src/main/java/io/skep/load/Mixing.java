package io.skep.load;

/** Turns a seed and a number into what looks random and is always the same. */
final class Mixing {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  /** 64 bits of this number: the output function of SplitMix64 (Steele, Lea and Flood, 2014). */
  static long bits(long seed, long number) {
    long mixed = seed + (number + 1) * GOLDEN;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** The same bits as a fraction from 0 to below 1. */
  static double fraction(long bits) {
    return (bits >>> 11) * 0x1p-53;
  }
}
