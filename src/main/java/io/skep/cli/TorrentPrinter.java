package io.skep.cli;

import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.TorrentFile;
import io.skep.protocol.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows what a .torrent says, for people. */
final class TorrentPrinter {
  private static final int SHOWN_FILES = 20;
  private static final int SIZE_COLUMNS = 10;

  private final Metainfo metainfo;

  TorrentPrinter(Metainfo metainfo) {
    this.metainfo = metainfo;
  }

  /** What a person who has made it wants to know. */
  String summary() {
    Fields fields = new Fields();
    addContent(fields);
    return addMagnet(fields).toString();
  }

  /**
   * All of it.
   *
   * @param allFiles whether to name every file, and not the first few
   */
  String text(boolean allFiles) {
    Fields fields = new Fields();
    addContent(fields);
    fields.add("private", metainfo.isPrivate() ? "yes" : "no");
    fields.words("source", metainfo.source());
    fields.words("license", metainfo.license());
    addTrackers(fields);
    metainfo.webSeeds().forEach(url -> fields.words("web seed", url));
    fields.words("comment", metainfo.comment());
    fields.words("created by", metainfo.createdBy());
    metainfo.creationDate().ifPresent(seconds -> fields.add("created", date(seconds)));
    addMagnet(fields);
    addFiles(fields, allFiles);
    return fields.toString();
  }

  private void addContent(Fields fields) {
    fields.words("name", metainfo.name());
    fields.add("version", metainfo.version().name().toLowerCase(Locale.ROOT));
    if (metainfo.version() != Metainfo.Version.V2) {
      fields.add("info-hash", metainfo.infoHashes().get(0));
    }
    byte[] v2 = metainfo.infoHashV2();
    if (v2 != null) {
      fields.add("info-hash v2", HexFormat.of().formatHex(v2));
    }
    fields.add("size", size(metainfo.length()));
    fields.add(
        "pieces", metainfo.layout().pieceCount() + " of " + Figures.bytes(metainfo.pieceLength()));
  }

  private static String size(long bytes) {
    return bytes < 1024
        ? Figures.bytes((double) bytes)
        : Figures.bytes((double) bytes) + " (" + bytes + " bytes)";
  }

  private void addTrackers(Fields fields) {
    int tier = 1;
    for (List<String> urls : metainfo.trackers()) {
      String shown = urls.stream().map(PlainText::of).collect(Collectors.joining(", "));
      fields.add("tracker", metainfo.trackers().size() > 1 ? "tier " + tier + ": " + shown : shown);
      tier++;
    }
  }

  private static String date(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds).toString();
    } catch (DateTimeException e) {
      return seconds + " (no date)";
    }
  }

  private Fields addMagnet(Fields fields) {
    return fields.add("magnet", MagnetLink.to(metainfo));
  }

  private void addFiles(Fields fields, boolean all) {
    List<TorrentFile> files =
        metainfo.files().stream().filter(file -> file.kind() != TorrentFile.Kind.PADDING).toList();
    fields.add("files", files.size());
    long shown = all ? files.size() : SHOWN_FILES;
    files.stream().limit(shown).map(TorrentPrinter::line).forEach(fields::line);
    if (files.size() > shown) {
      fields.line("  and " + (files.size() - shown) + " more; --files shows them all");
    }
  }

  private static String line(TorrentFile file) {
    String size =
        file.kind() == TorrentFile.Kind.SYMLINK ? "link" : Figures.bytes((double) file.length());
    return " ".repeat(Math.max(2, SIZE_COLUMNS - size.length()))
        + size
        + "  "
        + PlainText.of(file.pathText());
  }
}
