package io.skep.client;

import io.skep.metainfo.DiskNames;
import io.skep.metainfo.TorrentFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the files of a torrent lie below the download folder.
 *
 * <p>What is written never leaves that folder: a symbolic link in the place of a file is refused,
 * and so is one in the place of a folder that leads out of it, whoever put it there. A seed only
 * reads, and only what fits the hashes, so links are followed for it: people keep one copy of a
 * content for several torrents so.
 */
final class ContentPaths {
  private final Path folder;
  private final boolean mayWrite;
  private final List<Path> paths;

  ContentPaths(Path folder, List<TorrentFile> files, boolean mayWrite) throws StorageException {
    this.folder = folder;
    this.mayWrite = mayWrite;
    paths = resolve(folder, files);
  }

  private static List<Path> resolve(Path folder, List<TorrentFile> files) throws StorageException {
    List<Path> paths = new ArrayList<>(files.size());
    Set<Path> contents = new HashSet<>();
    for (TorrentFile file : files) {
      Path path = folder;
      for (String name : file.path()) {
        path = below(path, name);
      }
      if (file.kind() == TorrentFile.Kind.CONTENT && !contents.add(path)) {
        throw StorageException.about(path, "is named twice by the torrent");
      }
      paths.add(path);
    }
    return paths;
  }

  private static Path below(Path folder, String name) throws StorageException {
    try {
      Path path = DiskNames.resolve(folder, List.of(name));
      // The torrent's reader has refused such names; here nothing relies on that.
      if (folder.equals(path.getParent())
          && name.indexOf('/') < 0
          && !name.equals("..")
          && !name.equals(".")) {
        return path;
      }
    } catch (IllegalArgumentException e) {
      throw StorageException.about(
          folder, "cannot hold the file '" + name + "': " + e.getMessage());
    }
    throw StorageException.about(folder, "cannot hold the file '" + name + "'");
  }

  Path path(int file) {
    return paths.get(file);
  }

  /**
   * The size and time of a file, {@link FileStamp#MISSING} where there is none.
   *
   * @throws StorageException if something else than a file is there, or it cannot be looked at
   */
  FileStamp stamp(int file) throws StorageException {
    Path path = path(file);
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, linkOptions());
      if (found.isDirectory()) {
        throw StorageException.about(path, "is a folder where the torrent has a file");
      }
      if (found.isSymbolicLink()) {
        throw StorageException.about(path, "is a symbolic link, which is not written through");
      }
      if (!found.isRegularFile()) {
        throw StorageException.about(path, "is no regular file");
      }
      return FileStamp.of(found);
    } catch (NoSuchFileException e) {
      return FileStamp.MISSING;
    } catch (IOException e) {
      throw StorageException.of("look at", path, e);
    }
  }

  private LinkOption[] linkOptions() {
    return mayWrite ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0];
  }

  /** Makes the download folder and the folders that the torrent's files lie in. */
  void makeFolders(List<TorrentFile> files) throws StorageException {
    Path realFolder;
    try {
      Files.createDirectories(folder);
      realFolder = folder.toRealPath();
    } catch (FileAlreadyExistsException e) {
      throw StorageException.about(folder, "is a file where a folder is needed");
    } catch (IOException e) {
      throw StorageException.of("make the folder", folder, e);
    }
    Set<Path> made = new HashSet<>(Set.of(folder));
    for (int file = 0; file < files.size(); file++) {
      if (files.get(file).kind() == TorrentFile.Kind.CONTENT) {
        makeParents(path(file), realFolder, made);
      }
    }
  }

  private static void makeParents(Path file, Path realFolder, Set<Path> made)
      throws StorageException {
    Path parent = file.getParent();
    if (parent == null || made.contains(parent)) {
      return;
    }
    makeParents(parent, realFolder, made);
    try {
      if (!Files.isDirectory(parent)) {
        Files.createDirectory(parent);
      }
      if (!parent.toRealPath().startsWith(realFolder)) {
        throw StorageException.about(
            parent, "is a symbolic link that leads out of the download folder");
      }
    } catch (FileAlreadyExistsException e) {
      throw StorageException.about(parent, "is a file where the torrent has a folder");
    } catch (IOException e) {
      throw StorageException.of("make the folder", parent, e);
    }
    made.add(parent);
  }
}
