package io.skep.server;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The two system calls of Linux that move many packets at once: recvmmsg(2) and sendmmsg(2).
 *
 * <p>Addresses of memory are passed as numbers, which needs a machine of 64 bits.
 */
final class ManyMessages implements PacketCalls {
  private static final Logger LOG = System.getLogger(ManyMessages.class.getName());
  private static final String JNA_FOLDER = "jna.tmpdir";
  private static final boolean AVAILABLE = register();

  private static boolean register() {
    if (!Platform.isLinux() || !Platform.is64Bit()) {
      return false;
    }
    String temporary = System.getProperty("java.io.tmpdir");
    // JNA would unpack its library into the home folder, and in a container that is the data's.
    if (System.getProperty(JNA_FOLDER) == null) {
      System.setProperty(JNA_FOLDER, temporary);
    }
    try {
      Native.register(ManyMessages.class, NativeLibrary.getProcess());
      return true;
    } catch (LinkageError e) {
      LOG.log(
          Level.WARNING,
          "UDP takes the slow way: JNA's library could not be loaded from " + temporary,
          e);
      return false;
    }
  }

  /** True where both can be called. */
  static boolean isAvailable() {
    return AVAILABLE;
  }

  @Override
  public int receive(int socket, PacketBatch batch) {
    return recvmmsg(socket, batch.address(0), batch.size(), 0, 0);
  }

  @Override
  public int send(int socket, PacketBatch batch, int first, int count) {
    return sendmmsg(socket, batch.address(first), count, 0);
  }

  @Override
  public int lastError() {
    return Native.getLastError();
  }

  private static native int recvmmsg(int socket, long messages, int count, int flags, long timeout);

  private static native int sendmmsg(int socket, long messages, int count, int flags);
}
