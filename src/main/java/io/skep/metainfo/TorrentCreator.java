package io.skep.metainfo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a .torrent of a file or a folder.
 *
 * <p>Of version 1 unless told otherwise: every client there is reads it, while a few of those in
 * daily use know nothing of version 2 (aria2, rTorrent) and others can't show or fetch a hybrid
 * (Transmission 3), whose padding also shows up as thousands of odd files where BEP 47 is not
 * known.
 *
 * <p>Everything but the source may be left out. One thread may use it, and once.
 */
public final class TorrentCreator {
  private final Path path;
  private Metainfo.Version version = Metainfo.Version.V1;
  private int pieceLength;
  private List<List<String>> trackers = List.of();
  private List<String> webSeeds = List.of();
  private boolean isPrivate;
  private @Nullable String name;
  private @Nullable String source;
  private @Nullable String license;
  private @Nullable String comment;
  private @Nullable String createdBy;
  private OptionalLong creationDate = OptionalLong.empty();
  private int threads = Runtime.getRuntime().availableProcessors();
  private @Nullable Path output;
  private Progress progress = (hashed, total) -> {};

  private TorrentCreator(Path path) {
    this.path = path;
  }

  /** Begins a torrent of the file or folder at this path. */
  public static TorrentCreator of(Path path) {
    return new TorrentCreator(path);
  }

