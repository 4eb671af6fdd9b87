package io.skep.interop;

import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.metainfo.TorrentCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Programs that make a .torrent. */
enum TorrentMaker {
  LIBTORRENT {
    @Override
    Optional<String> missing() {
      return ClientKind.LIBTORRENT.missing();
    }

    @Override
    void make(Recipe recipe, Path content, Path file, List<String> trackers)
        throws IOException, InterruptedException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "make",
                  recipe.version().toString().toLowerCase(Locale.ROOT),
                  Integer.toString(recipe.shape().pieceLength()),
                  recipe.isPrivate() ? "1" : "0",
                  content.toString(),
                  file.toString()));
      command.addAll(trackers);
      LibtorrentTool.run(command);
    }

    @Override
    boolean knowsVersion2() {
      return true;
    }
  },

  MKTORRENT {
    @Override
    Optional<String> missing() {
      return ClientKind.missingProgram("mktorrent", "mktorrent");
    }

    @Override
    void make(Recipe recipe, Path content, Path file, List<String> trackers)
        throws IOException, InterruptedException {
      int logarithm = Integer.numberOfTrailingZeros(recipe.shape().pieceLength());
      List<String> command = new ArrayList<>(List.of("mktorrent", "-l", "" + logarithm));
      trackers.forEach(tracker -> command.addAll(List.of("-a", tracker)));
      if (recipe.isPrivate()) {
        command.add("-p");
      }
      command.addAll(List.of("-o", file.toString(), content.toString()));
      Program.lines(command.toArray(String[]::new));
    }
  },

  TRANSMISSION {
    @Override
    Optional<String> missing() {
      return ClientKind.missingProgram("transmission-create", "transmission-cli");
    }

    @Override
    void make(Recipe recipe, Path content, Path file, List<String> trackers)
        throws IOException, InterruptedException {
      int kibibytes = recipe.shape().pieceLength() / 1024;
      List<String> command = new ArrayList<>(List.of("transmission-create", "-s", "" + kibibytes));
      trackers.forEach(tracker -> command.addAll(List.of("-t", tracker)));
      if (recipe.isPrivate()) {
        command.add("-p");
      }
      command.addAll(List.of("-o", file.toString(), content.toString()));
      Program.lines(command.toArray(String[]::new));
    }

    /** It leaves them out without a word. */
    @Override
    boolean takesEmptyFiles() {
      return false;
    }
  },

  SKEP {
    @Override
    Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    void make(Recipe recipe, Path content, Path file, List<String> trackers)
        throws IOException, InterruptedException {
      TorrentCreator creator =
          TorrentCreator.of(content)
              .version(recipe.version())
              .pieceLength(recipe.shape().pieceLength())
              .isPrivate(recipe.isPrivate())
              .trackers(trackers.stream().map(List::of).toList());
      try {
        Files.write(file, creator.create().torrent());
      } catch (MetainfoException e) {
        throw new AssertionError("Skep makes no torrent of " + content, e);
      }
    }

    @Override
    boolean knowsVersion2() {
      return true;
    }
  };

  /** What this machine lacks for it, in words. */
  abstract Optional<String> missing();

  /**
   * Makes one.
   *
   * @param trackers their announce URLs, each in a tier of its own where it can say that
   */
  abstract void make(Recipe recipe, Path content, Path file, List<String> trackers)
      throws IOException, InterruptedException;

  boolean takesEmptyFiles() {
    return true;
  }

  boolean knowsVersion2() {
    return false;
  }

  /** Whether it can make this. */
  boolean canMake(Shape shape, Metainfo.Version version) {
    return (takesEmptyFiles() || shape != Shape.ODD_FILES)
        && (knowsVersion2() || version == Metainfo.Version.V1);
  }
}
