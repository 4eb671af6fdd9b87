package io.skep.swarm;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a snapshot; for one use.
 *
 * <p>It holds one buffer, whatever the file says of itself.
 */
final class SnapshotReader {
  private static final int BUFFER_LENGTH = 1 << 18;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH).limit(0);
  private final CRC32C checksum = new CRC32C();
  private int summedUpTo;
  private boolean accounts;
  private long peers;

  SnapshotReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Shows all of it.
   *
   * @throws SnapshotException if it makes no sense; much of it may have been shown by then
   */
  void read(SnapshotVisitor visitor) throws IOException, SnapshotException {
    need(SnapshotFormat.HEAD_LENGTH);
    if (buffer.getLong() != SnapshotFormat.MAGIC) {
      throw new SnapshotException("it is no snapshot of swarms");
    }
    int version = buffer.getInt();
    if (version != SnapshotFormat.VERSION) {
      throw new SnapshotException("it is of version " + version + ", which this Skep can't read");
    }
    accounts = flags(1) == 1;
    visitor.begin(time());
    long swarms = 0;
    while (mark() == SnapshotFormat.SWARM) {
      readSwarm(visitor);
      swarms++;
    }
    need(SnapshotFormat.END_LENGTH);
    if (buffer.getLong() != swarms || buffer.getLong() != peers) {
      throw new SnapshotException("it holds more or less than it says");
    }
    readEnd();
  }

  private byte mark() throws IOException, SnapshotException {
    need(1);
    byte mark = buffer.get();
    if (mark != SnapshotFormat.SWARM && mark != SnapshotFormat.END) {
      throw new SnapshotException("it has a part of an unknown kind, " + mark);
    }
    return mark;
  }

  private void readSwarm(SnapshotVisitor visitor) throws IOException, SnapshotException {
    need(SnapshotFormat.SWARM_LENGTH);
    InfoHash infoHash = new InfoHash(buffer.getLong(), buffer.getLong(), buffer.getInt());
    long createdAt = time();
    long lastAnnounce = time();
    int completed = buffer.getInt();
    if (completed < 0 || createdAt > lastAnnounce) {
      throw new SnapshotException("it has a swarm that can't be");
    }
    int flags = flags(SnapshotFormat.SHARED | SnapshotFormat.ESTABLISHED);
    boolean shared = (flags & SnapshotFormat.SHARED) != 0;
    boolean established = (flags & SnapshotFormat.ESTABLISHED) != 0;
    visitor.swarm(
        infoHash,
        new SwarmCopy(createdAt, lastAnnounce, completed, shared, established, Swarm.noBuckets()));
    for (Role role : Role.values()) {
      readPeers(role, true, visitor);
      readPeers(role, false, visitor);
    }
    visitor.endOfSwarm();
  }

  private void readPeers(Role role, boolean ipv4, SnapshotVisitor visitor)
      throws IOException, SnapshotException {
    need(Integer.BYTES);
    int count = buffer.getInt();
    if (count < 0) {
      throw new SnapshotException("it has a swarm of " + count + " peers");
    }
    int length = SnapshotFormat.peerLength(ipv4, accounts);
    for (int i = 0; i < count; i++) {
      need(length);
      readPeer(role, ipv4, visitor);
    }
    peers += count;
  }

  private void readPeer(Role role, boolean ipv4, SnapshotVisitor visitor) throws SnapshotException {
    long high = ipv4 ? 0 : buffer.getLong();
    long low = ipv4 ? buffer.getInt() : buffer.getLong();
    int port = Short.toUnsignedInt(buffer.getShort());
    PeerAddress address =
        ipv4 ? PeerAddress.ipv4((int) low, port) : new PeerAddress(high, low, port);
    if (address.isIpv4() != ipv4) {
      throw new SnapshotException("it has a peer of IPv4 among those of IPv6");
    }
    int age = Short.toUnsignedInt(buffer.getShort());
    visitor.peer(role, address, age, accounts ? account() : null);
  }

  private @Nullable SnapshotAccount account() throws SnapshotException {
    PeerId id = new PeerId(buffer.getLong(), buffer.getLong(), buffer.getInt());
    int key = buffer.getInt();
    long uploaded = buffer.getLong();
    long downloaded = buffer.getLong();
    long left = buffer.getLong();
    if (uploaded < 0 || downloaded < 0 || left < 0) {
      throw new SnapshotException("it has a peer with less than nothing");
    }
    long firstSeen = Integer.toUnsignedLong(buffer.getInt());
    return new SnapshotAccount(id, key, uploaded, downloaded, left, firstSeen);
  }

  private void readEnd() throws IOException, SnapshotException {
    sum();
    int expected = (int) checksum.getValue();
    need(SnapshotFormat.CHECKSUM_LENGTH);
    if (buffer.getInt() != expected) {
      throw new SnapshotException("its checksum is wrong, so it is damaged");
    }
    if (buffer.hasRemaining() || fill()) {
      throw new SnapshotException("something follows its end");
    }
  }

  private int flags(int known) throws SnapshotException {
    byte flags = buffer.get();
    if ((flags & ~known) != 0) {
      throw new SnapshotException("it has flags of an unknown kind, " + flags);
    }
    return flags;
  }

  private long time() throws SnapshotException {
    long time = buffer.getLong();
    if (time < 0 || time > 0xFFFF_FFFFL) {
      throw new SnapshotException("it has the time " + time);
    }
    return time;
  }

  private void need(int length) throws IOException, SnapshotException {
    while (buffer.remaining() < length) {
      if (!fill()) {
        throw new SnapshotException("it ends too early");
      }
    }
  }

  /** Reads on; false at the end of the file. */
  private boolean fill() throws IOException {
    sum();
    buffer.compact();
    int read = channel.read(buffer);
    buffer.flip();
    summedUpTo = 0;
    return read > 0;
  }

  /** Adds what was taken from the buffer to the checksum. */
  private void sum() {
    checksum.update(buffer.duplicate().flip().position(summedUpTo));
    summedUpTo = buffer.position();
  }
}
