package io.skep.console;

import io.skep.registry.Torrents;
import io.skep.storage.Torrent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** Which torrents a list is to have. */
final class TorrentSearch {
  private final String part;
  private final Predicate<String> license;
  private final boolean deleted;
  private final long addedBy;
  private final LongPredicate freeleech;

  /**
   * What a request asks for.
   *
   * @param isFreeleech whether the torrent of an id is in freeleech now
   */
  TorrentSearch(Call call, Directory directory, LongPredicate isFreeleech) throws ProblemException {
    part = call.optional("q").orElse("").toLowerCase(Locale.ROOT);
    license = LicenseFilter.of(call.optional("license").orElse(""));
    deleted = call.flag("deleted").orElse(false);
    addedBy = directory.userId(call, "added_by");
    freeleech =
        call.flag("freeleech")
            .map(wanted -> wanted ? isFreeleech : isFreeleech.negate())
            .orElse(torrent -> true);
  }

  /** Those that are meant, in no order. */
  List<Torrent> find(Torrents torrents) {
    List<Torrent> found = new ArrayList<>();
    torrents.forEach(
        torrent -> {
          if (isMeant(torrent)) {
            found.add(torrent);
          }
        });
    return found;
  }

  private boolean isMeant(Torrent torrent) {
    return (torrent.deleted() != null) == deleted
        && (addedBy == 0 || addedBy == torrent.addedBy())
        && license.test(torrent.license())
        && (part.isEmpty() || torrent.name().toLowerCase(Locale.ROOT).contains(part))
        && freeleech.test(torrent.id());
  }
}
