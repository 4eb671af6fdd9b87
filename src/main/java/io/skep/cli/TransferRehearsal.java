package io.skep.cli;

import io.skep.client.Transfer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes a torrent, seeds it and fetches it, so that the archive of a {@link Rehearsal} has the
 * classes of {@code create}, {@code seed} and {@code get} too: they are half of what a small
 * transfer costs.
 */
final class TransferRehearsal {
  private static final int BYTES = 1 << 20;
  private static final int PATIENCE_SECONDS = 30;

  private TransferRehearsal() {}

  /**
   * Rehearses on an address of this machine.
   *
   * @param folder where, not there yet
   * @param trackers which refuse the torrent; to be told so takes the same classes
   * @throws TransferFault if the torrent that was made can't be read
   * @throws IllegalStateException if a command failed
   */
  static void run(Path folder, String host, List<String> trackers)
      throws IOException, TransferFault {
    Path shared = Files.createDirectories(folder.resolve("shared"));
    Path content = Files.write(shared.resolve("content"), new byte[BYTES]);
    Path torrent = folder.resolve("content.torrent");
    command("create", content.toString(), "-o", torrent.toString(), "--quiet");
    Vertx vertx = Vertx.vertx();
    try {
      Transfer seed =
          Transfer.builder(vertx)
              .torrent(TorrentSource.read(torrent.toString()))
              .folder(shared)
              .seedOnly(true)
              .listen(InetAddress.getByName(host).getHostAddress(), 0)
              .build();
      await(seed.start());
      get(folder, torrent, host, seed.port(), trackers);
      await(seed.stop());
    } finally {
      await(vertx.close());
    }
  }

  private static void get(Path folder, Path torrent, String host, int seed, List<String> trackers) {
    List<String> words = new ArrayList<>(List.of("get", torrent.toString(), "--quiet"));
    words.addAll(List.of("--dir", folder.resolve("fetched").toString()));
    words.addAll(List.of("--host", host, "--port", "0", "--peer", host + ":" + seed));
    trackers.forEach(tracker -> words.addAll(List.of("--tracker", tracker)));
    command(words.toArray(String[]::new));
  }

  private static void command(String... words) {
    int code = Main.commandLine(words).execute(words);
    if (code != 0) {
      throw new IllegalStateException(words[0] + " exited with " + code);
    }
  }

  private static void await(Future<Void> future) {
    try {
      future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("a transfer took too long", e);
    }
  }
}
