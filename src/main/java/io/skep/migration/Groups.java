package io.skep.migration;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups of another tracker's users, by their ids there. One that is not known: members. */
public record Groups(Map<String, Group> byId) {
  /** More than any tracker has. */
  public static final int MAX = 10_000;

  /** A copy of the map. */
  public Groups {
    byId = Map.copyOf(byId);
  }

  Group of(@Nullable String id) {
    return id == null ? Group.MEMBER : byId.getOrDefault(id, Group.MEMBER);
  }

  /**
   * The same with one more, or with another meaning of one.
   *
   * @throws RowException if there are {@value #MAX} already
   */
  public Groups with(String id, Group group) throws RowException {
    if (byId.size() >= MAX) {
      throw new RowException("is beyond the " + MAX + " groups that are taken");
    }
    Map<String, Group> more = new HashMap<>(byId);
    more.put(id, group);
    return new Groups(more);
  }
}
