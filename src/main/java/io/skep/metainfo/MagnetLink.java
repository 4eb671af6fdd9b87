package io.skep.metainfo;

import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A magnet link (BEP 9): the info-hash of a torrent, and where to begin to look for it.
 *
 * @param infoHashes at least one: of version 1, of version 2 cut to 20 bytes, or both in this order
 * @param infoHashV2 the whole SHA-256 of version 2, 32 bytes (BEP 52); null where the link has none
 * @param name what to show until the metadata is there; empty where the link has none, and not fit
 *     for a path
 * @param trackers announce URLs, as they stand in the link
 * @param webSeeds where the content can be had over HTTP (BEP 19), as they stand in the link
 * @param peers whom to ask for the metadata; names of hosts are left out
 * @param selectOnly the indexes of the files that are wanted (BEP 53), rising; empty for all
 * @param length how long the content is said to be, in bytes
 */
public record MagnetLink(
    List<InfoHash> infoHashes,
    byte @Nullable [] infoHashV2,
    String name,
    List<String> trackers,
    List<String> webSeeds,
    List<PeerAddress> peers,
    List<Integer> selectOnly,
    OptionalLong length) {
  /** The longest link that is read, in characters. */
  public static final int MAX_LENGTH = 64 * 1024;

  /** The most peers that are taken from a link; what is beyond is left out. */
  public static final int MAX_PEERS = 100;

  /** Keeps copies of the lists that nobody changes. */
  // NullAway does not see the annotation of an array in a compact constructor.
  public MagnetLink(
      List<InfoHash> infoHashes,
      byte @Nullable [] infoHashV2,
      String name,
      List<String> trackers,
      List<String> webSeeds,
      List<PeerAddress> peers,
      List<Integer> selectOnly,
      OptionalLong length) {
    if (infoHashes.isEmpty()) {
      throw new IllegalArgumentException("a magnet link needs an info-hash");
    }
    this.infoHashes = List.copyOf(infoHashes);
    this.infoHashV2 = infoHashV2;
    this.name = name;
    this.trackers = List.copyOf(trackers);
    this.webSeeds = List.copyOf(webSeeds);
    this.peers = List.copyOf(peers);
    this.selectOnly = List.copyOf(selectOnly);
    this.length = length;
  }

  /** True if the torrent has an info-hash of version 1. */
  public boolean hasV1() {
    return infoHashes.size() > 1 || infoHashV2 == null;
  }

  /**
   * The link that leads to a torrent.
   *
   * @param metainfo what it leads to; its trackers stand in the link in the order of their tiers
   */
  public static MagnetLink to(Metainfo metainfo) {
    return new MagnetLink(
        metainfo.infoHashes(),
        metainfo.infoHashV2(),
        metainfo.name(),
        metainfo.trackers().stream().flatMap(List::stream).distinct().toList(),
        metainfo.webSeeds(),
        List.of(),
        List.of(),
        OptionalLong.of(metainfo.length()));
  }

  /** True if the text begins as a magnet link does, and is not meant as the name of a file. */
  public static boolean looksLikeOne(String text) {
    return text.regionMatches(true, 0, MagnetReader.SCHEME, 0, MagnetReader.SCHEME.length());
  }

  /**
   * Reads a link. Parameters that are unknown or that make no sense are left out, but for the
   * info-hashes.
   *
   * @throws MetainfoException if it is none, is longer than {@link #MAX_LENGTH}, or names no
   *     info-hash, a wrong one or two that contradict each other
   */
  public static MagnetLink parse(String link) throws MetainfoException {
    return new MagnetReader().read(link);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MagnetLink link
        && infoHashes.equals(link.infoHashes)
        && Arrays.equals(infoHashV2, link.infoHashV2)
        && name.equals(link.name)
        && trackers.equals(link.trackers)
        && webSeeds.equals(link.webSeeds)
        && peers.equals(link.peers)
        && selectOnly.equals(link.selectOnly)
        && length.equals(link.length);
  }

  @Override
  public int hashCode() {
    return Objects.hash(infoHashes, name, trackers, webSeeds, peers, selectOnly, length);
  }

  /** The link itself. */
  @Override
  public String toString() {
    return MagnetWriter.write(this);
  }
}
