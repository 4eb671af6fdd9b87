package io.skep.swarm;

/** A {@link CaffeineSwarmStore} with accounting keeps the contract. */
class CaffeineAccountingContractTest extends SwarmStoreContract {
  CaffeineAccountingContractTest() {
    super(true);
  }

  @Override
  SwarmStore store(SwarmLimits limits) {
    return new CaffeineSwarmStore(limits);
  }
}
