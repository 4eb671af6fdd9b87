package io.skep.swarm;

/**
 * Which peers of a swarm are in a {@link PeerTable}: those of one role and one address family.
 *
 * @param role what they do
 * @param layout how they lie in its words
 */
record TableKind(Role role, RowLayout layout) {
  /** How many kinds a swarm can have. */
  static final int COUNT = 2 * Role.values().length;

  private static final TableKind[] PLAIN = all(false);
  private static final TableKind[] ACCOUNTING = all(true);

  private static TableKind[] all(boolean accounting) {
    TableKind[] kinds = new TableKind[COUNT];
    for (Role role : Role.values()) {
      kinds[index(role, true)] = new TableKind(role, RowLayout.of(true, accounting));
      kinds[index(role, false)] = new TableKind(role, RowLayout.of(false, accounting));
    }
    return kinds;
  }

  static TableKind of(Role role, boolean ipv4, boolean accounting) {
    return (accounting ? ACCOUNTING : PLAIN)[index(role, ipv4)];
  }

  /** The place of a role and family in an array of {@link #COUNT}. */
  static int index(Role role, boolean ipv4) {
    return 2 * role.ordinal() + (ipv4 ? 0 : 1);
  }

  int index() {
    return index(role, layout.isIpv4());
  }
}
