package io.skep.console;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the contract lets a program ask for.
 *
 * @param id its name in the contract
 * @param scopes what the token must have, maybe nothing; null where no token is needed
 * @param isForBrowsers whether no token will do, only a browser in which a user is signed in
 * @param hashes whether a password is hashed for it, which takes a core and memory
 * @param body null where there is none
 */
record ContractOperation(
    String id,
    HttpMethod method,
    String path,
    @Nullable Set<String> scopes,
    boolean isForBrowsers,
    boolean hashes,
    List<ParameterRule> parameters,
    @Nullable BodyRule body) {

  /** The path as a router writes it. */
  String route() {
    return path.replaceAll("\\{([^}]*)}", ":$1");
  }

  /**
   * Reads the parameters of a request; what has a default is there in any case.
   *
   * @throws ProblemException if one is wrong, is missing, stands twice or is not in the contract
   */
  Map<String, Object> read(Map<String, String> inPath, MultiMap inQuery) throws ProblemException {
    Map<String, Object> values = new HashMap<>();
    for (ParameterRule rule : parameters) {
      Object value =
          rule.isInPath()
              ? rule.read(inPath.get(rule.name()))
              : rule.read(only(rule.name(), inQuery));
      if (value != null) {
        values.put(rule.name(), value);
      }
    }
    for (String name : inQuery.names()) {
      if (parameters.stream().noneMatch(rule -> !rule.isInPath() && rule.name().equals(name))) {
        throw ProblemException.badParameter(
            "there is no parameter " + Texts.quoted(name) + " here");
      }
    }
    return values;
  }

  private static @Nullable String only(String name, MultiMap inQuery) throws ProblemException {
    List<String> values = inQuery.getAll(name);
    if (values.size() > 1) {
      throw ProblemException.badParameter(name + " must stand only once");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Its name. */
  @Override
  public String toString() {
    return id;
  }
}
