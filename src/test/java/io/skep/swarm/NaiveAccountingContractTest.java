package io.skep.swarm;

/** A {@link NaiveSwarmStore} with accounting keeps the contract. */
class NaiveAccountingContractTest extends SwarmStoreContract {
  NaiveAccountingContractTest() {
    super(true);
  }

  @Override
  SwarmStore store(SwarmLimits limits) {
    return new NaiveSwarmStore(limits);
  }
}
