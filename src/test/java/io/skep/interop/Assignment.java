package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a client is started for.
 *
 * @param torrent what it shares
 * @param address its own
 * @param port for its peers, TCP and UDP
 * @param folder its own, for settings and content
 * @param log the name of the file that what it prints goes to
 */
record Assignment(Torrent torrent, String address, int port, Path folder, String log) {
  /** Makes a transfer last some seconds, so that it can be watched. */
  static final int UPLOAD_KIB_PER_SECOND = 1024;

  /**
   * Finds an address of its own.
   *
   * @param name unique among those who share the torrent
   */
  static Assignment of(Torrent torrent, Role role, Path folder, String name) throws IOException {
    return at(Loopback.freshAddress(), torrent, role, folder, name);
  }

  /**
   * Finds a port, and makes the folder, with the content in it for a seed.
   *
   * @param name unique among those who share the torrent
   */
  static Assignment at(String address, Torrent torrent, Role role, Path folder, String name)
      throws IOException {
    Assignment assignment =
        new Assignment(
            torrent,
            address,
            Loopback.freePort(address),
            folder.resolve(torrent.name()).resolve(name),
            torrent.name() + "-" + name + ".log");
    Files.createDirectories(assignment.downloads());
    if (role == Role.SEED) {
      Files.copy(torrent.content(), assignment.content());
    }
    return assignment;
  }

  /** Where the client keeps what it shares. */
  Path downloads() {
    return folder.resolve("downloads");
  }

  /** The file that the client shares. */
  Path content() {
    return downloads().resolve(torrent.name());
  }
}
