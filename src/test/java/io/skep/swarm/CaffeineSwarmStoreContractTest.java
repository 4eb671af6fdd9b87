package io.skep.swarm;

/** A {@link CaffeineSwarmStore} without accounting keeps the contract. */
class CaffeineSwarmStoreContractTest extends SwarmStoreContract {
  CaffeineSwarmStoreContractTest() {
    super(false);
  }

  @Override
  SwarmStore store(SwarmLimits limits) {
    return new CaffeineSwarmStore(limits);
  }
}
