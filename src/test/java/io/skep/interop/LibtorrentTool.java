package io.skep.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What libtorrent can do with a .torrent besides sharing it, in a small Python program of ours. */
final class LibtorrentTool {
  private LibtorrentTool() {}

  /** Copied once, when first run. */
  private static final class Script {
    static final Path PATH = copy();

    private static Path copy() {
      try {
        return Resource.copy("libtorrent_torrent.py", Path.of("target", "interop"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What this machine lacks for it, in words. */
  static Optional<String> missing() {
    return ClientKind.LIBTORRENT.missing();
  }

  /** Runs it and answers what it prints, a line each. */
  static List<String> run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Libtorrent.PYTHON);
    command.add(Script.PATH.toString());
    command.addAll(arguments);
    return Program.lines(command.toArray(String[]::new));
  }
}
