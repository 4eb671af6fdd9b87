package io.skep.registry;

import java.util.List;

/** What stands against something that was asked for, in a sentence for whoever asked. */
record Problem(RegistryException.Kind kind, String sentence) {
  static Problem invalid(String sentence) {
    return new Problem(RegistryException.Kind.INVALID, sentence);
  }

  static Problem conflict(String sentence) {
    return new Problem(RegistryException.Kind.CONFLICT, sentence);
  }

  static void refuse(List<Problem> problems) throws RegistryException {
    if (!problems.isEmpty()) {
      throw new RegistryException(problems.get(0).kind, problems.get(0).sentence);
    }
  }

  static List<String> sentences(List<Problem> problems) {
    return problems.stream().map(Problem::sentence).toList();
  }
}
