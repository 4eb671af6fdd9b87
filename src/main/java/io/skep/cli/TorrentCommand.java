package io.skep.cli;

import picocli.CommandLine.Command;

/** {@code torrent}: administers the torrents of a running tracker. */
@Command(
    name = "torrent",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Administers the torrents of a running tracker, through its API.",
    subcommands = {
      TorrentAddCommand.class,
      TorrentListCommand.class,
      TorrentShowCommand.class,
      TorrentRemoveCommand.class,
      TorrentRestoreCommand.class,
      TorrentImportCommand.class,
      TorrentFileCommand.class
    },
    footer = {"", "Example: skep torrent add film.torrent"})
final class TorrentCommand extends Subcommands {}
