package io.skep.cli;

import picocli.CommandLine.Command;

/** {@code user}: administers the users of a running tracker. */
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Administers the users of a running tracker, through its API.",
    subcommands = {
      UserAddCommand.class,
      UserListCommand.class,
      UserShowCommand.class,
      UserChangeCommand.class,
      UserDisableCommand.class,
      UserEnableCommand.class,
      UserPasskeyCommand.class,
      UserPasswordCommand.class
    },
    footer = {"", "Example: skep user add alice"})
final class UserCommand extends Subcommands {}
