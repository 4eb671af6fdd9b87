package io.skep.cli;

import io.skep.migration.Entry;
import io.skep.migration.Groups;
import io.skep.migration.ImportedTorrent;
import io.skep.migration.ImportedUser;
import io.skep.migration.KnownKeys;
import io.skep.migration.Layout;
import io.skep.migration.Refusal;
import io.skep.migration.Row;
import io.skep.migration.RowException;
import io.skep.migration.Rows;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads exports and hands them to the tracker, many items at a time. */
final class ImportRun {
  private final Layout layout;
  private final ApiClient client;
  private final ImportReport report;
  private final ImportProgress progress;
  private final KnownKeys users = new KnownKeys();
  private final KnownKeys torrents = new KnownKeys();
  private final Map<String, String> names = new HashMap<>();
  private Groups groups;

  ImportRun(Layout layout, ApiClient client, ImportReport report, ImportProgress progress) {
    this.layout = layout;
    this.client = client;
    this.report = report;
    this.progress = progress;
    this.groups = layout.groups();
  }

  /** What is done with each row of a file. */
  private interface Reader {
    void read(Row row) throws RowException, ApiException, InterruptedException;
  }

  /** Reads the groups; one that can't be read ends the import, since roles hang on it. */
  void groups(Path file) throws ApiException, InterruptedException {
    try (Rows rows = open(file, layout.groupColumns())) {
      for (Entry entry = rows.next(); entry != null; entry = rows.next()) {
        groups = with(file, entry);
      }
    } catch (IOException e) {
      throw fault(file, e);
    }
  }

  private Groups with(Path file, Entry entry) throws ApiException {
    String why;
    try {
      if (entry instanceof Row row) {
        return layout.with(groups, row);
      }
      why = ((Refusal) entry).why();
    } catch (RowException e) {
      why = String.valueOf(e.getMessage());
    }
    throw new ApiException("line %d of %s %s".formatted(entry.line(), file, why));
  }

  /** Reads users and hands them over. */
  void users(Path file) throws ApiException, InterruptedException {
    ImportBatch batch = new ImportBatch(client, report, ImportReport.Kind.USERS, file.toString());
    read(
        file,
        batch,
        layout.userColumns(),
        row -> {
          ImportedUser user = layout.user(row, groups);
          users.add(user.name().toLowerCase(Locale.ROOT), row.line());
          batch.add(row.line(), ImportItems.json(user), result -> remember(user, result));
        });
  }

  /** Reads torrents and hands them over. */
  void torrents(Path file) throws ApiException, InterruptedException {
    ImportBatch batch =
        new ImportBatch(client, report, ImportReport.Kind.TORRENTS, file.toString());
    read(
        file,
        batch,
        layout.torrentColumns(),
        row -> {
          Optional<ImportedTorrent> torrent = layout.torrent(row);
          if (torrent.isEmpty()) {
            report.add(ImportReport.Kind.TORRENTS, ImportReport.Result.LEFT_OUT);
            return;
          }
          torrents.add(torrent.get().infoHash().toString(), row.line());
          JsonObject item = ImportItems.json(torrent.get());
          String name = names.get(torrent.get().addedBy());
          batch.add(
              row.line(), name == null ? item : item.put("added_by", "name:" + name), result -> {});
        });
  }

  /** Keeps under which name the tracker knows a user, for the torrents that the user brought. */
  private void remember(ImportedUser user, ImportReport.Result result) {
    boolean isThere =
        result != ImportReport.Result.REFUSED
            && (result != ImportReport.Result.ADDED || !report.dryRun());
    if (isThere && !user.id().isEmpty() && names.size() < KnownKeys.MAX) {
      names.put(user.id(), user.name());
    }
  }

  private void read(Path file, ImportBatch batch, Set<String> columns, Reader reader)
      throws ApiException, InterruptedException {
    try (Rows rows = open(file, columns)) {
      long size = Files.size(file);
      for (Entry entry = rows.next(); entry != null; entry = rows.next()) {
        if (entry instanceof Row row) {
          read(row, batch, reader);
        } else if (entry instanceof Refusal refusal) {
          batch.refuse(refusal.line(), refusal.why());
        }
        progress.read(file.toString(), rows.bytesRead(), size);
      }
      batch.send();
    } catch (IOException e) {
      throw fault(file, e);
    }
  }

  private static void read(Row row, ImportBatch batch, Reader reader)
      throws ApiException, InterruptedException {
    try {
      reader.read(row);
    } catch (RowException e) {
      batch.refuse(row.line(), String.valueOf(e.getMessage()));
    }
  }

  private static Rows open(Path file, Set<String> columns) throws IOException, ApiException {
    Rows rows = Rows.open(file);
    Set<String> missing = new TreeSet<>(columns);
    missing.removeAll(rows.columns().orElse(columns));
    if (missing.isEmpty()) {
      return rows;
    }
    rows.close();
    throw new ApiException(
        "%s has no column %s; its first line has to name the columns"
            .formatted(file, String.join(", ", missing)));
  }

  private static ApiException fault(Path file, IOException e) {
    String words = FileWords.of(e);
    return new ApiException(words.contains(file.toString()) ? words : file + " " + words);
  }
}
