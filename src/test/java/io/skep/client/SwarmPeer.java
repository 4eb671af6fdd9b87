package io.skep.client;

import io.skep.bittorrent.PeerAddress;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A transfer of a test, at a loopback address of its own and with a folder of its own. */
final class SwarmPeer implements TransferListener {
  private final TestContent content;
  private final Path folder;
  private final Transfer transfer;
  private final List<TransferEvent> events = Collections.synchronizedList(new ArrayList<>());

  private SwarmPeer(
      Vertx vertx,
      TestContent content,
      Path folder,
      String host,
      UnaryOperator<Transfer.Builder> settings) {
    this.content = content;
    this.folder = folder;
    transfer =
        settings
            .apply(
                Transfer.builder(vertx)
                    .torrent(content.metainfo())
                    .folder(folder)
                    .listen(host, 0)
                    .listener(this))
            .build();
  }

  /** A peer that has everything, started. */
  static SwarmPeer seed(
      Vertx vertx,
      TestContent content,
      Path folder,
      String host,
      UnaryOperator<Transfer.Builder> settings)
      throws Exception {
    Files.createDirectories(folder);
    content.writeTo(folder);
    return start(vertx, content, folder, host, builder -> settings.apply(builder.seedOnly(true)));
  }

  /** A peer, started. */
  static SwarmPeer start(
      Vertx vertx,
      TestContent content,
      Path folder,
      String host,
      UnaryOperator<Transfer.Builder> settings)
      throws Exception {
    SwarmPeer peer = new SwarmPeer(vertx, content, folder, host, settings);
    Waiting.forResult(peer.transfer.start());
    return peer;
  }

  Transfer transfer() {
    return transfer;
  }

  List<TransferEvent> events() {
    return List.copyOf(events);
  }

  /** Where others reach it. */
  PeerAddress address(String host) throws IOException {
    return PeerAddress.of(InetAddress.getByName(host), transfer.port());
  }

  void awaitCompleted() throws Exception {
    Waiting.forResult(transfer.completed());
  }

  void stop() throws Exception {
    Waiting.forResult(transfer.stop());
  }

  /** True if its folder has the content, byte for byte. */
  boolean hasContent() throws IOException {
    for (Map.Entry<String, byte[]> file : content.files().entrySet()) {
      if (!Arrays.equals(
          file.getValue(), Files.readAllBytes(TestContent.path(folder, file.getKey())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void happened(TransferEvent event) {
    events.add(event);
  }
}
