package io.skep.registry;

/** A list of torrents that can't be read; its message is a sentence for the operator. */
public final class TorrentListException extends Exception {
  private static final long serialVersionUID = 1L;

  TorrentListException(String message) {
    super(message);
  }

  TorrentListException(String message, Throwable cause) {
    super(message, cause);
  }
}
