package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a client is started for.
 *
 * @param torrent what it shares
 * @param role what it has of that at its start
 * @param address its own
 * @param port for its peers, TCP and UDP
 * @param folder its own, for settings and content
 * @param log the name of the file that what it prints goes to
 * @param manner how it is to share
 */
record Assignment(
    Torrent torrent, Role role, String address, int port, Path folder, String log, Manner manner) {
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
            role,
            address,
            Loopback.freePort(address),
            folder.resolve(torrent.label()).resolve(name),
            torrent.label() + "-" + name + ".log",
            Manner.SLOW);
    Files.createDirectories(assignment.downloads());
    if (role == Role.SEED) {
      Content.copy(torrent.content(), assignment.content());
    }
    return assignment;
  }

  /** The same in another manner. */
  Assignment with(Manner manner) {
    return new Assignment(torrent, role, address, port, folder, log, manner);
  }

  /** Where the client keeps what it shares. */
  Path downloads() {
    return folder.resolve("downloads");
  }

  /** The file or folder that the client shares. */
  Path content() {
    return downloads().resolve(torrent.name());
  }

  /** What the client is told to share: the .torrent's path or the magnet link. */
  String source() {
    return manner.byMagnet() ? torrent.magnet() : torrent.file().toString();
  }
}
