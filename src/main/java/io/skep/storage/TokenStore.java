package io.skep.storage;

import java.util.List;

/** The tokens of the API. */
public interface TokenStore {
  /** Every token. */
  List<Token> all() throws StorageException;

  /**
   * Adds a token; the id that it carries is not looked at.
   *
   * @return the same with its id
   * @throws ConflictException if the name is another's
   */
  Token insert(Token token) throws StorageException;

  /** Forgets a token; nothing happens where there is none of this id. */
  void delete(long id) throws StorageException;
}
