package io.skep.interop;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** What a torrent is made of and how. */
record Recipe(Shape shape, Metainfo.Version version, TorrentMaker maker, boolean isPrivate) {
  /** What this machine lacks for it, in words. */
  Optional<String> missing() {
    return maker.missing().or(shape::missing).or(LibtorrentTool::missing);
  }

  /**
   * Makes content and a torrent of it. Its hashes and its magnet link are what libtorrent says they
   * are, whoever made it.
   */
  Torrent make(String label, List<String> trackers, Path folder)
      throws IOException, InterruptedException {
    Path originals = Files.createDirectories(folder.resolve("originals"));
    Path content = shape.make(originals, label, new Random(label.hashCode()));
    Path file = originals.resolve(label + ".torrent");
    maker.make(this, content, file, trackers);
    List<String> lines = LibtorrentTool.run(List.of("describe", file.toString()));
    List<InfoHash> hashes = Stream.of(lines.get(1).split(",")).map(InfoHash::parse).toList();
    return new Torrent(label, lines.get(0), hashes, file, content, lines.get(2));
  }
}
