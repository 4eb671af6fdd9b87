package io.skep.ledger;

import io.skep.bittorrent.PeerAddress;
import io.skep.storage.SessionRow;
import java.util.List;

/**
 * One client of a user in one torrent, as people see it.
 *
 * @param row how far the books know it
 * @param addresses where it announced from within the interval and its grace, latest first; only
 *     since the tracker was started
 * @param living whether it announced within the interval and its grace and has not stopped
 */
public record SessionView(SessionRow row, List<PeerAddress> addresses, boolean living) {
  /** A copy of what was given. */
  public SessionView {
    addresses = List.copyOf(addresses);
  }
}
