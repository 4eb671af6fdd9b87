package io.skep.registry;

import io.skep.registry.RegistryException.Kind;
import io.skep.storage.NewTorrent;
import io.skep.storage.StorageException;
import io.skep.storage.Torrent;
import io.skep.storage.TorrentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds torrents, or to those that are there. To be called by one writer at a time. */
final class TorrentRegistration {
  private final TorrentStore store;
  private final TorrentIndex index;

  TorrentRegistration(TorrentStore store, TorrentIndex index) {
    this.store = store;
    this.index = index;
  }

  /** See {@link Torrents#register(byte[], long)}. */
  Registration register(TorrentUpload upload) throws StorageException, RegistryException {
    Optional<Torrent> known = known(upload.torrent());
    if (known.isEmpty()) {
      Torrent added = put(store.insert(upload.torrent(), upload.file()));
      return new Registration(added, true, upload.madePrivate());
    }
    if (known.get().deleted() == null && known.get().hasFile()) {
      throw alreadyThere(known.get());
    }
    return complete(known.get(), upload);
  }

  /**
   * The same, but what is registered with its .torrent is left as it is and answered by nothing,
   * and what was deleted stays so: a folder that is imported again must not bring it back.
   */
  Optional<Registration> registerIfNew(TorrentUpload upload)
      throws StorageException, RegistryException {
    Optional<Torrent> known = known(upload.torrent());
    Torrent.Deletion deletion = known.map(Torrent::deleted).orElse(null);
    if (deletion != null) {
      throw new RegistryException(Kind.CONFLICT, "it was deleted here: " + deletion.reason());
    }
    boolean isThere = known.isPresent() && known.get().hasFile();
    return isThere ? Optional.empty() : Optional.of(register(upload));
  }

  /** The torrent that goes by these hashes; refuses hashes of two, which no change makes one. */
  private Optional<Torrent> known(NewTorrent said) throws RegistryException {
    List<Torrent> there = index.with(said.infoHashes());
    if (there.isEmpty()) {
      return Optional.empty();
    }
    if (there.size() > 1 || !said.infoHashes().containsAll(there.get(0).infoHashes())) {
      throw new RegistryException(
          Kind.CONFLICT, "the torrent's two info-hashes belong to different torrents here");
    }
    return Optional.of(there.get(0));
  }

  private Registration complete(Torrent known, TorrentUpload upload) throws StorageException {
    Torrent complete = TorrentChange.completed(known, upload.torrent());
    store.update(complete);
    // The file goes in last: without it all of this can be done again.
    store.putFile(complete.id(), upload.file());
    Torrent after = put(TorrentChange.withFile(complete));
    return new Registration(after, false, upload.madePrivate());
  }

  /** See {@link Torrents#register(io.skep.bittorrent.InfoHash, String, long)}. */
  Torrent register(NewTorrent torrent) throws StorageException, RegistryException {
    List<Torrent> there = index.with(torrent.infoHashes());
    if (there.isEmpty()) {
      return put(store.insert(torrent, null));
    }
    Torrent known = there.get(0);
    if (known.deleted() == null) {
      throw alreadyThere(known);
    }
    Torrent served = TorrentChange.served(known);
    store.update(served);
    return put(served);
  }

  /** See {@link Torrents#addMissing}. */
  List<Torrent> registerMissing(List<NewTorrent> torrents, long now)
      throws StorageException, RegistryException {
    List<NewTorrent> missing = new ArrayList<>();
    for (NewTorrent torrent : torrents) {
      NewTorrent clean = TorrentChange.clean(torrent, now);
      List<Problem> problems = TorrentChange.problems(clean);
      if (!problems.isEmpty()) {
        throw new RegistryException(
            Kind.INVALID, "torrent " + clean.infoHashes() + ": " + problems.get(0).sentence());
      }
      if (index.with(clean.infoHashes()).isEmpty()) {
        missing.add(clean);
      }
    }
    List<Torrent> added = store.insertMissing(missing);
    added.forEach(index::put);
    return added;
  }

  /** What stands against adding a torrent. */
  List<Problem> problems(NewTorrent torrent) {
    NewTorrent clean = TorrentChange.clean(torrent, 0);
    List<Problem> problems = new ArrayList<>(TorrentChange.problems(clean));
    for (Torrent known : index.with(clean.infoHashes())) {
      problems.add(Problem.conflict(alreadyThereWords(known)));
    }
    return problems;
  }

  private static RegistryException alreadyThere(Torrent torrent) {
    return new RegistryException(Kind.CONFLICT, alreadyThereWords(torrent));
  }

  private static String alreadyThereWords(Torrent torrent) {
    return "the torrent is registered already, as '" + torrent.name() + "'";
  }

  private Torrent put(Torrent torrent) {
    index.put(torrent);
    return torrent;
  }
}
