package io.skep.ledger;

import io.skep.bittorrent.PeerId;
import io.skep.storage.CreditLine;
import io.skep.storage.SessionRow;
import io.skep.storage.StandingChange;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How batches lie in a {@link PendingFile}; whatever is read costs no more than it is long. */
final class PendingFormat {
  /** Since 2 a session has the ids of the journal's entries that are in it. */
  static final int VERSION = 2;

  private static final int MAX_TEXT = 1 << 20;

  private PendingFormat() {}

  static void write(List<WriteBatch> batches, DataOutputStream output) throws IOException {
    output.writeInt(batches.size());
    for (WriteBatch batch : batches) {
      writeText(batch.id(), output);
      output.writeLong(batch.at());
      output.writeInt(batch.sessions().size());
      for (PendingSession pending : batch.sessions()) {
        writeContent(pending, output);
        writeEntries(pending.entries(), output);
      }
    }
  }

  static List<WriteBatch> read(DataInputStream input, int version) throws IOException {
    List<WriteBatch> batches = new ArrayList<>();
    for (int left = count(input); left > 0; left--) {
      String id = readText(input);
      long at = input.readLong();
      List<PendingSession> sessions = new ArrayList<>();
      for (int more = count(input); more > 0; more--) {
        PendingSession pending = readContent(input);
        pending.setEntries(version < VERSION ? List.of() : readEntries(input));
        sessions.add(pending);
      }
      batches.add(new WriteBatch(id, at, sessions, false));
    }
    return batches;
  }

  /** No list is made as long as a number says: each of its members must be there. */
  private static int count(DataInputStream input) throws IOException {
    int count = input.readInt();
    if (count < 0) {
      throw new IllegalArgumentException("there can't be " + count + " of anything");
    }
    return count;
  }

  static void writeContent(PendingSession pending, DataOutputStream output) throws IOException {
    SessionRow session = pending.session();
    output.writeBoolean(session != null);
    if (session != null) {
      write(session, output);
    }
    output.writeInt(pending.lines().size());
    for (CreditLine line : pending.lines()) {
      write(line, output);
    }
    output.writeInt(pending.standings().size());
    for (StandingChange standing : pending.standings()) {
      write(standing, output);
    }
  }

  private static void writeEntries(List<Long> entries, DataOutputStream output) throws IOException {
    output.writeInt(entries.size());
    for (long entry : entries) {
      output.writeLong(entry);
    }
  }

  private static List<Long> readEntries(DataInputStream input) throws IOException {
    List<Long> entries = new ArrayList<>();
    for (int left = count(input); left > 0; left--) {
      entries.add(input.readLong());
    }
    return entries;
  }

  static PendingSession readContent(DataInputStream input) throws IOException {
    @Nullable SessionRow session = input.readBoolean() ? readSession(input) : null;
    PendingSession pending = new PendingSession(0);
    pending.add(new LedgerWriter.Entry(session, null, null), false);
    for (int lines = count(input); lines > 0; lines--) {
      pending.add(new LedgerWriter.Entry(null, readLine(input), null), false);
    }
    for (int standings = count(input); standings > 0; standings--) {
      pending.add(new LedgerWriter.Entry(null, null, readStanding(input)), false);
    }
    return pending;
  }

  private static void write(SessionRow row, DataOutputStream output) throws IOException {
    output.writeLong(row.id());
    output.writeLong(row.user());
    output.writeLong(row.torrent());
    output.writeInt(row.key());
    output.write(row.peerId().bytes());
    output.writeLong(row.uploaded());
    output.writeLong(row.downloaded());
    output.writeLong(row.left());
    output.writeLong(row.startedAt());
    output.writeLong(row.previousUploaded());
    output.writeLong(row.previousDownloaded());
    output.writeLong(row.lastSeen());
    output.writeBoolean(row.stopped());
  }

  private static SessionRow readSession(DataInputStream input) throws IOException {
    return new SessionRow(
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readInt(),
        PeerId.read(readBytes(PeerId.LENGTH, input), 0),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readBoolean());
  }

  private static void write(CreditLine line, DataOutputStream output) throws IOException {
    output.writeLong(line.at());
    output.writeLong(line.user());
    output.writeLong(line.torrent());
    output.writeLong(line.session());
    writeText(line.reason().name(), output);
    output.writeLong(line.uploaded());
    output.writeLong(line.downloaded());
    output.writeLong(line.creditedUploaded());
    output.writeLong(line.creditedDownloaded());
    output.writeInt(line.uploadPercent());
    output.writeInt(line.downloadPercent());
    writeText(line.note(), output);
  }

  private static CreditLine readLine(DataInputStream input) throws IOException {
    return new CreditLine(
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        CreditLine.Reason.valueOf(readText(input)),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readInt(),
        input.readInt(),
        readText(input));
  }

  private static void write(StandingChange change, DataOutputStream output) throws IOException {
    output.writeLong(change.user());
    output.writeLong(change.torrent());
    output.writeLong(change.seedSeconds());
    output.writeBoolean(change.completed());
    output.writeLong(change.at());
    output.writeLong(change.left());
  }

  private static StandingChange readStanding(DataInputStream input) throws IOException {
    return new StandingChange(
        input.readLong(),
        input.readLong(),
        input.readLong(),
        input.readBoolean(),
        input.readLong(),
        input.readLong());
  }

  private static void writeText(String text, DataOutputStream output) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.writeInt(bytes.length);
    output.write(bytes);
  }

  private static String readText(DataInputStream input) throws IOException {
    int length = input.readInt();
    if (length < 0 || length > MAX_TEXT) {
      throw new IllegalArgumentException("no text is " + length + " bytes long");
    }
    return new String(readBytes(length, input), StandardCharsets.UTF_8);
  }

  private static byte[] readBytes(int length, DataInputStream input) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ends too early");
    }
    return bytes;
  }
}
