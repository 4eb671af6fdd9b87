package io.skep.ledger;

import org.jspecify.annotations.Nullable;

/** Finds one session that is at many hosts at a time, such as a passkey and key passed around. */
final class ManyAddressesRule implements CheatRule {
  static final String NAME = "many-addresses";

  private final CheatSettings.ManyAddresses settings;

  ManyAddressesRule(CheatSettings.ManyAddresses settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable Suspicion examine(Observation seen) {
    if (seen.addresses() <= settings.hosts()) {
      return null;
    }
    return new Suspicion(
        Evidence.of(seen).put("hosts", seen.addresses()),
        "your client announces from too many addresses at a time");
  }
}
