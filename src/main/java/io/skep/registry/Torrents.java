package io.skep.registry;

import io.skep.bittorrent.InfoHash;
import io.skep.metainfo.MagnetLink;
import io.skep.metainfo.Metainfo;
import io.skep.metainfo.MetainfoException;
import io.skep.metainfo.TorrentFile;
import io.skep.registry.RegistryException.Kind;
import io.skep.storage.NewTorrent;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.storage.TorrentStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The torrents that are registered, and those that were.
 *
 * <p>All of them are in memory, but for their .torrent files: what finds them answers at once, on
 * event loops too. What changes them blocks, writes to the database first, and has taken effect on
 * every thread when it returns. The two hashes of a hybrid (BEP 52) are one torrent.
 */
public final class Torrents {
  /** The longest .torrent that is taken, in bytes: 16 MiB. */
  public static final int MAX_FILE = 16 << 20;

  private final TorrentStore store;
  private final LongSupplier seconds;
  private final TorrentIndex index = new TorrentIndex();
  private final TorrentRegistration registration;
  private final Writing writing;

  private Torrents(TorrentStore store, LongSupplier seconds) {
    this.store = store;
    this.seconds = seconds;
    registration = new TorrentRegistration(store, index);
    writing = new Writing(() -> store.forEach(index::put));
  }

  /**
   * Loads every torrent.
   *
   * @param seconds the time since the epoch
   */
  public static Torrents load(TorrentStore store, LongSupplier seconds) throws StorageException {
    Torrents torrents = new Torrents(store, seconds);
    store.forEach(torrents.index::put);
    return torrents;
  }

  /** The torrent with this info-hash, deleted or not. */
  public Optional<Torrent> find(InfoHash hash) {
    return Optional.ofNullable(index.get(hash));
  }

  @Nullable Torrent get(InfoHash hash) {
    return index.get(hash);
  }

  /** The torrent of this id, deleted or not. */
  public Optional<Torrent> find(long id) {
    return Optional.ofNullable(index.get(id));
  }

  /** Every torrent by id, those deleted too. */
  public List<Torrent> all() {
    return index.all().sorted(Comparator.comparingLong(Torrent::id)).toList();
  }

  /** Shows every torrent in no order, those deleted too. */
  public void forEach(Consumer<Torrent> visitor) {
    index.all().forEach(visitor);
  }

  /** How many are served. */
  public int served() {
    return index.served();
  }

  /** How many there are, those deleted counted. */
  public int size() {
    return index.size();
  }

  /**
   * Registers a .torrent. One that was deleted is served again; one that was known by its info-hash
   * alone gets what the file says. {@code private} is set where it was not (BEP 27), which changes
   * the info-hash: the answer tells.
   *
   * @param addedBy the user who brought it, 0 for the operator
   * @throws RegistryException if the file is longer than {@link #MAX_FILE} or can't be used, or if
   *     it is registered with its .torrent already
   */
  public Registration register(byte[] torrentFile, long addedBy)
      throws StorageException, RegistryException {
    TorrentUpload upload = TorrentUpload.read(torrentFile, addedBy, seconds.getAsLong());
    return writing.write(() -> registration.register(upload));
  }

  /** The same for a file of a folder: see {@link TorrentRegistration#registerIfNew}. */
  Optional<Registration> registerIfNew(byte[] torrentFile)
      throws StorageException, RegistryException {
    TorrentUpload upload = TorrentUpload.read(torrentFile, 0, seconds.getAsLong());
    return writing.write(() -> registration.registerIfNew(upload));
  }

  /**
   * Registers an info-hash alone. One that was deleted is served again.
   *
   * @param name 1 to 255 characters; empty for the info-hash itself
   * @param addedBy the user who brought it, 0 for the operator
   * @throws RegistryException if the name can't be one, or the info-hash is registered already
   */
  public Torrent register(InfoHash hash, String name, long addedBy)
      throws StorageException, RegistryException {
    String called = name.isBlank() ? hash.toString() : Names.clean(name);
    NewTorrent torrent =
        new NewTorrent(List.of(hash), called, -1, 0, "", addedBy, seconds.getAsLong());
    Problem.refuse(TorrentChange.problems(torrent));
    return writing.write(() -> registration.register(torrent));
  }

  /**
   * Adds those of which no info-hash is known yet, all or none of them, and leaves the others as
   * they are; none has a .torrent.
   *
   * @param torrents an {@code addedAt} of 0 is now
   * @return the torrents that were added
   * @throws RegistryException if one of them can't be added; it is named by its info-hash
   */
  public List<Torrent> addMissing(List<NewTorrent> torrents)
      throws StorageException, RegistryException {
    return writing.write(() -> registration.registerMissing(torrents, seconds.getAsLong()));
  }

