package io.skep.cli;

import io.skep.client.Transfer;
import io.skep.client.TransferProgress;
import io.skep.metainfo.Metainfo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** A client that takes part in the demo, with an address and a folder of its own. */
final class DemoPeer {
  private final String name;
  private final String host;
  private final Path folder;
  private final boolean isSeed;
  private final Transfer transfer;
  private final LongSupplier nanoTime;
  private volatile long begun;
  private volatile long done;

  private DemoPeer(
      String name,
      String host,
      Path folder,
      boolean isSeed,
      Transfer.Builder builder,
      LongSupplier nanoTime) {
    this.name = name;
    this.host = host;
    this.folder = folder;
    this.isSeed = isSeed;
    this.nanoTime = nanoTime;
    transfer = builder.folder(folder).listen(host, 0).seedOnly(isSeed).build();
  }

  /** One that has the content in its folder, and gives so many bytes per second at most. */
  static DemoPeer seed(
      String name, String host, Path folder, Vertx vertx, Metainfo torrent, long rate) {
    Transfer.Builder builder = Transfer.builder(vertx).torrent(torrent).maxUpload(rate);
    return new DemoPeer(name, host, folder, true, builder, System::nanoTime);
  }

  /** One that wants the content, and gives what it has. */
  static DemoPeer leecher(String name, String host, Path folder, Vertx vertx, Metainfo torrent) {
    Transfer.Builder builder = Transfer.builder(vertx).torrent(torrent);
    return new DemoPeer(name, host, folder, false, builder, System::nanoTime);
  }

  Future<Void> start() {
    begun = nanoTime.getAsLong();
    transfer.completed().onSuccess(completed -> done = nanoTime.getAsLong());
    return transfer.start();
  }

  Future<Void> completed() {
    return transfer.completed();
  }

  Future<Void> stop() {
    return transfer.stop();
  }

  String name() {
    return name;
  }

  boolean isSeed() {
    return isSeed;
  }

  /** Its file of this name. */
  Path file(String of) {
    return folder.resolve(of);
  }

  /** Its address and port, as a tracker has them. */
  String address() {
    return host + ":" + transfer.port();
  }

  /** From its start to its completion, in seconds. */
  double seconds() {
    return (done - begun) / 1e9;
  }

  DemoAccount account() {
    TransferProgress progress = transfer.progress();
    return new DemoAccount(progress.uploaded(), progress.downloaded());
  }

  DemoBar bar() {
    TransferProgress progress = transfer.progress();
    String up = "up " + Figures.rate(progress.uploadRate());
    if (isSeed) {
      return new DemoBar(name, false, 1, "gave " + Figures.bytes(progress.uploaded()) + ", " + up);
    }
    // The progress is of the last second, and may not know it yet.
    if (transfer.completed().succeeded()) {
      return new DemoBar(name, true, 1, "complete, " + up);
    }
    double share = progress.length() == 0 ? 0 : (double) progress.have() / progress.length();
    String words = "down " + Figures.rate(progress.downloadRate()) + ", " + up;
    return new DemoBar(name, true, share, words);
  }
}
