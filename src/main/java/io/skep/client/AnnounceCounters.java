package io.skep.client;

import io.skep.bittorrent.AnnounceRequest;

/**
 * What an announce says of a transfer, true at the moment it is taken (BEP 3).
 *
 * @param uploaded bytes given in this run, at least 0
 * @param downloaded bytes taken in this run, at least 0
 * @param left bytes still to fetch, at least 0; {@link AnnounceRequest#LEFT_UNKNOWN} while a
 *     magnet's size is not known, which goes out as the largest signed 64-bit number: every tracker
 *     can read that, and none takes it for a seed's
 * @param corrupt bytes thrown away since a piece's hash did not fit, at least 0
 * @param peersWanted how many peers are of use now; 0 where there are enough
 */
record AnnounceCounters(long uploaded, long downloaded, long left, long corrupt, int peersWanted) {}
