package io.skep.storage;

import java.util.List;

/** The links with which users set passwords, one of a user at most. */
public interface PasswordLinkStore {
  /** Every one, expired ones too. */
  List<PasswordLink> all() throws StorageException;

  /** Keeps a link, in place of the one that its user had before. */
  void put(PasswordLink link) throws StorageException;

  /** Forgets a user's link; false where there is none, so that of two that use it one is told. */
  boolean delete(long user) throws StorageException;
}
