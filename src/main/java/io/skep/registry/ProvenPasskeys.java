package io.skep.registry;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Whose passkeys turned out to be of late: to find that out takes one to three microseconds, and a
 * client shows its passkey with each announce.
 *
 * <p>What is remembered holds for one edition of the registry. In the next one a passkey is looked
 * up again, so that one which was rotated or revoked is not found here. Passkeys of more than 32
 * characters are not remembered; ours are no longer.
 *
 * <p>A table in which each passkey has one of four places, chosen by a secret of this process, so
 * that how long a look-up takes tells nothing of those that are known. It grows with what there is,
 * by beginning anew twice as large, up to a bound; then new ones drive out old ones.
 *
 * <p>Safe for use by several threads; only who notes a passkey waits for others.
 */
final class ProvenPasskeys {
  private static final int PLACES = 4;
  private static final int FEWEST_SLOTS = 1 << 10;
  private static final long BYTES_OF_SLOT = 128;

  /** How many passkeys are remembered: half a million, or what fits a 32nd of the heap. */
  private static final int MOST_SLOTS =
      Integer.highestOneBit(
          (int) Math.min(1 << 19, Runtime.getRuntime().maxMemory() / 32 / BYTES_OF_SLOT));

  private final long[] secrets = new SecureRandom().longs(4).map(word -> word | 1).toArray();
  private final int bound;
  private volatile AtomicReferenceArray<Proof> slots;
  private int size;

  ProvenPasskeys() {
    this(MOST_SLOTS);
  }

  /**
   * None yet.
   *
   * @param bound how many are remembered at most, a power of two and at least 4
   */
  ProvenPasskeys(int bound) {
    this.bound = bound;
    slots = new AtomicReferenceArray<>(Math.min(bound, FEWEST_SLOTS));
  }

  private record Proof(PasskeyWords passkey, Passkeys.Owner owner, long edition) {}

  /** Whose this passkey is in this edition; null if that is not known here. */
  Passkeys.@Nullable Owner find(String passkey, long edition) {
    if (passkey.length() > PasskeyWords.LONGEST) {
      return null;
    }
    PasskeyWords words = PasskeyWords.of(passkey);
    AtomicReferenceArray<Proof> all = slots;
    int place = place(words, all.length());
    for (int i = 0; i < PLACES; i++) {
      Proof proof = all.get(place ^ i);
      if (proof != null && proof.passkey().areSame(words) && proof.edition() == edition) {
        return proof.owner();
      }
    }
    return null;
  }

  /**
   * Takes note of whose a passkey is.
   *
   * @param edition that of the registry before the passkey was looked up there
   */
  synchronized void note(String passkey, Passkeys.Owner owner, long edition) {
    if (passkey.length() > PasskeyWords.LONGEST) {
      return;
    }
    AtomicReferenceArray<Proof> all = slots;
    if (2 * size > all.length() && all.length() < bound) {
      all = new AtomicReferenceArray<>(2 * all.length());
      slots = all;
      size = 0;
    }
    Proof proof = new Proof(PasskeyWords.of(passkey), owner, edition);
    int slot = slotFor(proof, all);
    size += all.get(slot) == null ? 1 : 0;
    all.set(slot, proof);
  }

  /** Where it was in an edition before, else a free place, else that of the oldest edition. */
  private int slotFor(Proof proof, AtomicReferenceArray<Proof> all) {
    int place = place(proof.passkey(), all.length());
    int chosen = place;
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < PLACES; i++) {
      Proof there = all.get(place ^ i);
      if (there == null || there.passkey().areSame(proof.passkey())) {
        return place ^ i;
      }
      if (there.edition() < oldest) {
        oldest = there.edition();
        chosen = place ^ i;
      }
    }
    return chosen;
  }

  private int place(PasskeyWords words, int slots) {
    long mixed = words.first() * secrets[0] + words.second() * secrets[1];
    mixed ^= mixed >>> 32;
    mixed += words.third() * secrets[2] + words.fourth() * secrets[3];
    mixed ^= mixed >>> 29;
    return (int) ((mixed * secrets[0]) >>> 32) & (slots - 1);
  }

  /** How many are remembered, about. */
  synchronized int size() {
    return size;
  }

  /** How many are remembered at most. */
  int bound() {
    return bound;
  }
}
