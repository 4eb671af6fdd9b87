package io.skep.storage;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the test's own, from Debian's package, on a free port of the loopback. It
 * does not wait for the disk: what a server has confirmed survives its own death, not the
 * machine's.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "skep";
  private static final String PASSWORD = "a password; with 'signs' & spaces";
  private static final int SECONDS = 60;

  private final Path programs;
  private final Path folder;
  private final Path data;
  private final int port;
  private final AtomicInteger databases = new AtomicInteger();

  /** One for all tests of this process that don't stop it; ends with the process. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgresServer SERVER = new PostgresServer();
  }

  /** Makes and starts one; skips the test where PostgreSQL is not installed. */
  public PostgresServer() {
    programs = programs();
    try {
      port = freePort();
      folder = Files.createTempDirectory("skep-postgres-");
      data = folder.resolve("data");
      Path password = folder.resolve("password");
      Files.writeString(password, PASSWORD + "\n");
      giveAway(folder, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    run(
        "initdb",
        "--pgdata=" + data,
        "--username=" + USER,
        "--pwfile=" + folder.resolve("password"),
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync");
    start();
  }

  /** Starts it, and returns when it answers. */
  public void start() {
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--timeout=" + SECONDS,
        "--pgdata=" + data,
        "--log=" + folder.resolve("log"),
        "--options=-p "
            + port
            + " -k "
            + folder
            + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=50"
            + " -c shared_buffers=32MB");
  }

  /** Ends all connections and stops it in good order. */
  public void stop() {
    stop("fast");
  }

  /** Stops it as if it had crashed. */
  public void stopImmediately() {
    stop("immediate");
  }

  private void stop(String mode) {
    run("pg_ctl", "stop", "--wait", "--timeout=" + SECONDS, "--pgdata=" + data, "--mode=" + mode);
  }

  /** Stops and starts it. */
  public void restart() {
    stop();
    start();
  }

  /** Sends a signal, such as STOP or CONT, to all processes of the server. */
  public void signal(String name) throws IOException {
    long first = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    List<ProcessHandle> processes = new ArrayList<>();
    ProcessHandle.of(first)
        .ifPresent(
            postmaster -> {
              processes.add(postmaster);
              postmaster.descendants().forEach(processes::add);
            });
    for (ProcessHandle process : processes) {
      try {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while signalling PostgreSQL", e);
      }
    }
  }

  /** Makes an empty database and says how it is opened. */
  public StorageOptions newDatabase() throws SQLException {
    String name = "skep" + databases.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return options(name);
  }

  /** How a database of this name is opened. */
  public StorageOptions options(String database) {
    return new StorageOptions(url(database), USER, PASSWORD, 3);
  }

  /** The URL of a database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The superuser. */
  public String user() {
    return USER;
  }

  /** The superuser's password. */
  public String password() {
    return PASSWORD;
  }

  /** Runs a statement of the test's in a database. */
  public void execute(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(database), USER, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Stops it and removes its files. */
  @Override
  public synchronized void close() {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      stopImmediately();
    }
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path programs() {
    if (Files.isDirectory(VERSIONS)) {
      try (Stream<Path> versions = Files.list(VERSIONS)) {
        Path newest =
            versions
                .map(version -> version.resolve("bin"))
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                .max(Comparator.naturalOrder())
                .orElse(null);
        if (newest != null) {
          return newest;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String missing = "PostgreSQL is missing: apt-get install postgresql";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    return abort(missing);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** PostgreSQL does not run as root, so its folder is another's then. */
  private static void giveAway(Path folder, Path password) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    if (isRoot()) {
      var owner =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres");
      Files.setOwner(password, owner);
      Files.setOwner(folder, owner);
    }
  }

  private void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("skep-postgres-", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(SECONDS + 10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(program + " did not end in time");
        }
        if (process.exitValue() != 0) {
          throw new AssertionError(program + ": " + Files.readString(output));
        }
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + program + " ran", e);
    }
  }
}
