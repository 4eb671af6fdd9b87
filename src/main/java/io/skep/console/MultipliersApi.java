package io.skep.console;

import io.skep.bittorrent.InfoHash;
import io.skep.ledger.Multipliers;
import io.skep.storage.Multiplier;
import io.skep.storage.Multiplier.Subject;
import io.skep.storage.StorageException;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** {@code /api/v1/multipliers}: times in which bytes count for more or less. */
final class MultipliersApi {
  private static final Sorting<Multiplier> SORTING =
      new Sorting<>(
          Map.of(
              "id", Comparator.comparingLong(Multiplier::id),
              "starts_at", Comparator.comparingLong(Multiplier::startsAt),
              "ends_at", Comparator.comparingLong(Multiplier::endsAt)),
          Comparator.comparingLong(Multiplier::id));

  private final Multipliers multipliers;
  private final Directory directory;
  private final LongSupplier seconds;

  MultipliersApi(Multipliers multipliers, Directory directory, LongSupplier seconds) {
    this.multipliers = multipliers;
    this.directory = directory;
    this.seconds = seconds;
  }

  Reply list(Call call) throws ProblemException {
    String subject = call.optional("subject").orElse("");
    long user = directory.userId(call, "user");
    long torrent = directory.torrentId(call, "torrent");
    Optional<Boolean> inForce = call.flag("in_force");
    List<Multiplier> found =
        multipliers.all().stream()
            .filter(one -> subject.isEmpty() || subject.equals(UserView.name(one.subject())))
            .filter(one -> user == 0 || isOf(one, Subject.USER, user))
            .filter(one -> torrent == 0 || isOf(one, Subject.TORRENT, torrent))
            .filter(one -> inForce.isEmpty() || inForce.get() == isInForce(one))
            .toList();
    return Reply.json(call.page().of(found, SORTING.by(call.text("sort")), this::json));
  }

  private static boolean isOf(Multiplier one, Subject subject, long id) {
    return one.subject() == subject && one.subjectId() == id;
  }

  private boolean isInForce(Multiplier one) {
    long now = seconds.getAsLong();
    return one.startsAt() <= now && now < one.endsAt();
  }

  Reply show(Call call) throws ProblemException {
    return Reply.json(json(known(call)));
  }

  private Multiplier known(Call call) throws ProblemException {
    long id = call.number("id");
    return multipliers
        .find(id)
        .orElseThrow(() -> ProblemException.notFound("there is no multiplier " + id));
  }

  Reply add(Call call) throws StorageException, ProblemException {
    JsonObject body = call.body();
    Subject subject = Subject.valueOf(body.getString("subject").toUpperCase(Locale.ROOT));
    Multiplier none =
        new Multiplier(
            0,
            subject,
            subjectId(subject, body),
            100,
            100,
            seconds.getAsLong(),
            Long.MAX_VALUE,
            "");
    Multiplier added = multipliers.add(checked(changed(none, body)));
    Changes.note(
        call,
        "added multiplier " + added.id() + " " + words(added),
        new Changes.Subject(userOf(added), null, json(added)));
    return Reply.created(json(added), "/api/v1/multipliers/" + added.id());
  }

  private long subjectId(Subject subject, JsonObject body) throws ProblemException {
    String user = body.getString("user");
    String torrent = body.getString("torrent");
    if ((user != null) != (subject == Subject.USER)
        || (torrent != null) != (subject == Subject.TORRENT)) {
      throw ProblemException.refused(
          "a multiplier of a user has the field user, one of a torrent the field torrent, one of"
              + " the site neither");
    }
    return switch (subject) {
      case SITE -> 0;
      case USER -> directory.user(String.valueOf(user)).id();
      case TORRENT -> directory.torrent(InfoHash.parse(String.valueOf(torrent))).id();
    };
  }

  Reply change(Call call) throws StorageException, ProblemException {
    Multiplier before = known(call);
    Multiplier after = checked(changed(before, call.body()));
    if (!multipliers.change(after)) {
      throw ProblemException.notFound("there is no multiplier " + after.id());
    }
    Changes.note(
        call,
        "changed multiplier " + after.id() + " " + words(after),
        new Changes.Subject(userOf(after), json(before), json(after)));
    return Reply.json(json(after));
  }

  private static Multiplier changed(Multiplier before, JsonObject body) throws ProblemException {
    return new Multiplier(
        before.id(),
        before.subject(),
        before.subjectId(),
        body.getInteger("upload_percent", before.uploadPercent()),
        body.getInteger("download_percent", before.downloadPercent()),
        time(body, "starts_at", before.startsAt()),
        time(body, "ends_at", before.endsAt()),
        body.getString("note", before.note()));
  }

  private static long time(JsonObject body, String name, long otherwise) throws ProblemException {
    if (!body.containsKey(name)) {
      return otherwise;
    }
    String text = body.getString(name);
    return text == null ? Long.MAX_VALUE : Times.parse(name, text);
  }

  private static Multiplier checked(Multiplier one) throws ProblemException {
    if (one.endsAt() <= one.startsAt()) {
      throw ProblemException.refused("ends_at must be after starts_at");
    }
    return one;
  }

  Reply remove(Call call) throws StorageException, ProblemException {
    long id = call.number("id");
    Multiplier before = known(call);
    if (!multipliers.remove(id)) {
      throw ProblemException.notFound("there is no multiplier " + id);
    }
    Changes.note(
        call, "removed multiplier " + id, new Changes.Subject(userOf(before), json(before), null));
    return Reply.nothing();
  }

  private static long userOf(Multiplier one) {
    return one.subject() == Subject.USER ? one.subjectId() : 0;
  }

  private static String words(Multiplier one) {
    return "of the "
        + UserView.name(one.subject())
        + (one.subjectId() == 0 ? "" : " " + one.subjectId())
        + ": "
        + one.uploadPercent()
        + " % up, "
        + one.downloadPercent()
        + " % down";
  }

  private JsonObject json(Multiplier one) {
    boolean ofUser = one.subject() == Subject.USER;
    boolean ofTorrent = one.subject() == Subject.TORRENT;
    return new JsonObject()
        .put("id", one.id())
        .put("subject", UserView.name(one.subject()))
        .put("user", ofUser ? directory.userNamed(one.subjectId()) : null)
        .put("torrent", ofTorrent ? directory.torrentNamed(one.subjectId()) : null)
        .put("upload_percent", one.uploadPercent())
        .put("download_percent", one.downloadPercent())
        .put("starts_at", Times.text(one.startsAt()))
        .put("ends_at", one.endsAt() == Long.MAX_VALUE ? null : Times.text(one.endsAt()))
        .put("note", one.note())
        .put("in_force", isInForce(one));
  }
}
