package io.skep.cli;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skep.ledger.Findings;
import io.skep.ledger.HitAndRuns;
import io.skep.ledger.Ledger;
import io.skep.ledger.LedgerCounts;
import io.skep.ledger.LedgerWriter;
import io.skep.ledger.LedgerWriter.Status;
import io.skep.registry.PasskeyGuesses;
import io.skep.registry.Passkeys;
import io.skep.registry.PrivateAdmission;
import io.skep.registry.Torrents;
import io.skep.registry.Users;
import java.util.function.ToDoubleFunction;

/** The figures of a private tracker: its ledger, its rules, and those whom it knows. */
final class PrivateMetrics {
  private final MeterRegistry registry;

  PrivateMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(LedgerWriter writer) {
    gauge(writer, "queued", "Rows that wait for the database", Status::queued);
    gauge(writer, "queued.max", "Rows that may wait for the database", Status::bound);
    gauge(writer, "journal", "Entries of the journal that are not booked yet", Status::noted);
    gauge(writer, "waiting", "Clients that wait for their last bytes to be kept", Status::waiting);
    Gauge.builder("skep.ledger.oldest", writer, w -> w.status().oldestSeconds())
        .description("For how long the oldest row has waited")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("skep.ledger.last.commit", writer, w -> w.status().lastCommitSeconds())
        .description("How long the last transaction took")
        .baseUnit("seconds")
        .register(registry);
    gauge(writer, "storage.up", "0 while the database is away", s -> s.storageUp() ? 1 : 0);
    counter(writer, "commits", "Transactions", Status::commits);
    counter(writer, "rows", "Rows that were written", Status::rows);
    counter(writer, "commit.failures", "Transactions that did not succeed", Status::failures);
    counter(writer, "rejected", "Entries that the database will never take", Status::rejected);
  }

  private void gauge(
      LedgerWriter writer, String name, String description, ToDoubleFunction<Status> value) {
    Gauge.builder("skep.ledger." + name, writer, w -> value.applyAsDouble(w.status()))
        .description(description)
        .register(registry);
  }

  private void counter(
      LedgerWriter writer, String name, String description, ToDoubleFunction<Status> value) {
    FunctionCounter.builder("skep.ledger." + name, writer, w -> value.applyAsDouble(w.status()))
        .description(description)
        .register(registry);
  }

  void watch(Ledger ledger) {
    Gauge.builder("skep.ledger.sessions", ledger, l -> l.counts().sessions())
        .description("Sessions whose counters are remembered")
        .register(registry);
    announces(ledger, "credited", LedgerCounts::credited);
    announces(ledger, "late", LedgerCounts::late);
    announces(ledger, "begun-again", LedgerCounts::begunAgain);
    announces(ledger, "withheld", LedgerCounts::withheld);
    announces(ledger, "unwritten", LedgerCounts::unwritten);
    announces(ledger, "crowded", LedgerCounts::crowded);
  }

  private void announces(Ledger ledger, String outcome, ToDoubleFunction<LedgerCounts> value) {
    FunctionCounter.builder("skep.ledger.announces", ledger, l -> value.applyAsDouble(l.counts()))
        .description("What became of announces in the books")
        .tag("outcome", outcome)
        .register(registry);
  }

  void watch(Findings findings) {
    for (String rule : Findings.RULES) {
      FunctionCounter.builder("skep.findings", findings, f -> f.count(rule))
          .description("What the rules for cheats have found")
          .tag("rule", rule)
          .register(registry);
    }
    Gauge.builder("skep.findings.queued", findings, Findings::queued)
        .description("Findings that wait for the database")
        .register(registry);
    Gauge.builder("skep.findings.queued.max", findings, Findings::bound)
        .description("Findings that may wait for the database")
        .register(registry);
    FunctionCounter.builder("skep.findings.dropped", findings, Findings::dropped)
        .description("Findings that were not kept")
        .register(registry);
  }

  void watch(PasskeyGuesses guesses) {
    FunctionCounter.builder("skep.passkeys.wrong", guesses, PasskeyGuesses::wrong)
        .description("Announces and scrapes with a passkey that nobody has")
        .register(registry);
    FunctionCounter.builder("skep.passkeys.refused", guesses, PasskeyGuesses::refused)
        .description("Those of them that came from networks with too many")
        .register(registry);
    Gauge.builder("skep.passkeys.networks", guesses, PasskeyGuesses::size)
        .description("Networks that wrong passkeys came from")
        .register(registry);
    Gauge.builder("skep.passkeys.networks.max", guesses, PasskeyGuesses::bound)
        .description("Networks that can be remembered for it")
        .register(registry);
  }

  void watch(Passkeys passkeys) {
    Gauge.builder("skep.passkeys.proven", passkeys, Passkeys::proven)
        .description("Passkeys remembered that were found to be somebody's")
        .register(registry);
    Gauge.builder("skep.passkeys.proven.max", passkeys, Passkeys::maxProven)
        .description("Passkeys that can be remembered for it")
        .register(registry);
  }

  void watch(PrivateAdmission admission) {
    Gauge.builder("skep.passkeys.clients", admission, PrivateAdmission::recentClients)
        .description("Clients remembered that have shown a passkey")
        .register(registry);
    Gauge.builder("skep.passkeys.clients.max", admission, PrivateAdmission::maxRecentClients)
        .description("Clients that can be remembered for it")
        .register(registry);
  }

  void watch(Users users, Torrents torrents, HitAndRuns hitAndRuns) {
    Gauge.builder("skep.users", users, u -> u.all().size())
        .description("Users whom the tracker knows")
        .register(registry);
    Gauge.builder("skep.torrents.registered", torrents, t -> t.all().size())
        .description("Torrents that are registered, or were")
        .register(registry);
    Gauge.builder("skep.hit.and.run.users", hitAndRuns, HitAndRuns::violators)
        .description("Users with a hit and run")
        .register(registry);
  }
}
