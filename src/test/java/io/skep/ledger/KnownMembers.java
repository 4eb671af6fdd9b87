package io.skep.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.InfoHash;
import io.skep.storage.Database;
import io.skep.storage.NewTorrent;
import io.skep.storage.NewUser;
import io.skep.storage.StorageException;
import io.skep.storage.UserRole;
import io.skep.storage.UserState;
import java.util.List;

/** Puts users and torrents into an empty database, with ids from 1 on. */
final class KnownMembers {
  private KnownMembers() {}

  static void add(Database database, int count) throws StorageException {
    for (int i = 1; i <= count; i++) {
      NewUser user = new NewUser("user" + i, UserRole.MEMBER, UserState.ACTIVE, "", 1);
      NewTorrent torrent =
          new NewTorrent(List.of(new InfoHash(1, 2, i)), "torrent " + i, 1, 1, "", 0, 1);
      assertEquals(i, database.users().insert(user).id());
      assertEquals(i, database.torrents().insert(torrent, null).id());
    }
  }
}
