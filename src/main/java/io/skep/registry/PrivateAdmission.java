package io.skep.registry;

import io.skep.bittorrent.AnnounceRequest;
import io.skep.bittorrent.InfoHash;
import io.skep.bittorrent.PeerAddress;
import io.skep.bittorrent.ScrapeRequest;
import io.skep.tracker.Accounts;
import io.skep.tracker.Admission;
import io.skep.tracker.Admitted;
import io.vertx.core.Future;

/** SKELETON. Lets in users by their passkeys. */
public final class PrivateAdmission implements Admission {
  /** Admission by all these. */
  public PrivateAdmission(
      Users users,
      Passkeys passkeys,
      Torrents torrents,
      ClientRules clients,
      AccessRules rules,
      Accounts accounts,
      PasskeyGuesses guesses) {}

  @Override
  public Future<Admitted> admit(AnnounceRequest request, PeerAddress from, long now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> admitScrape(ScrapeRequest request, PeerAddress from, long now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean serves(InfoHash infoHash) {
    throw new UnsupportedOperationException();
  }
}
