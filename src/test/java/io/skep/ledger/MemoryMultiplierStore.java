package io.skep.ledger;

import io.skep.storage.Multiplier;
import io.skep.storage.MultiplierStore;
import java.util.ArrayList;
import java.util.List;

/** The multipliers in a list. */
final class MemoryMultiplierStore implements MultiplierStore {
  private final List<Multiplier> multipliers = new ArrayList<>();
  private long lastId;

  @Override
  public List<Multiplier> all() {
    return List.copyOf(multipliers);
  }

  @Override
  public Multiplier insert(Multiplier multiplier) {
    Multiplier added =
        new Multiplier(
            ++lastId,
            multiplier.subject(),
            multiplier.subjectId(),
            multiplier.uploadPercent(),
            multiplier.downloadPercent(),
            multiplier.startsAt(),
            multiplier.endsAt(),
            multiplier.note());
    multipliers.add(added);
    return added;
  }

  @Override
  public void update(Multiplier multiplier) {
    multipliers.replaceAll(old -> old.id() == multiplier.id() ? multiplier : old);
  }

  @Override
  public void delete(long id) {
    multipliers.removeIf(multiplier -> multiplier.id() == id);
  }
}
