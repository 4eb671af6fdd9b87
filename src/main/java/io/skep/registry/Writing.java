package io.skep.registry;

import io.skep.storage.ConflictException;
import io.skep.storage.StorageException;

/**
 * How one part of the registry is changed: by one writer at a time, in the database first and then
 * in memory.
 *
 * <p>After a write that went wrong the database may know more than memory does, since the end of a
 * commit can be lost; then the next write loads all anew before it looks at what is there.
 */
final class Writing {
  /** A change. */
  interface Step<T> {
    T take() throws StorageException, RegistryException;
  }

  /** Loads all into memory. */
  interface Load {
    void run() throws StorageException;
  }

  private final Load load;
  private boolean isUncertain;

  Writing(Load load) {
    this.load = load;
  }

  synchronized <T> T write(Step<T> step) throws StorageException, RegistryException {
    if (isUncertain) {
      load.run();
      isUncertain = false;
    }
    try {
      return step.take();
    } catch (ConflictException e) {
      // Memory did not know of it, or the step would have been refused before.
      isUncertain = true;
      throw new RegistryException(
          RegistryException.Kind.CONFLICT, String.valueOf(e.getMessage()), e);
    } catch (StorageException e) {
      isUncertain = true;
      throw e;
    }
  }
}
