package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.registry.RegistryException;
import io.skep.registry.Torrents;
import io.skep.storage.NameKey;
import io.skep.storage.NewTorrent;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The torrents of one bulk: adds those that are missing, changes those that are known. */
final class BulkTorrents {
  private static final String BY_NAME = "name:";
  // An id that nobody has, so that it is seen as a change.
  private static final long NOT_YET = Long.MAX_VALUE;

  private final Torrents torrents;
  private final Directory directory;
  private final boolean dryRun;
  private final Set<String> comingUsers;
  private final BulkReport report = new BulkReport("torrent");
  private final Set<InfoHash> hashes = new HashSet<>();

  /**
   * The torrents of one bulk.
   *
   * @param comingUsers the keys of names whose users are there once the bulk is done; not there yet
   *     in a dry run
   */
  BulkTorrents(Torrents torrents, Directory directory, Set<String> comingUsers, boolean dryRun) {
    this.comingUsers = comingUsers;
    this.torrents = torrents;
    this.directory = directory;
    this.dryRun = dryRun;
  }

  /** An entry, and what is there of it or stands against it. */
  private record Plan(JsonObject entry, NewTorrent wanted, Optional<Torrent> known, String why) {
    String key() {
      return entry.getString("info_hash");
    }
  }

  BulkReport put(JsonArray list) throws StorageException {
    List<Plan> plans = new ArrayList<>();
    list.forEach(entry -> plans.add(plan((JsonObject) entry)));
    Map<String, String> failed = dryRun ? Map.of() : add(plans);
    for (Plan plan : plans) {
      String why = plan.why.isEmpty() ? failed.getOrDefault(plan.key(), "") : plan.why;
      if (!why.isEmpty()) {
        report.refused(plan.key(), why);
      } else if (plan.known.isPresent()) {
        change(plan, plan.known.get());
      } else {
        long id = torrents.find(plan.wanted.infoHashes().get(0)).map(Torrent::id).orElse(0L);
        report.added(plan.key(), id);
      }
    }
    return report;
  }

  private Plan plan(JsonObject entry) {
    List<InfoHash> wanted = hashes(entry);
    List<Torrent> there =
        wanted.stream().flatMap(hash -> torrents.find(hash).stream()).distinct().toList();
    Optional<Torrent> known = there.stream().findFirst();
    long by = 0;
    String whyNotBy = "";
    try {
      by = addedBy(entry);
    } catch (ProblemException e) {
      whyNotBy = e.detail();
    }
    NewTorrent torrent = newTorrent(entry, wanted, by);
    String why = why(torrent, there);
    return new Plan(entry, torrent, known, why.isEmpty() ? whyNotBy : why);
  }

  private long addedBy(JsonObject entry) throws ProblemException {
    String key = entry.getString("added_by");
    if (key == null) {
      return 0;
    }
    try {
      return directory.user(key).id();
    } catch (ProblemException e) {
      if (dryRun && key.startsWith(BY_NAME)) {
        String name = key.substring(BY_NAME.length()).strip();
        if (comingUsers.contains(NameKey.of(name))) {
          return NOT_YET;
        }
      }
      throw e;
    }
  }

  private static List<InfoHash> hashes(JsonObject entry) {
    List<InfoHash> hashes = new ArrayList<>();
    hashes.add(InfoHash.parse(entry.getString("info_hash")));
    if (entry.containsKey("info_hash_v2")) {
      hashes.add(InfoHash.parse(entry.getString("info_hash_v2")));
    }
    return hashes;
  }

  private static NewTorrent newTorrent(JsonObject entry, List<InfoHash> hashes, long by) {
    return new NewTorrent(
        hashes,
        entry.getString("name", hashes.get(0).toString()),
        entry.getLong("length", -1L),
        entry.getInteger("files", 0),
        entry.getString("license", ""),
        by,
        0);
  }

  /** What stands against an entry; empty if nothing does. */
  private String why(NewTorrent wanted, List<Torrent> there) {
    boolean twice = wanted.infoHashes().stream().anyMatch(hashes::contains);
    hashes.addAll(wanted.infoHashes());
    if (twice) {
      return "the info-hash stands earlier in this bulk already";
    }
    if (there.size() > 1) {
      return "the two info-hashes are those of different torrents here";
    }
    if (there.isEmpty()) {
      return String.join("; ", torrents.problems(wanted));
    }
    Torrent.Deletion deletion = there.get(0).deleted();
    if (deletion != null) {
      return "the torrent was deleted: " + deletion.reason();
    }
    // Under an info-hash that nobody has, so that only the other fields can be what is wrong.
    InfoHash free = InfoHash.parse((UUID.randomUUID() + "00000000").replace("-", ""));
    NewTorrent checked =
        new NewTorrent(
            List.of(free),
            wanted.name(),
            wanted.length(),
            wanted.files(),
            wanted.license(),
            wanted.addedBy(),
            0);
    return String.join("; ", torrents.problems(checked));
  }

  /** Adds them all in one transaction; one by one where that fails. Why not, by info-hash. */
  private Map<String, String> add(List<Plan> plans) throws StorageException {
    List<Plan> missing =
        plans.stream().filter(plan -> plan.why.isEmpty() && plan.known.isEmpty()).toList();
    Map<String, String> failed = new HashMap<>();
    try {
      torrents.addMissing(missing.stream().map(Plan::wanted).toList());
    } catch (RegistryException e) {
      for (Plan plan : missing) {
        try {
          torrents.addMissing(List.of(plan.wanted));
        } catch (RegistryException alone) {
          failed.put(plan.key(), String.valueOf(alone.getMessage()));
        }
      }
    }
    return failed;
  }

  private void change(Plan plan, Torrent known) throws StorageException {
    Torrent after = changed(known, plan);
    List<String> changes = changes(known, after);
    if (!dryRun && !changes.isEmpty()) {
      try {
        torrents.change(known.id(), before -> changed(before, plan));
      } catch (RegistryException e) {
        report.refused(plan.key(), String.valueOf(e.getMessage()));
        return;
      }
    }
    report.known(plan.key(), known.id(), changes);
  }

  private static Torrent changed(Torrent known, Plan plan) {
    JsonObject entry = plan.entry;
    List<InfoHash> hashes =
        known.infoHashes().containsAll(plan.wanted.infoHashes())
            ? known.infoHashes()
            : plan.wanted.infoHashes();
    return new Torrent(
        known.id(),
        hashes,
        clean(entry.getString("name", known.name())),
        entry.getLong("length", known.length()),
        entry.getInteger("files", known.files()),
        clean(entry.getString("license", known.license())),
        entry.containsKey("added_by") ? plan.wanted.addedBy() : known.addedBy(),
        known.addedAt(),
        known.hasFile(),
        known.deleted());
  }

  /** As the registry keeps texts, or what is the same would look like a change. */
  private static String clean(String text) {
    return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
  }

  private static List<String> changes(Torrent before, Torrent after) {
    List<String> changes = new ArrayList<>();
    note(changes, "info_hash_v2", before.infoHashes().equals(after.infoHashes()));
    note(changes, "name", before.name().equals(after.name()));
    note(changes, "length", before.length() == after.length());
    note(changes, "files", before.files() == after.files());
    note(changes, "license", before.license().equals(after.license()));
    note(changes, "added_by", before.addedBy() == after.addedBy());
    return changes;
  }

  private static void note(List<String> changes, String field, boolean same) {
    if (!same) {
      changes.add(field);
    }
  }
}
