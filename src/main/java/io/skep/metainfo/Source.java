package io.skep.metainfo;

import java.util.ArrayList;
import java.util.List;

/**
 * What a torrent is made of.
 *
 * @param isFolder true if it will be a folder, even one with a single file in it
 * @param files in the order of the torrent
 * @param notes on what was found and left out, one line each
 */
record Source(boolean isFolder, List<SourceFile> files, List<String> notes) {
  private static final String PADDING_FOLDER = ".pad";

  /** The bytes of all files. */
  long length() {
    return files.stream().mapToLong(SourceFile::length).sum();
  }

  /** True for a folder in which there is a file of its own name and nothing else. */
  boolean looksLikeOneFile() {
    return isFolder && files.size() == 1 && files.get(0).isNamedAsTorrent();
  }

  /**
   * The files as a torrent has them, without their roots.
   *
   * @param pieceLength to which a hybrid's files are padded, the last one too: BEP 52 would do
   *     without that, but libtorrent takes a hybrid folder only so
   */
  List<TorrentFile> layOut(Metainfo.Version version, int pieceLength) {
    List<TorrentFile> laidOut = new ArrayList<>(files.size());
    for (SourceFile file : files) {
      laidOut.add(new TorrentFile(file.path(), file.length(), TorrentFile.Kind.CONTENT, null));
      long missing = (pieceLength - file.length() % pieceLength) % pieceLength;
      if (version == Metainfo.Version.HYBRID && isFolder && missing > 0 && file.length() > 0) {
        laidOut.add(padding(missing));
      }
    }
    return laidOut;
  }

  private TorrentFile padding(long length) {
    List<String> path = List.of(files.get(0).path().get(0), PADDING_FOLDER, Long.toString(length));
    return new TorrentFile(path, length, TorrentFile.Kind.PADDING, null);
  }
}
