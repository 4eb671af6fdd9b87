package io.skep.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which torrents a user is fetching. One that goes silent is dropped once somebody asks; at most as
 * many as the user has torrents with a session.
 *
 * <p>When each was heard of last, and where it stands here, is in the {@link UserTorrent}: those
 * who go on fetching change nothing here.
 */
final class Downloads {
  private @Nullable UserTorrent[] places = new UserTorrent[2];
  private int size;

  // None was heard of before that.
  private long oldest = Long.MAX_VALUE;

  /** The user fetches this one, as was heard now. */
  void put(UserTorrent place, long now) {
    if (!place.isDownload()) {
      if (size == places.length) {
        places = Arrays.copyOf(places, 2 * size);
      }
      places[size] = place;
      place.becomeDownload(size++);
    }
    place.fetchedAt(now);
    oldest = Math.min(oldest, now);
  }

  /** The user does not fetch this one any more. */
  void remove(UserTorrent place) {
    if (place.isDownload()) {
      UserTorrent last = places[--size];
      places[place.downloadIndex()] = last;
      last.becomeDownload(place.downloadIndex());
      place.becomeNoDownload();
      Arrays.fill(places, size, size + 1, null);
    }
  }

  /** How many there are of which was heard at {@code since} or later. */
  int count(long since) {
    if (oldest < since) {
      drop(since);
    }
    return size;
  }

  private void drop(long since) {
    oldest = Long.MAX_VALUE;
    for (int i = size - 1; i >= 0; i--) {
      if (places[i].fetchedAt() < since) {
        remove(places[i]);
      } else {
        oldest = Math.min(oldest, places[i].fetchedAt());
      }
    }
  }

  boolean isEmpty() {
    return size == 0;
  }
}
