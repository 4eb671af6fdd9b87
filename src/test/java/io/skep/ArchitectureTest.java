package io.skep;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Holds the map in the design: data flows down the list of packages and never up. */
class ArchitectureTest {
  private static final JavaClasses SKEP =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.skep");

  /**
   * A row of the map.
   *
   * @param name the package
   * @param ours which other packages of ours it may use
   * @param others which libraries, by how the names of their classes begin
   */
  record Row(String name, Set<String> ours, List<String> others) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Row> MAP =
      List.of(
          new Row("bittorrent", Set.of(), List.of()),
          new Row("bencode", Set.of(), List.of()),
          new Row("metainfo", Set.of("bittorrent", "bencode"), List.of()),
          new Row(
              "protocol",
              Set.of("bittorrent", "bencode"),
              List.of("io.netty.buffer.", "io.netty.util.ByteProcessor", "io.netty.util.NetUtil")),
          new Row("swarm", Set.of("bittorrent"), List.of("com.github.benmanes.caffeine.cache.")),
          new Row("tracker", Set.of("bittorrent", "swarm"), List.of("io.vertx.core.Future")),
          new Row(
              "storage",
              Set.of("bittorrent"),
              List.of("com.zaxxer.hikari.", "org.flywaydb.", "org.sqlite.", "org.postgresql.")),
          new Row(
              "registry",
              Set.of("bittorrent", "bencode", "metainfo", "tracker", "storage"),
              List.of(
                  "io.vertx.core.Future",
                  "com.github.benmanes.caffeine.cache.",
                  "io.github.bucket4j.")),
          new Row(
              "ledger",
              Set.of("bittorrent", "tracker", "storage"),
              List.of(
                  "io.vertx.core.Future",
                  "io.vertx.core.Promise",
                  "com.github.benmanes.caffeine.cache.")),
          new Row("statistics", Set.of(), List.of()),
          new Row("geography", Set.of("bittorrent"), List.of("com.maxmind.db.")),
          new Row(
              "signin",
              Set.of("bittorrent", "storage", "registry"),
              List.of(
                  "com.github.benmanes.caffeine.cache.",
                  "io.github.bucket4j.",
                  "org.bouncycastle.crypto.")),
          new Row(
              "server",
              Set.of("protocol", "bittorrent", "tracker", "swarm"),
              List.of(
                  "io.vertx.core.",
                  "io.netty.",
                  "com.sun.jna.",
                  "io.micrometer.",
                  "com.github.benmanes.caffeine.cache.")),
          new Row(
              "console",
              Set.of(
                  "bittorrent",
                  "metainfo",
                  "tracker",
                  "swarm",
                  "registry",
                  "ledger",
                  "signin",
                  "storage",
                  "statistics",
                  "geography"),
              List.of(
                  "io.vertx.core.",
                  "io.vertx.ext.web.",
                  "io.vertx.json.schema.",
                  "org.snakeyaml.engine.",
                  "io.micrometer.",
                  "com.github.benmanes.caffeine.cache.",
                  "io.github.bucket4j.",
                  "io.nayuki.qrcodegen.")),
          new Row(
              "client",
              Set.of("bittorrent", "bencode", "metainfo", "protocol"),
              List.of("io.vertx.core.", "io.netty.", "io.github.bucket4j.")),
          new Row(
              "load",
              Set.of("bittorrent", "bencode", "protocol"),
              List.of("io.netty.", "org.HdrHistogram.")),
          new Row(
              "migration",
              Set.of("bittorrent", "storage"),
              List.of("de.siegmar.fastcsv.", "io.vertx.core.json.")),
          new Row(
              "cli",
              Set.of(
                  "bittorrent",
                  "bencode",
                  "metainfo",
                  "protocol",
                  "swarm",
                  "tracker",
                  "storage",
                  "registry",
                  "ledger",
                  "signin",
                  "statistics",
                  "geography",
                  "server",
                  "console",
                  "client",
                  "load",
                  "migration"),
              List.of("")));

  @Test
  void everyPackageIsOnTheMap() {
    Set<String> there = new TreeSet<>();
    SKEP.forEach(type -> there.add(type.getPackageName()));

    assertEquals(
        MAP.stream().map(row -> "io.skep." + row.name()).collect(Collectors.toSet()), there);
  }

  @ParameterizedTest
  @FieldSource("MAP")
  void aPackageUsesOnlyWhatTheMapAllows(Row row) {
    classes()
        .that()
        .resideInAPackage("io.skep." + row.name())
        .should()
        .onlyDependOnClassesThat(isAllowed(row))
        .check(SKEP);
  }

  private static DescribedPredicate<JavaClass> isAllowed(Row row) {
    List<String> beginnings = new ArrayList<>(List.of("java.", "javax.", "org.jspecify."));
    beginnings.addAll(row.others());
    return describe(
        "are of the JDK, of " + row.ours() + " or of " + row.others(),
        type -> {
          String name = type.getBaseComponentType().getName();
          if (name.startsWith("io.skep.")) {
            String used = type.getBaseComponentType().getPackageName().substring(8);
            return used.equals(row.name()) || row.ours().contains(used);
          }
          return type.getBaseComponentType().isPrimitive()
              || beginnings.stream().anyMatch(name::startsWith);
        });
  }

  @Test
  void theMapItselfGoesDownOnly() {
    Set<String> above = new TreeSet<>();
    for (Row row : MAP) {
      assertTrue(above.containsAll(row.ours()), row + " uses what is above it or beside it");
      above.add(row.name());
    }
  }

  @Test
  void noPackagesGoInCircles() {
    slices().matching("io.skep.(*)..").should().beFreeOfCycles().check(SKEP);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
        .because("such a name says nothing")
        .check(SKEP);
  }

  @Test
  void theTimeIsPassedIn() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.skep.server.MonotonicSeconds")
        .should()
        .accessTargetWhere(describe("the wall clock is read", ArchitectureTest::readsTheWallClock))
        .because("a test must be able to say what time it is")
        .check(SKEP);
  }

  private static boolean readsTheWallClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return (owner.equals("java.lang.System") && name.equals("currentTimeMillis"))
        || (owner.startsWith("java.time.") && name.equals("now"))
        || owner.equals(Clock.class.getName())
        || (owner.equals(Date.class.getName()) && name.equals("<init>"));
  }

  @Test
  void everybodyLogsThroughTheJdksFacade() {
    noClasses()
        .that()
        .haveNameNotMatching(Pattern.quote("io.skep.cli.Logging"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "org.slf4j..", "io.vertx.core.internal.logging..")
        .because("the log is set up in one place")
        .check(SKEP);
  }

  @Test
  void onlyTheCommandLineTalksToThePersonDirectly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.skep.cli")
        .should()
        .accessTargetWhere(
            describe(
                "standard output or error is used, or the process ended",
                access ->
                    access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err", "exit").contains(access.getTarget().getName())))
        .check(SKEP);
  }
}
