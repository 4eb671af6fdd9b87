package io.skep.swarm;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.PeerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes a snapshot; for one use. */
final class SnapshotWriter {
  private static final int BUFFER_LENGTH = 1 << 18;

  private final WritableByteChannel channel;
  private final boolean accounts;
  private final long now;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
  private final byte[] twentyBytes = new byte[InfoHash.LENGTH];
  private final CRC32C checksum = new CRC32C();
  private long swarms;
  private long peers;

  /** Writes to this channel whether peers have accounts and that it is {@code now}, in seconds. */
  SnapshotWriter(WritableByteChannel channel, boolean accounts, long now) {
    this.channel = channel;
    this.accounts = accounts;
    this.now = now;
  }

  SwarmSnapshot.Counts write(CaffeineSwarmStore store) throws IOException {
    buffer.putLong(SnapshotFormat.MAGIC).putInt(SnapshotFormat.VERSION);
    buffer.put((byte) (accounts ? 1 : 0)).putLong(now);
    store.forEachCopy(this::write);
    reserve(1 + SnapshotFormat.END_LENGTH);
    buffer.put(SnapshotFormat.END).putLong(swarms).putLong(peers);
    flush();
    buffer.putInt((int) checksum.getValue());
    flush();
    return new SwarmSnapshot.Counts(swarms, peers, 0, 0, now);
  }

  private void write(InfoHash infoHash, SwarmCopy swarm) throws IOException {
    reserve(1 + SnapshotFormat.SWARM_LENGTH);
    buffer.put(SnapshotFormat.SWARM);
    infoHash.write(twentyBytes, 0);
    buffer.put(twentyBytes).putLong(swarm.createdAt()).putLong(swarm.lastAnnounce());
    buffer.putInt(swarm.completed());
    int flags =
        (swarm.shared() ? SnapshotFormat.SHARED : 0)
            | (swarm.established() ? SnapshotFormat.ESTABLISHED : 0);
    buffer.put((byte) flags);
    long latest = Math.max(now, swarm.lastAnnounce());
    for (Role role : Role.values()) {
      for (boolean ipv4 : new boolean[] {true, false}) {
        RowLayout layout = RowLayout.of(ipv4, accounts);
        write(swarm.buckets()[TableKind.index(role, ipv4)], layout, latest);
      }
    }
    swarms++;
  }

  private void write(long @Nullable [][] buckets, RowLayout layout, long latest)
      throws IOException {
    int rows = 0;
    for (int b = 0; buckets != null && b < buckets.length; b++) {
      rows += PeerTable.rows(buckets[b]);
    }
    reserve(Integer.BYTES);
    buffer.putInt(rows);
    peers += rows;
    for (int b = 0; buckets != null && b < buckets.length; b++) {
      long[] bucket = buckets[b];
      int row = PeerTable.FIRST_ROW;
      for (int left = PeerTable.rows(bucket); left > 0; left--) {
        write(bucket, row, layout, latest);
        row += layout.stride();
      }
    }
  }

  private void write(long[] bucket, int row, RowLayout layout, long latest) throws IOException {
    reserve(SnapshotFormat.LONGEST_PEER);
    PeerAddress address = layout.address(bucket, row);
    if (layout.isIpv4()) {
      buffer.putInt(address.ipv4());
    } else {
      buffer.putLong(address.high()).putLong(address.low());
    }
    buffer.putShort((short) address.port());
    buffer.putShort((short) Math.max(0, layout.age(bucket, row, latest) - (latest - now)));
    SnapshotAccount account = layout.account(bucket, row);
    if (account != null) {
      PeerId id = account.id();
      buffer.putLong(id.high()).putLong(id.middle()).putInt(id.low()).putInt(account.key());
      buffer.putLong(account.uploaded()).putLong(account.downloaded()).putLong(account.left());
      buffer.putInt((int) account.firstSeen());
    }
  }

  private void reserve(int length) throws IOException {
    if (buffer.remaining() < length) {
      flush();
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    checksum.update(buffer.duplicate());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }
}