  /** Is told how far the hashing is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * So many bytes are hashed; called on the thread that creates, some times a second.
     *
     * @param hashed up to {@code total}
     * @param total the bytes of all files
     */
    void hashed(long hashed, long total);
  }

  /**
   * What was made.
   *
   * @param torrent the whole .torrent
   * @param metainfo what it says
   * @param notes on what was found and left out, one line each
   */
  public record Created(byte[] torrent, Metainfo metainfo, List<String> notes) {}

  /** Which format; version 1 where it is not called. */
  public TorrentCreator version(Metainfo.Version wanted) {
    version = wanted;
    return this;
  }

  /**
   * How long pieces are, in bytes; chosen by the content's length where it is not called: the least
   * that makes no more than 2,000 pieces, 16 KiB to 16 MiB.
   *
   * @param bytes a power of two from 16 KiB to {@link Metainfo#MAX_PIECE_LENGTH}
   * @throws IllegalArgumentException if it is anything else
   */
  public TorrentCreator pieceLength(long bytes) {
    if (!PieceLengths.isAllowed(bytes)) {
      throw new IllegalArgumentException("a piece length is a power of two, 16 KiB to 1 GiB");
    }
    pieceLength = (int) bytes;
    return this;
  }

  /** The tiers of announce URLs (BEP 12), none of them empty. */
  public TorrentCreator trackers(List<List<String>> tiers) {
    if (tiers.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a tier needs a tracker");
    }
    trackers = tiers;
    return this;
  }

  /** Where the content can be had over HTTP (BEP 19). */
  public TorrentCreator webSeeds(List<String> urls) {
    webSeeds = urls;
    return this;
  }

  /** Whether peers may come from the trackers only (BEP 27). */
  public TorrentCreator isPrivate(boolean wanted) {
    isPrivate = wanted;
    return this;
  }

  /** The torrent's name; that of the file or folder where it is not called. */
  public TorrentCreator name(String wanted) {
    name = wanted;
    return this;
  }

  /** Which tracker it is for, which gives it an info-hash of its own there. */
  public TorrentCreator source(@Nullable String wanted) {
    source = wanted;
    return this;
  }

  /**
   * Under which licence the content may be shared. It stands as {@code license} in the info
   * dictionary, so that nobody can change it and keep the swarm. No BEP has such a key; others
   * leave it alone.
   */
  public TorrentCreator license(@Nullable String wanted) {
    license = wanted;
    return this;
  }

  /** What its maker wants to say. */
  public TorrentCreator comment(@Nullable String wanted) {
    comment = wanted;
    return this;
  }

  /** The program that it is made with. */
  public TorrentCreator createdBy(@Nullable String wanted) {
    createdBy = wanted;
    return this;
  }

  /** When it is made, in seconds since 1970; left out, the same content makes the same file. */
  public TorrentCreator creationDate(OptionalLong seconds) {
    creationDate = seconds;
    return this;
  }

  /** How many threads hash, at least 1; one for each core where it is not called. */
  public TorrentCreator threads(int wanted) {
    threads = wanted;
    return this;
  }

  /** Where the .torrent will be written: should that be in the folder, it is left out. */
  public TorrentCreator output(Path wanted) {
    output = wanted;
    return this;
  }

  /** Who is told how far the hashing is. */
  public TorrentCreator progress(Progress wanted) {
    progress = wanted;
    return this;
  }

  /**
   * Reads and hashes all files, and makes the .torrent.
   *
   * @throws IOException if something cannot be read, or changes meanwhile
   * @throws MetainfoException if no torrent can be made of it: there is no content, or there are
   *     too many files or pieces, or names that would be a danger to those who download it
   * @throws InterruptedException if this thread is interrupted, by which all is cancelled
   */
  public Created create() throws IOException, MetainfoException, InterruptedException {
    String torrentName = torrentName();
    Source found = new SourceReader(output).read(path, torrentName);
    long total = found.length();
    if (total == 0) {
      throw new MetainfoException("there is nothing to share: no file with anything in it");
    }
    if (version != Metainfo.Version.V1 && found.looksLikeOneFile()) {
      throw new MetainfoException(
          "version 2 cannot tell a folder with one file of its own name from that file;"
              + " rename one of them, or make it version 1");
    }
    int length = pieceLength == 0 ? PieceLengths.choose(total) : pieceLength;
    List<TorrentFile> files = found.layOut(version, length);
    PieceLayout layout = PieceLayout.of(files, length, version == Metainfo.Version.V2);
    HashingTask task = new HashingTask(layout, sources(found, files), version);
    LongConsumer teller = hashed -> progress.hashed(hashed, total);
    HashingPool.run(task, Math.min(threads, layout.pieceCount()), teller);
    for (SourceFile file : found.files()) {
      file.requireUnchanged();
    }
    return write(torrentName, found, files, task);
  }

  /**
   * What the torrent will be called.
   *
   * @throws MetainfoException if that is no name: of a file system's root, or not UTF-8
   */
  public String torrentName() throws MetainfoException {
    if (name != null) {
      return name;
    }
    Path absolute = path.toAbsolutePath().normalize();
    String own = DiskNames.nameOf(absolute);
    if (own == null) {
      throw new MetainfoException(
          FileNames.shown(absolute.toString()) + " has no name in UTF-8 for the torrent");
    }
    return own;
  }

  /** For each file of the torrent what it is read from. */
  private static List<@Nullable SourceFile> sources(Source found, List<TorrentFile> files) {
    List<@Nullable SourceFile> sources = new ArrayList<>(files.size());
    int next = 0;
    for (TorrentFile file : files) {
      boolean isPadding = file.kind() == TorrentFile.Kind.PADDING;
      sources.add(isPadding ? null : found.files().get(next++));
    }
    return sources;
  }

  private Created write(String torrentName, Source found, List<TorrentFile> files, HashingTask task)
      throws MetainfoException {
    Layers layers = Layers.of(files, task);
    byte[] info =
        new InfoWriter(
                torrentName,
                found.isFolder(),
                version,
                layers.files(),
                task.layout().pieceLength(),
                task.sha1s(),
                isPrivate,
                source,
                license)
            .write();
    Surroundings around = new Surroundings(trackers, webSeeds, comment, createdBy, creationDate);
    Metainfo metainfo = Metainfo.of(info, around);
    layers.addTo(metainfo.hashes());
    return new Created(metainfo.torrent(), metainfo, found.notes());
  }
}
