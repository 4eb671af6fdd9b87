package io.skep.cli;

import io.skep.migration.Layout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code import}: takes over the users and torrents of another tracker. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Takes over users with their passkeys and totals, and torrents, from what another tracker's"
          + " tables were exported to.",
      "An export is CSV or what mysql --batch prints, with a first line that names the columns in"
          + " any order, or has a JSON object a line. It is in UTF-8. Other columns than those below"
          + " are passed over; those in [] may be missing.",
      "Users are found by name, torrents by info-hash. A second import of the same export changes"
          + " nothing. A line that can't be taken is told with its number and does not keep the"
          + " others from being taken; the command then exits with 1."
    },
    footer = {
      "",
      "unit3d   users: username, passkey, [id, group_id, uploaded, downloaded, can_download,",
      "         disabled_at, deleted_at]; torrents: info_hash, [name, size, num_file, status,",
      "         deleted_at, user_id]; groups: id, [slug, is_owner, is_admin, is_modo]",
      "gazelle  users (users_main): Username, torrent_pass, [ID, PermissionID, Enabled,",
      "         can_leech, Uploaded, Downloaded]; torrents: info_hash, [Name, Size, FileCount,",
      "         UserID]; groups (permissions): ID, Name",
      "torrust  users (torrust_users and torrust_user_profiles): username, [user_id, role or",
      "         administrator, tracker_key, banned_until, uploaded, downloaded];",
      "         torrents (torrust_torrents, or the tracker's whitelist): info_hash, [name, size,",
      "         files, uploader_id]",
      "An info_hash is in hexadecimal, as HEX(info_hash) makes it, or in Base64.",
      "",
      "Example: skep import unit3d --users users.csv --torrents torrents.csv --dry-run"
    })
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the fields.
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();
  @Mixin private ApiOptions api;

  @Parameters(
      index = "0",
      paramLabel = "FORMAT",
      description = "Whose tables they are: unit3d, gazelle or torrust.")
  private Layout layout;

  @Option(names = "--users", paramLabel = "FILE", description = "The users. May be repeated.")
  private List<Path> users = new ArrayList<>();

  @Option(names = "--torrents", paramLabel = "FILE", description = "The torrents. May be repeated.")
  private List<Path> torrents = new ArrayList<>();

  @Option(
      names = "--groups",
      paramLabel = "FILE",
      description =
          "The groups that users are in (default: those of a fresh installation). Those for"
              + " administrators and moderators become these roles, those for banned users and the"
              + " like the state disabled, all others members.")
  private @Nullable Path groups;

  @Option(names = "--dry-run", description = "Only tell what would be done.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    api.require(!users.isEmpty() || !torrents.isEmpty(), "--users or --torrents is missing");
    return api.ask(
        ApiOptions.LONG,
        (client, out) -> {
          ImportReport report = new ImportReport(dryRun);
          try (ImportProgress progress = progress()) {
            ImportRun run = new ImportRun(layout, client, report, progress);
            if (groups != null) {
              run.groups(groups);
            }
            for (Path file : users) {
              run.users(file);
            }
            for (Path file : torrents) {
              run.torrents(file);
            }
          } catch (ApiException e) {
            api.note(String.valueOf(e.getMessage()));
            report.broken();
          }
          out.println(json ? JsonText.pretty(report.json()) : report.text());
          return report.isComplete() ? 0 : 1;
        });
  }

  private ImportProgress progress() {
    boolean isLive = Terminal.ofProcess().isLive();
    return new ImportProgress(command.commandLine().getErr(), isLive, System::nanoTime);
  }
}
