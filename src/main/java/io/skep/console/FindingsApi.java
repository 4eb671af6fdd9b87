package io.skep.console;

import io.skep.ledger.Findings;
import io.skep.storage.Finding;
import io.skep.storage.FindingStore;
import io.skep.storage.StorageException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** {@code /api/v1/findings}: what the rules for cheats have found, and what people make of it. */
final class FindingsApi {
  private final Findings findings;
  private final Directory directory;

  FindingsApi(Findings findings, Directory directory) {
    this.findings = findings;
    this.directory = directory;
  }

  Reply list(Call call) throws StorageException, ProblemException {
    Page page = call.page();
    String sort = call.text("sort");
    boolean largestFirst = sort.startsWith("-");
    FindingStore.Query query =
        new FindingStore.Query(
            call.optional("rule").orElse(""),
            directory.userId(call, "user"),
            directory.torrentId(call, "torrent"),
            call.optional("decision").map(FindingsApi::decision),
            FindingStore.Sort.valueOf(
                sort.substring(largestFirst ? 1 : 0).toUpperCase(Locale.ROOT)),
            largestFirst,
            page.offset(),
            page.limit());
    return Reply.json(Page.list(findings.count(query), findings.find(query), this::json));
  }

  private static Finding.Decision decision(String name) {
    return Finding.Decision.valueOf(name.toUpperCase(Locale.ROOT));
  }

  Reply show(Call call) throws StorageException, ProblemException {
    return Reply.json(json(found(call.number("id"))));
  }

  private Finding found(long id) throws StorageException, ProblemException {
    return findings
        .get(id)
        .orElseThrow(() -> ProblemException.notFound("there is no finding " + id));
  }

  Reply decide(Call call) throws StorageException, ProblemException {
    long id = call.number("id");
    Finding before = found(id);
    String name = call.body().getString("decision");
    String note = call.body().getString("note", before.note());
    findings.decide(id, decision(name), call.bearer().name(), note);
    Finding after = found(id);
    Changes.note(
        call,
        "decided finding " + id + ": " + name,
        new Changes.Subject(after.user(), words(before), words(after)));
    return Reply.json(json(after));
  }

  /** What is kept of a decision in the audit log. */
  private static JsonObject words(Finding finding) {
    return new JsonObject()
        .put("rule", finding.rule())
        .put("decision", UserView.name(finding.decision()))
        .put("note", finding.note());
  }

  private JsonObject json(Finding finding) {
    return new JsonObject()
        .put("id", finding.id())
        .put("rule", finding.rule())
        .put("acted", finding.acted())
        .put("user", directory.userNamed(finding.user()))
        .put("torrent", directory.torrentNamed(finding.torrent()))
        .put("first_at", Times.text(finding.firstAt()))
        .put("last_at", Times.text(finding.lastAt()))
        .put("count", finding.count())
        .put("evidence", evidence(finding.evidence()))
        .put("decision", UserView.name(finding.decision()))
        .put("decided_by", finding.decidedBy().isEmpty() ? null : finding.decidedBy())
        .put("note", finding.note());
  }

  private static JsonObject evidence(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException e) {
      return new JsonObject().put("text", text);
    }
  }
}
