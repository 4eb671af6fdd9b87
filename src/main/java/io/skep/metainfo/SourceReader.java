package io.skep.metainfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that a torrent is to be made of.
 *
 * <p>In the order of their names as bytes, folder by folder: BEP 52 asks for it, and whoever makes
 * a torrent of the same files gets the same one. Hidden files belong to it. What is left out gets a
 * note: links, since what they lead to may lie anywhere; devices and pipes; and the state files
 * that a client keeps beside what it downloads.
 */
final class SourceReader {
  private static final String STATE_FILE_END = ".skep";
  private static final int MAX_NOTES = 100;

  private final @Nullable Path leftOut;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * A reader.
   *
   * @param leftOut a file that is no part of the torrent: that into which it will be written
   */
  SourceReader(@Nullable Path leftOut) {
    this.leftOut = leftOut == null ? null : leftOut.toAbsolutePath().normalize();
  }

  /**
   * Finds them all.
   *
   * @param source a file or a folder, or a link to one
   * @param name the torrent's
   * @throws IOException if something cannot be read
   * @throws MetainfoException if there are more files than a torrent can have, or names that no
   *     torrent can have
   */
  Source read(Path source, String name) throws IOException, MetainfoException {
    FileNames.HERE.check(name);
    Path real;
    try {
      real = source.toRealPath();
    } catch (NoSuchFileException e) {
      throw new IOException(FileNames.shown(source.toString()) + " does not exist", e);
    }
    BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      readFolder(real, List.of(name));
    } else {
      add(real, List.of(name), attributes);
    }
    return new Source(attributes.isDirectory(), List.copyOf(files), List.copyOf(notes));
  }

  private void readFolder(Path folder, List<String> path) throws IOException, MetainfoException {
    if (path.size() == FileNames.MAX_PATH_DEPTH / 2) {
      throw new MetainfoException("the folders are nested deeper than a torrent can have them");
    }
    for (Map.Entry<byte[], Path> child : children(folder).entrySet()) {
      List<String> below = new ArrayList<>(path);
      below.add(FileNames.HERE.check(new String(child.getKey(), StandardCharsets.UTF_8)));
      Path file = child.getValue();
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isDirectory()) {
        readFolder(file, below);
      } else {
        add(file, below, attributes);
      }
    }
  }

  private static SortedMap<byte[], Path> children(Path folder)
      throws IOException, MetainfoException {
    SortedMap<byte[], Path> children = new TreeMap<>(Arrays::compareUnsigned);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        String name = DiskNames.nameOf(child);
        if (name == null) {
          throw new MetainfoException(
              "the name of " + FileNames.shown(child.toString()) + " is not UTF-8; rename it");
        }
        children.put(name.getBytes(StandardCharsets.UTF_8), child);
      }
    }
    return children;
  }

  private void add(Path file, List<String> path, BasicFileAttributes attributes)
      throws MetainfoException {
    String name = path.get(path.size() - 1);
    if (attributes.isSymbolicLink()) {
      note(path, "a symbolic link");
    } else if (!attributes.isRegularFile()) {
      note(path, "neither a file nor a folder");
    } else if (name.startsWith(".") && name.endsWith(STATE_FILE_END)) {
      note(path, "a state file of Skep's");
    } else if (file.toAbsolutePath().normalize().equals(leftOut)) {
      note(path, "where the torrent goes");
    } else if (files.size() == Metainfo.MAX_FILES) {
      throw new MetainfoException("there are more than " + Metainfo.MAX_FILES + " files");
    } else {
      files.add(new SourceFile(file, path, attributes.size(), attributes.lastModifiedTime()));
    }
  }

  private void note(List<String> path, String what) {
    if (notes.size() < MAX_NOTES) {
      notes.add("left out " + FileNames.shown(String.join("/", path)) + ": " + what);
    } else if (notes.size() == MAX_NOTES) {
      notes.add("and others");
    }
  }
}
