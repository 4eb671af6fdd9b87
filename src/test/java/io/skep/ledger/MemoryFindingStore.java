package io.skep.ledger;

import io.skep.storage.Finding;
import io.skep.storage.FindingStore;
import io.skep.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps findings as they come, and fails when it is told to. */
final class MemoryFindingStore implements FindingStore {
  final List<Finding> kept = new ArrayList<>();
  @Nullable StorageException fault;
  Runnable before = () -> {};

  @Override
  public void put(List<Finding> findings) throws StorageException {
    before.run();
    if (fault != null) {
      throw fault;
    }
    kept.addAll(findings);
  }

  @Override
  public List<Finding> find(Query query) {
    return kept.stream().filter(f -> f.rule().equals(query.rule())).toList();
  }

  @Override
  public long count(Query query) {
    return find(query).size();
  }

  @Override
  public Optional<Finding> get(long id) {
    return kept.stream().skip(id - 1).findFirst();
  }

  @Override
  public boolean decide(long id, Finding.Decision decision, String by, String note) {
    return get(id).isPresent();
  }
}
