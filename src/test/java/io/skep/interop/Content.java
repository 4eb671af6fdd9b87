package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A file, or a folder with all in it. */
final class Content {
  private Content() {}

  /** Copies it to a place where nothing is yet. */
  static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  /**
   * Says where a copy differs, a line for each file; nothing if it has the same files with the same
   * bytes, and no others.
   */
  static List<String> differences(Path original, Path copy) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path file : files(original)) {
      names.add(original.relativize(file).toString());
    }
    for (Path file : files(copy)) {
      names.add(copy.relativize(file).toString());
    }
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      Path expected = original.resolve(name);
      Path found = copy.resolve(name);
      if (!Files.exists(found)) {
        differences.add(name + " is missing");
      } else if (!Files.exists(expected)) {
        differences.add(name + " is no part of it");
      } else if (Files.mismatch(expected, found) >= 0) {
        differences.add(name + " differs from byte " + Files.mismatch(expected, found) + " on");
      }
    }
    return differences;
  }

  /** Makes those files of the copy that are missing and have no bytes. */
  static void makeEmptyFiles(Path original, Path copy) throws IOException {
    for (Path file : files(original)) {
      Path missing = copy.resolve(original.relativize(file).toString());
      if (Files.size(file) == 0 && !Files.exists(missing)) {
        Files.createFile(missing);
      }
    }
  }

  private static List<Path> files(Path content) throws IOException {
    if (!Files.exists(content)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(content)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
