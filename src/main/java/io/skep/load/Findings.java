package io.skep.load;

import io.skep.protocol.PlainText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what was wrong with answers, by kind and by the words of it.
 *
 * <p>No more than {@value #MAX_WORDS} different words of a kind are kept, since they come from
 * outside; what else there is, is counted together.
 */
final class Findings {
  static final int MAX_WORDS = 10;
  static final String OTHERS = "(others)";

  private final Map<Flaw, Map<String, Long>> counts = new EnumMap<>(Flaw.class);

  /** Counts one. */
  void add(Flaw flaw, String words) {
    add(flaw, PlainText.of(words), 1);
  }

  /** Adds those of another. */
  void add(Findings other) {
    other.counts.forEach((flaw, words) -> words.forEach((text, count) -> add(flaw, text, count)));
  }

  private void add(Flaw flaw, String words, long count) {
    Map<String, Long> known = counts.computeIfAbsent(flaw, first -> new LinkedHashMap<>());
    boolean fits = known.size() < MAX_WORDS || known.containsKey(words);
    known.merge(fits ? words : OTHERS, count, Long::sum);
  }

  /** How many there are. */
  long count() {
    long sum = 0;
    for (Map<String, Long> words : counts.values()) {
      for (long count : words.values()) {
        sum += count;
      }
    }
    return sum;
  }

  /** All of them, in the order of the kinds. */
  List<LoadResult.Finding> list() {
    List<LoadResult.Finding> list = new ArrayList<>();
    counts.forEach(
        (flaw, words) ->
            words.forEach((text, count) -> list.add(new LoadResult.Finding(flaw, text, count))));
    return list;
  }
}
