package io.skep.cli;

import picocli.CommandLine.Command;

/** {@code token}: administers the tokens of a running tracker's API. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Administers the tokens that let programs use the API of a running tracker.",
    subcommands = {TokenAddCommand.class, TokenListCommand.class, TokenRemoveCommand.class},
    footer = {"", "Example: skep token add forum --scope users:read --scope users:write"})
final class TokenCommand extends Subcommands {}
