package io.skep.metainfo;

import io.skep.bencode.BencodeWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes an info dictionary.
 *
 * @param isFolder true if {@code files} are to stand in a folder, even a single one
 * @param files with padding where the version asks for it, and with their roots in version 2
 * @param sha1s the hashes of version 1; null where there are none
 */
record InfoWriter(
    String name,
    boolean isFolder,
    Metainfo.Version version,
    List<TorrentFile> files,
    int pieceLength,
    byte @Nullable [] sha1s,
    boolean isPrivate,
    @Nullable String source,
    @Nullable String license) {

  byte[] write() {
    int hashes = sha1s == null ? 0 : sha1s.length;
    BencodeWriter writer = new BencodeWriter(1024 + hashes + 100 * files.size());
    writer.beginDictionary();
    if (version != Metainfo.Version.V1) {
      writer.key("file tree");
      new FileTreeWriter(writer).write(files, isFolder ? 1 : 0);
    }
    if (version != Metainfo.Version.V2) {
      writeFiles(writer);
    }
    text(writer, "license", license);
    if (version != Metainfo.Version.V1) {
      writer.key("meta version").integer(2);
    }
    writer.key("name").string(name).key("piece length").integer(pieceLength);
    if (sha1s != null) {
      writer.key("pieces").bytes(sha1s);
    }
    if (isPrivate) {
      writer.key("private").integer(1);
    }
    text(writer, "source", source);
    return writer.end().toByteArray();
  }

  private void writeFiles(BencodeWriter writer) {
    if (!isFolder) {
      writer.key("length").integer(files.get(0).length());
      return;
    }
    writer.key("files").beginList();
    for (TorrentFile file : files) {
      writer.beginDictionary();
      if (file.kind() == TorrentFile.Kind.PADDING) {
        writer.key("attr").string("p");
      }
      writer.key("length").integer(file.length()).key("path").beginList();
      file.path().stream().skip(1).forEach(writer::string);
      writer.end().end();
    }
    writer.end();
  }

  private static void text(BencodeWriter writer, String key, @Nullable String value) {
    if (value != null) {
      writer.key(key).string(value);
    }
  }
}
