package io.skep.swarm;

/** A {@link NaiveSwarmStore} without accounting keeps the contract. */
class NaiveSwarmStoreContractTest extends SwarmStoreContract {
  NaiveSwarmStoreContractTest() {
    super(false);
  }

  @Override
  SwarmStore store(SwarmLimits limits) {
    return new NaiveSwarmStore(limits);
  }
}
