package io.skep.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.skep.bittorrent.PeerAddress;
import io.skep.client.Transfer;
import io.skep.client.TransferEvent;
import io.skep.client.TransferListener;
import io.skep.client.Waiting;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentCreator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Torrents of version 2 by magnet link, where peers must tell each other the hashes of the pieces
 * (BEP 52). Files have as many pieces as make no question, a part of one, one, several, or several
 * and just one hash more.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder.
@Timeout(180)
class PieceLayersTest {
  private static final String NAME = "layers";

  private final Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, byte[]> files = new TreeMap<>();

  private final List<TransferEvent> events = new CopyOnWriteArrayList<>();

  PieceLayersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void close() throws Exception {
    Waiting.forResult(vertx.close());
  }

  private Metainfo create(int pieceLength) throws Exception {
    Path content = folder.resolve("seed").resolve(NAME);
    Files.createDirectories(content);
    for (int pieces : List.of(0, 1, 2, 3, 512, 513, 1500)) {
      byte[] bytes = new byte[Math.max(0, pieces * pieceLength - pieces)];
      new Random(pieces).nextBytes(bytes);
      files.put(pieces + " pieces", bytes);
      Files.write(content.resolve(pieces + " pieces"), bytes);
    }
    return TorrentCreator.of(content)
        .version(Metainfo.Version.V2)
        .pieceLength(pieceLength)
        .create()
        .metainfo();
  }

  private boolean hasArrived(Path downloads) {
    return files.entrySet().stream()
        .allMatch(
            file -> {
              Path path = downloads.resolve(NAME).resolve(file.getKey());
              try {
                return Files.exists(path)
                    && Files.size(path) == file.getValue().length
                    && Arrays.equals(file.getValue(), Files.readAllBytes(path));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private LocalProcess libtorrent(String source, Path downloads, String address, int port)
      throws IOException {
    Path program = Resource.copy("libtorrent_client.py", folder);
    return LocalProcess.start(
        "libtorrent",
        Files.createDirectories(downloads),
        "layers-" + downloads.getFileName() + ".log",
        List.of(
            Libtorrent.PYTHON,
            program.toString(),
            source,
            downloads.toString(),
            address + ":" + port,
            "0",
            "plain"));
  }

  @ParameterizedTest
  @CsvSource({"16384", "32768"})
  void libtorrentFetchesThemFromUs(int pieceLength) throws Exception {
    Requirement.present(ClientKind.LIBTORRENT.missing());
    Metainfo metainfo = create(pieceLength);
    String ourAddress = Loopback.freshAddress();
    Transfer seed =
        Transfer.builder(vertx)
            .torrent(metainfo)
            .folder(folder.resolve("seed"))
            .seedOnly(true)
            .listen(ourAddress, 0)
            .listener(
                new TransferListener() {
                  @Override
                  public void happened(TransferEvent event) {
                    events.add(event);
                  }
                })
            .build();
    Waiting.forResult(seed.start());
    String address = Loopback.freshAddress();
    String magnet = MagnetLink.to(metainfo) + "&x.pe=" + ourAddress + ":" + seed.port();
    Path leech = folder.resolve("leech");
    try (LocalProcess libtorrent = libtorrent(magnet, leech, address, Loopback.freePort(address))) {
      Poll.until(() -> hasArrived(leech), () -> events + "\n" + libtorrent.shown());
      libtorrent.requireAlive();
    }
    Waiting.forResult(seed.stop());
  }

  @ParameterizedTest
  @CsvSource({"16384", "32768"})
  void weFetchThemFromLibtorrent(int pieceLength) throws Exception {
    Requirement.present(ClientKind.LIBTORRENT.missing());
    Metainfo metainfo = create(pieceLength);
    Path file = Files.write(folder.resolve("layers.torrent"), metainfo.torrent());
    String address = Loopback.freshAddress();
    int port = Loopback.freePort(address);
    Path leech = folder.resolve("leech");
    try (LocalProcess libtorrent =
        libtorrent(file.toString(), folder.resolve("seed"), address, port)) {
      Transfer transfer =
          Transfer.builder(vertx)
              .magnet(MagnetLink.to(metainfo))
              .folder(leech)
              .listen(Loopback.freshAddress(), 0)
              .peers(List.of(PeerAddress.of(InetAddress.getByName(address), port)))
              .build();
      Waiting.forResult(transfer.start());
      Poll.until(
          () -> transfer.completed().isComplete(),
          () -> transfer.progress() + "\n" + libtorrent.shown());
      Waiting.forResult(transfer.completed());
      assertArrayEquals(metainfo.torrent(), Waiting.forResult(transfer.metainfo()).torrent());
      Waiting.forResult(transfer.stop());
    }
    Poll.until(() -> hasArrived(leech), () -> "the files are others");
  }
}
