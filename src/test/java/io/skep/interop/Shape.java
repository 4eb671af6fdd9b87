package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** Kinds of content, each of which some client has got wrong once. */
enum Shape {
  /** As most torrents are; large enough for clients to have much under way at once. */
  ONE_FILE(256 * 1024) {
    @Override
    Path make(Path folder, String label, Random random) throws IOException {
      return write(folder.resolve(label), 9 * 1024 * 1024 + 4321, random);
    }
  },

  /** A last piece of one byte. */
  ONE_BYTE_OVER(32 * 1024) {
    @Override
    Path make(Path folder, String label, Random random) throws IOException {
      return write(folder.resolve(label), 20 * pieceLength() + 1, random);
    }
  },

  /**
   * Pieces that lie across some twenty files, and more files than a process may have open at once.
   */
  MANY_FILES(32 * 1024) {
    @Override
    Path make(Path folder, String label, Random random) throws IOException {
      Path content = folder.resolve(label);
      for (int file = 0; file < 2000; file++) {
        Path parent = content.resolve("part-" + file / 100);
        write(parent.resolve("file-" + file), 1 + random.nextInt(3000), random);
      }
      return content;
    }
  },

  /**
   * Names in several scripts, folders in folders, an empty file, files of a byte, files that end
   * with a piece or a byte after it, and a last piece of one byte.
   */
  ODD_FILES(32 * 1024) {
    @Override
    Path make(Path folder, String label, Random random) throws IOException {
      Path content = folder.resolve("ÅÄÖ 日本 🐝 " + label);
      int piece = pieceLength();
      write(content.resolve("1 empty"), 0, random);
      write(content.resolve("2 one byte"), 1, random);
      write(content.resolve("3 räksmörgås/a whole piece"), piece, random);
      write(content.resolve("3 räksmörgås/ещё/ένα/a byte more.bin"), piece + 1, random);
      write(content.resolve("4 日本語/🐝🐝🐝.txt"), 12345, random);
      write(content.resolve("4 日本語/ empty with a blank before"), 0, random);
      write(content.resolve("5 some pieces"), 9 * piece + 5000, random);
      write(content.resolve("6 up to a byte over"), 2 * piece - 1 - 12345 - 5000, random);
      return content;
    }

    @Override
    Optional<String> missing() {
      String encoding = System.getProperty("sun.jnu.encoding", "");
      return encoding.equals("UTF-8")
          ? Optional.empty()
          : Optional.of("file names are in " + encoding + ", not UTF-8: set LC_ALL=C.UTF-8");
    }
  };

  private final int pieceLength;

  Shape(int pieceLength) {
    this.pieceLength = pieceLength;
  }

  /** The length of a piece in bytes that suits it. */
  int pieceLength() {
    return pieceLength;
  }

  /** What this machine lacks for it, in words. */
  Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * Makes random content.
   *
   * @param label part of the file's or folder's name
   * @return the file or folder
   */
  abstract Path make(Path folder, String label, Random random) throws IOException;

  private static Path write(Path file, int length, Random random) throws IOException {
    Files.createDirectories(file.getParent());
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Files.write(file, bytes);
  }
}
