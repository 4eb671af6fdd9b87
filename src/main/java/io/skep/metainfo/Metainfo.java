package io.skep.metainfo;

import io.skep.bencode.BencodeDictionary;
import io.skep.bencode.BencodeException;
import io.skep.bencode.BencodeReader;
import io.skep.bittorrent.InfoHash;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a .torrent says (BEP 3, BEP 52).
 *
 * <p>It cannot be changed, but for the layers that {@link #hashes()} takes later, and any thread
 * may use it.
 */
public final class Metainfo {
  /** The greatest piece length that is read, 1 GiB: more is in no client's reach. */
  public static final int MAX_PIECE_LENGTH = 1 << 30;

  /** The greatest number of files that is read, padding counted. */
  public static final int MAX_FILES = 100_000;

  /** The greatest number of trackers that is read; what is beyond it is left out. */
  public static final int MAX_TRACKERS = 200;

  /** The greatest number of web seeds that is read; what is beyond it is left out. */
  public static final int MAX_WEB_SEEDS = 100;

  /** The longest URL that is read, in bytes; a longer one is left out. */
  public static final int MAX_URL_LENGTH = 4096;

  /** The formats of a .torrent. */
  public enum Version {
    /** Hashed with SHA-1 over all files in a row (BEP 3). */
    V1,
    /** Hashed with SHA-256, a tree for each file (BEP 52). */
    V2,
    /** Both in one file, with a swarm for each. */
    HYBRID
  }

  private final Info info;
  private final Surroundings around;
  private final PieceHashes hashes;

  private Metainfo(Info info, Surroundings around) {
    this.info = info;
    this.around = around;
    hashes =
        new PieceHashes(
            info.layout(),
            info.files(),
            info.bytes(),
            info.sha1Offset(),
            info.version() != Version.V1);
  }

  /**
   * Reads a whole .torrent.
   *
   * @throws MetainfoException if it is not bencoded, if what BEP 3 or BEP 52 ask for is missing, if
   *     lengths, pieces and layers do not fit each other, or if a file's name would be a danger
   */
  public static Metainfo read(byte[] torrent) throws MetainfoException {
    BencodeDictionary root = dictionary(torrent, "not a torrent: ");
    BencodeDictionary info = root.dictionary("info");
    if (info == null) {
      throw new MetainfoException("the torrent has no 'info' dictionary");
    }
    byte[] bytes = Arrays.copyOfRange(torrent, info.start(), info.end());
    Metainfo metainfo = new Metainfo(InfoReader.read(bytes, info), Surroundings.read(root));
    PieceLayers.read(root, metainfo.files(), metainfo.hashes);
    return metainfo;
  }

  /**
   * Reads an info dictionary that came from peers (BEP 9).
   *
   * @param info the dictionary alone
   * @param trackers the tiers that the magnet link named
   * @param webSeeds those that the magnet link named
   * @throws MetainfoException as {@link #read} does
   */
  public static Metainfo ofInfo(byte[] info, List<List<String>> trackers, List<String> webSeeds)
      throws MetainfoException {
    return of(info.clone(), new Surroundings(trackers, webSeeds, null, null, OptionalLong.empty()));
  }

  /** Reads an info dictionary of which nobody else has the array. */
  static Metainfo of(byte[] info, Surroundings around) throws MetainfoException {
    return new Metainfo(
        InfoReader.read(info, dictionary(info, "no metadata of a torrent: ")), around);
  }

  private static BencodeDictionary dictionary(byte[] bytes, String complaint)
      throws MetainfoException {
    try {
      if (BencodeReader.readLenient(bytes, BencodeReader.Limits.DEFAULT)
          instanceof BencodeDictionary dictionary) {
        return dictionary;
      }
    } catch (BencodeException e) {
      throw new MetainfoException(complaint + e.getMessage());
    }
    throw new MetainfoException(complaint + "it is no dictionary");
  }

  /** The name of the file or folder, which is safe to make a path of. */
  public String name() {
    return info.name();
  }

  /** Which of the formats it is written in. */
  public Version version() {
    return info.version();
  }

  /**
   * The hashes that its swarms go by: of version 1, of version 2 cut to 20 bytes, or for a hybrid
   * both in this order.
   */
  public List<InfoHash> infoHashes() {
    return info.infoHashes();
  }

  /** A fresh array of the whole SHA-256 of version 2, 32 bytes; null in version 1. */
  public byte @Nullable [] infoHashV2() {
    byte @Nullable [] hash = info.infoHashV2();
    return hash == null ? null : hash.clone();
  }

  /** The length of the content in bytes, without padding (BEP 47). */
  public long length() {
    return info.length();
  }

  /** The length of a piece in bytes, 1 to {@link #MAX_PIECE_LENGTH}. */
  public int pieceLength() {
    return info.pieceLength();
  }

  /** True if its peers may come from its trackers only (BEP 27). */
  public boolean isPrivate() {
    return info.isPrivate();
  }

  /** Which tracker it was made for, so that each has its own info-hash; null if it says nothing. */
  public @Nullable String source() {
    return info.source();
  }

  /** Under which licence its content may be shared; null if it says nothing. */
  public @Nullable String license() {
    return info.license();
  }

  /** Its files in their order, padding and links among them. */
  public List<TorrentFile> files() {
    return info.files();
  }

  /** Where its pieces lie in its files. */
  public PieceLayout layout() {
    return info.layout();
  }

  /** What its pieces must hash to. */
  public PieceHashes hashes() {
    return hashes;
  }

  /** A fresh array of the info dictionary as it stands, which BEP 9 sends. */
  public byte[] info() {
    return info.bytes().clone();
  }

  /**
   * The tiers of announce URLs (BEP 12), the first to be tried first; empty where it names none.
   * They are as they stand in the file, so they may be no URLs.
   */
  public List<List<String>> trackers() {
    return around.trackers();
  }

  /** Where its content can be had over HTTP (BEP 19), as it stands in the file. */
  public List<String> webSeeds() {
    return around.webSeeds();
  }

  /** What its maker wanted to say; null if nothing. */
  public @Nullable String comment() {
    return around.comment();
  }

  /** The program it was made with; null if it says nothing. */
  public @Nullable String createdBy() {
    return around.createdBy();
  }

  /** When it was made, in seconds since 1970, as it claims; empty if it says nothing. */
  public OptionalLong creationDate() {
    return around.creationDate();
  }

  /** A whole .torrent of all that is known, the layers among it: for what came by magnet link. */
  public byte[] torrent() {
    return MetainfoWriter.write(info.bytes(), around, info.files(), hashes);
  }

  @Override
  public String toString() {
    return FileNames.shown(name()) + " " + infoHashes();
  }
}
