package io.skep.registry;

import io.skep.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of .torrent files that are to be registered. */
final class TorrentFolder {
  /** How many .torrent files a folder may have. */
  static final int MAX_FILES = 100_000;

  private final Path folder;

  TorrentFolder(Path folder) {
    this.folder = folder;
  }

  FolderImport register(Torrents torrents) throws IOException, StorageException {
    int added = 0;
    int known = 0;
    int madePrivate = 0;
    Map<Path, String> refused = new LinkedHashMap<>();
    for (Path file : files()) {
      try {
        Optional<Registration> registration = torrents.registerIfNew(read(file));
        boolean isNew = registration.isPresent() && registration.get().added();
        added += isNew ? 1 : 0;
        known += isNew ? 0 : 1;
        madePrivate += registration.isPresent() && registration.get().madePrivate() ? 1 : 0;
      } catch (RegistryException e) {
        refused.put(file, e.reason());
      } catch (IOException e) {
        refused.put(file, "it can't be read: " + e.getMessage());
      }
    }
    return new FolderImport(added, known, madePrivate, refused);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> files =
          children.filter(TorrentListReader::isTorrent).limit(MAX_FILES + 1L).sorted().toList();
      if (files.size() > MAX_FILES) {
        throw new IOException(
            folder + " has more than " + MAX_FILES + " .torrent files: spread them over folders");
      }
      return files;
    }
  }

  private static byte[] read(Path file) throws IOException, RegistryException {
    if (!Files.isRegularFile(file)) {
      throw new RegistryException(RegistryException.Kind.INVALID, "it is no file");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      // One byte more than may be, by which the length is refused.
      return stream.readNBytes(Torrents.MAX_FILE + 1);
    }
  }
}
