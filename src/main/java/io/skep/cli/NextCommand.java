package io.skep.cli;

import java.io.File;
import java.nio.file.Path;

/**
 * What to type after the first start: a command that finds this very tracker and its token,
 * wherever they are.
 *
 * @param classPath what the process was started from, as {@code java.class.path} has it
 * @param folder the folder that the process was started in
 */
record NextCommand(String classPath, Path folder) {
  private static final String USUAL_JAR = "target/skep.jar";
  private static final String USUAL_HOST = "127.0.0.1";
  private static final int USUAL_PORT = 6970;

  /** That of this process. */
  static NextCommand ofProcess() {
    return new NextCommand(System.getProperty("java.class.path"), Path.of("").toAbsolutePath());
  }

  /**
   * The command, in words for a shell.
   *
   * @param host where the console listens
   * @param port the console's port; 0 if there is none
   */
  String registering(Path tokenFile, String host, int port) {
    if (port == 0) {
      return "Next: start it with the console (console.enabled), which registers torrents";
    }
    StringBuilder command = new StringBuilder("Next, in another terminal: java -jar ");
    command.append(quoted(jar())).append(" torrent add FILE.torrent");
    String known = ListenAddress.fromHere(host);
    if (port != USUAL_PORT || !known.equals(USUAL_HOST)) {
      command.append(" --api ").append(quoted("http://" + known + ":" + port));
    }
    // The default of --token-file is good where the jar's path is: in this folder.
    boolean isUsual = tokenFile.equals(folder.resolve(ApiToken.USUAL_FILE));
    if (!isUsual || Path.of(jar()).isAbsolute()) {
      command.append(" --token-file ").append(quoted(tokenFile.toString()));
    }
    return command.toString();
  }

  private String jar() {
    boolean isJar = classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator);
    return isJar ? classPath : USUAL_JAR;
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
