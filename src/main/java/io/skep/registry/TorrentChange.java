package io.skep.registry;

import io.skep.storage.NewTorrent;
import io.skep.storage.Torrent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a torrent is once something of it has changed, and what of that can't be. */
final class TorrentChange {
  private TorrentChange() {}

  static Torrent deleted(Torrent torrent, Torrent.Deletion deletion) {
    return with(torrent, torrent.hasFile(), deletion);
  }

  static Torrent served(Torrent torrent) {
    return with(torrent, torrent.hasFile(), null);
  }

  static Torrent withFile(Torrent torrent) {
    return with(torrent, true, torrent.deleted());
  }

  private static Torrent with(
      Torrent torrent, boolean hasFile, Torrent.@Nullable Deletion deletion) {
    return new Torrent(
        torrent.id(),
        torrent.infoHashes(),
        torrent.name(),
        torrent.length(),
        torrent.files(),
        torrent.license(),
        torrent.addedBy(),
        torrent.addedAt(),
        hasFile,
        deletion);
  }

  /** A torrent that is known with what its .torrent says, served. */
  static Torrent completed(Torrent known, NewTorrent said) {
    return new Torrent(
        known.id(),
        said.infoHashes(),
        known.hasFile() || isNamed(known) ? known.name() : said.name(),
        said.length(),
        said.files(),
        said.license().isEmpty() ? known.license() : said.license(),
        known.addedBy() == 0 ? said.addedBy() : known.addedBy(),
        known.addedAt(),
        known.hasFile(),
        null);
  }

  /** True if people gave it a name, which must not change under them. */
  private static boolean isNamed(Torrent torrent) {
    return torrent.infoHashes().stream().noneMatch(hash -> hash.toString().equals(torrent.name()));
  }

  /** What may change of a torrent taken from {@code wanted}, and the rest as it was. */
  static Torrent merge(Torrent before, Torrent wanted) {
    return new Torrent(
        before.id(),
        wanted.infoHashes(),
        Names.clean(wanted.name()),
        wanted.length(),
        wanted.files(),
        Names.clean(wanted.license()),
        wanted.addedBy(),
        before.addedAt(),
        before.hasFile(),
        before.deleted());
  }

  static NewTorrent clean(NewTorrent torrent, long now) {
    return new NewTorrent(
        torrent.infoHashes(),
        Names.clean(torrent.name()),
        torrent.length(),
        torrent.files(),
        Names.clean(torrent.license()),
        torrent.addedBy(),
        torrent.addedAt() == 0 ? now : torrent.addedAt());
  }

  static List<Problem> problems(Torrent before, Torrent after) {
    List<Problem> problems =
        problems(
            new NewTorrent(
                after.infoHashes(),
                after.name(),
                after.length(),
                after.files(),
                after.license(),
                after.addedBy(),
                after.addedAt()));
    if (before.hasFile() && !before.infoHashes().equals(after.infoHashes())) {
      problems.add(
          Problem.conflict("the info-hashes of a torrent whose .torrent is kept can't change"));
    }
    return problems;
  }

  /** What stands against a torrent by itself, its texts being clean. */
  static List<Problem> problems(NewTorrent torrent) {
    List<String> sentences = new ArrayList<>();
    int hashes = torrent.infoHashes().size();
    if (hashes < 1 || hashes > 2 || new HashSet<>(torrent.infoHashes()).size() != hashes) {
      sentences.add("a torrent has one info-hash, or the two of a hybrid");
    }
    sentences.add(Names.problem("a torrent's name", torrent.name(), Names.MAX_TORRENT));
    if (!torrent.license().isEmpty()) {
      sentences.add(Names.problem("a licence", torrent.license(), Names.MAX_LICENSE));
    }
    if (torrent.length() < -1 || torrent.files() < 0) {
      sentences.add("a torrent's length and number of files must not be negative");
    }
    if (torrent.addedBy() < 0 || torrent.addedAt() < 0) {
      sentences.add("who added a torrent and when must not be negative");
    }
    List<Problem> problems = new ArrayList<>();
    sentences.stream().filter(s -> !s.isEmpty()).map(Problem::invalid).forEach(problems::add);
    return problems;
  }
}
