/**
 * Who is in which swarm: the store, the tables of peers, the choice of whom to tell, the expiry.
 *
 * <p><b>Swarms are the cached thing, not peers.</b> A Caffeine entry a peer costs 145 to 207 bytes
 * a peer; an entry a swarm with primitive tables inside costs a tenth of it, and the counts of a
 * swarm are read where its peers are.
 *
 * <p><b>Roles are tables.</b> Seeders, partial seeds and leechers of each address family sit in a
 * table of their own. A count is the size of a table, so it can't drift from the membership, and a
 * seeder that must not be told of seeders is simply not shown that table.
 *
 * <p><b>A member is an address and a port.</b> A client that crashed and came back with a new key
 * or peer id takes its old place instead of standing beside it until it expires, and one that
 * announces over IPv4 and IPv6 is kept under both, since each can be reached by others. That both
 * are one session is the ledger's to know.
 *
 * <p><b>Two tiers.</b> Caffeine's admission policy keeps what is asked for often, but a living
 * swarm announces once in half an hour and a flood of made-up info-hashes ages its frequency away.
 * So a new swarm begins among the newcomers, which have a small bound of their own, and is
 * established by what a flood can't have for nothing: an announce after half an interval has
 * passed, for which it has to hold out among the newcomers; or a second network that announces it,
 * which is soon had by whoever has IPv4 and IPv6 and so counts only while an eighth of the
 * established swarms' room is free. Newcomers push out newcomers only.
 *
 * <p><b>Locks.</b> A swarm is its own monitor, held for the time of one announce or one slice of a
 * sweep. Nobody calls the cache while holding it; the cache's eviction listener takes it. Hence the
 * order is cache, then swarm, and there is no other.
 *
 * <p><b>Time</b> is seconds that the caller passes in; they must never run backwards.
 */
@NullMarked
package io.skep.swarm;

import org.jspecify.annotations.NullMarked;
