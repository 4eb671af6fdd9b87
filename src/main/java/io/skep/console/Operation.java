package io.skep.console;

import io.skep.registry.RegistryException;
import io.skep.signin.SignInException;
import io.skep.storage.StorageException;
import java.io.IOException;

/** Answers a request of one kind. Called on a worker; may wait for the database. */
interface Operation {
  Reply answer(Call call)
      throws ProblemException, RegistryException, SignInException, StorageException, IOException;
}