  /** What stands against adding a torrent, in sentences; empty if nothing does. */
  public List<String> problems(NewTorrent torrent) {
    return Problem.sentences(registration.problems(torrent));
  }

  /**
   * Changes a torrent's name, licence, length, number of files, info-hashes or the user who brought
   * it. The rest stays as it is; so do the info-hashes of one whose .torrent is kept.
   *
   * @throws RegistryException if there is none, or what is wanted can't be, or an info-hash is
   *     another's
   */
  public Torrent change(long id, UnaryOperator<Torrent> change)
      throws StorageException, RegistryException {
    return writing.write(
        () -> {
          Torrent before = known(id);
          Torrent after = TorrentChange.merge(before, change.apply(before));
          Problem.refuse(TorrentChange.problems(before, after));
          if (index.with(after.infoHashes()).stream().anyMatch(other -> other.id() != id)) {
            throw new RegistryException(Kind.CONFLICT, "the info-hash is another torrent's");
          }
          return update(after);
        });
  }

  /**
   * Serves a torrent no longer. It is kept, with its books.
   *
   * @param reason 1 to 200 characters, which clients that announce it are shown
   * @throws RegistryException if there is none, or the reason can't be one
   */
  public Torrent delete(long id, String reason) throws StorageException, RegistryException {
    String words = Names.clean(reason);
    String problem = Names.problem("the reason", words, Names.MAX_REASON);
    if (!problem.isEmpty()) {
      throw new RegistryException(Kind.INVALID, problem);
    }
    Torrent.Deletion deletion = new Torrent.Deletion(seconds.getAsLong(), words);
    return writing.write(() -> update(TorrentChange.deleted(known(id), deletion)));
  }

  /** Serves a deleted torrent again; one that is served stays so. */
  public Torrent restore(long id) throws StorageException, RegistryException {
    return writing.write(() -> update(TorrentChange.served(known(id))));
  }

  private Torrent known(long id) throws RegistryException {
    Torrent known = index.get(id);
    if (known == null) {
      throw new RegistryException(Kind.NOT_FOUND, "there is no torrent " + id);
    }
    return known;
  }

  private Torrent update(Torrent torrent) throws StorageException {
    store.update(torrent);
    index.put(torrent);
    return torrent;
  }

  /**
   * The .torrent with these announce URLs, each as a tier (BEP 12), and all else as it was handed
   * in: the info dictionary byte for byte.
   *
   * @throws RegistryException if none is kept, since the torrent was registered by its info-hash
   */
  public byte[] file(Torrent torrent, List<String> announceUrls)
      throws StorageException, RegistryException {
    return TorrentRewriting.withTrackers(stored(torrent), announceUrls);
  }

  private byte[] stored(Torrent torrent) throws StorageException, RegistryException {
    return store
        .file(torrent.id())
        .orElseThrow(
            () ->
                new RegistryException(
                    Kind.NOT_FOUND,
                    "there is no .torrent of '"
                        + torrent.name()
                        + "': it was registered by its info-hash"));
  }

  /**
   * The files of a torrent as its .torrent lists them, padding and links among them. Reads and
   * understands the whole .torrent, so it takes its time for a large one.
   *
   * @throws RegistryException if no .torrent is kept, since the torrent was registered by its
   *     info-hash
   */
  public List<TorrentFile> contents(Torrent torrent) throws StorageException, RegistryException {
    return metainfo(torrent).files();
  }

  private Metainfo metainfo(Torrent torrent) throws StorageException, RegistryException {
    try {
      return Metainfo.read(stored(torrent));
    } catch (MetainfoException e) {
      throw new IllegalStateException("the .torrent " + torrent.id() + " was not checked", e);
    }
  }

  /**
   * The magnet link that leads to a torrent by way of these announce URLs. Where only its info-hash
   * is known, the link has no more to say.
   */
  public String magnet(Torrent torrent, List<String> announceUrls)
      throws StorageException, RegistryException {
    Metainfo metainfo = torrent.hasFile() ? metainfo(torrent) : null;
    return new MagnetLink(
            metainfo == null ? torrent.infoHashes().subList(0, 1) : metainfo.infoHashes(),
            metainfo == null ? null : metainfo.infoHashV2(),
            torrent.name(),
            announceUrls,
            List.of(),
            List.of(),
            List.of(),
            torrent.length() < 0 ? OptionalLong.empty() : OptionalLong.of(torrent.length()))
        .toString();
  }

  /**
   * Registers every .torrent of a folder, those in folders below it left aside. What can't be
   * registered is left out and told of.
   *
   * @throws IOException if the folder can't be read, or has more than {@link
   *     TorrentFolder#MAX_FILES} of them; then none is registered
   */
  public FolderImport importFolder(Path folder) throws IOException, StorageException {
    return new TorrentFolder(folder).register(this);
  }
}
