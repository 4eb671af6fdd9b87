package io.skep.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Which Skep this is: the version in the jar's manifest. */
final class Version implements IVersionProvider {
  static String text() {
    @Nullable String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"Skep " + text(), "Java " + Runtime.version()};
  }
}
