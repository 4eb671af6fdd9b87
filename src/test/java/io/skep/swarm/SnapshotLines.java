package io.skep.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What is in a snapshot, one line for each swarm and peer; each must be there once. */
final class SnapshotLines implements SnapshotVisitor {
  private final Set<String> lines = new TreeSet<>();
  private String swarm = "";

  /** The lines of these bytes. */
  static Set<String> of(byte[] snapshot) throws IOException, SnapshotException {
    SnapshotLines lines = new SnapshotLines();
    read(snapshot, lines);
    return lines.lines;
  }

  static void read(byte[] snapshot, SnapshotVisitor visitor) throws IOException, SnapshotException {
    new SnapshotReader(Channels.newChannel(new ByteArrayInputStream(snapshot))).read(visitor);
  }

  static byte[] write(CaffeineSwarmStore store, long now) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new SnapshotWriter(Channels.newChannel(bytes), store.hasAccounting(), now).write(store);
    return bytes.toByteArray();
  }

  /** The bytes with the checksum that belongs to them behind. */
  static byte[] signed(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return ByteBuffer.allocate(content.length + Integer.BYTES)
        .put(content)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** Fails with what is in one only. */
  static void assertSame(Set<String> expected, Set<String> actual) {
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(actual);
    Set<String> added = new TreeSet<>(actual);
    added.removeAll(expected);
    assertEquals("[] []", missing + " " + added);
  }

  @Override
  public void begin(long writtenAt) {
    add("written at " + writtenAt);
  }

  @Override
  public void swarm(InfoHash infoHash, SwarmCopy copy) {
    swarm = infoHash.toString();
    add(
        swarm
            + " created "
            + copy.createdAt()
            + " latest "
            + copy.lastAnnounce()
            + " completed "
            + copy.completed()
            + (copy.shared() ? " shared" : "")
            + (copy.established() ? " established" : ""));
  }

  @Override
  public void peer(Role role, PeerAddress address, int age, @Nullable SnapshotAccount account) {
    add(swarm + " " + role + " " + address + " " + age + " " + account);
  }

  @Override
  public void endOfSwarm() {}

  private void add(String line) {
    if (!lines.add(line)) {
      throw new AssertionError("twice: " + line);
    }
  }
}
