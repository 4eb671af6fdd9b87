package io.skep.client;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeInteger;
import io.skep.bencode.BencodeList;
import io.skep.bencode.BencodeReader;
import io.skep.bencode.BencodeString;
import io.skep.bencode.BencodeValue;
import io.skep.bencode.BencodeWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier run left behind, so that a later one need not hash everything again.
 *
 * @param files the sizes and times of the torrent's files, in its order
 * @param verified the pieces that were there
 * @param isClean true if nothing was written since; else {@code verified} is worth nothing
 * @param uploaded the bytes sent to peers by all runs
 * @param downloaded the bytes got from peers by all runs
 */
record ResumeState(
    List<FileStamp> files, BitSet verified, boolean isClean, long uploaded, long downloaded) {
  /** Of a torrent that was never here before. */
  static final ResumeState NONE = new ResumeState(List.of(), new BitSet(), false, 0, 0);

  private static final int VERSION = 1;

  ResumeState {
    files = List.copyOf(files);
  }

  /**
   * The state of one torrent, bencoded, with a digest around it: half of an older and half of a
   * newer state must not pass for one.
   *
   * <p>Its length hardly changes while pieces come in, so that it can be written over on a full
   * disk.
   *
   * @param torrent what the torrent is known by
   * @param pieces how many pieces it has
   */
  byte[] write(byte[] torrent, int pieces) {
    byte[] had = Arrays.copyOf(verified.toByteArray(), (pieces + 7) / 8);
    BencodeWriter state = new BencodeWriter(256 + had.length + 40 * files.size());
    state.beginDictionary();
    state.key("clean").integer(isClean ? 1 : 0);
    state.key("downloaded").integer(downloaded);
    state.key("files").beginList();
    for (FileStamp file : files) {
      state.integer(file.length()).integer(file.modified());
    }
    state.end();
    state.key("info hash").bytes(torrent);
    state.key("uploaded").integer(uploaded);
    state.key("verified").bytes(had);
    state.key("version").integer(VERSION).end();
    byte[] bytes = state.toByteArray();
    BencodeWriter whole = new BencodeWriter(bytes.length + 100).beginDictionary();
    return whole.key("sha256").bytes(sha256(bytes)).key("state").bytes(bytes).end().toByteArray();
  }

  /** What was written for this torrent; null if the bytes are anything else. */
  static @Nullable ResumeState read(byte[] bytes, byte[] torrent, int pieces) {
    try {
      if (BencodeReader.read(bytes) instanceof BencodeDictionary whole) {
        BencodeString digest = whole.string("sha256");
        BencodeString state = whole.string("state");
        if (digest != null
            && state != null
            && Arrays.equals(digest.bytes(), sha256(state.bytes()))
            && BencodeReader.read(state.bytes()) instanceof BencodeDictionary dictionary) {
          return read(dictionary, torrent, pieces);
        }
      }
      return null;
    } catch (BencodeException e) {
      return null;
    }
  }

  private static @Nullable ResumeState read(BencodeDictionary state, byte[] torrent, int pieces) {
    BencodeString infoHash = state.string("info hash");
    BencodeString verified = state.string("verified");
    BencodeList files = state.list("files");
    if (state.integer("version").orElse(0) != VERSION
        || infoHash == null
        || !Arrays.equals(infoHash.bytes(), torrent)
        || verified == null
        || files == null) {
      return null;
    }
    BitSet had = BitSet.valueOf(verified.bytes());
    List<FileStamp> stamps = stamps(files.values());
    if (had.length() > pieces || stamps == null) {
      return null;
    }
    return new ResumeState(
        stamps,
        had,
        state.integer("clean").orElse(0) == 1,
        Math.max(0, state.integer("uploaded").orElse(0)),
        Math.max(0, state.integer("downloaded").orElse(0)));
  }

  private static @Nullable List<FileStamp> stamps(List<BencodeValue> values) {
    List<FileStamp> stamps = new ArrayList<>(values.size() / 2);
    for (int i = 0; i + 1 < values.size(); i += 2) {
      if (!(values.get(i) instanceof BencodeInteger length)
          || !(values.get(i + 1) instanceof BencodeInteger modified)) {
        return null;
      }
      stamps.add(new FileStamp(length.value(), modified.value()));
    }
    return stamps;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** True if the pieces may be believed: nothing was written since, and no file has changed. */
  boolean fits(FileStamp[] found) {
    return isClean && files.equals(List.of(found));
  }
}
