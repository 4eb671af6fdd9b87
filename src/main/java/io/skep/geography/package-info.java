/**
 * In which country an address is, roughly: for a map of totals, never for a decision about anybody.
 *
 * <p>A database in the format mmdb is a tree of a million nodes that is walked for each address.
 * For a map the country is all that is wanted, of very many addresses at once; so the tree is
 * walked once, and what is kept are the places where one country ends and the next begins, to be
 * found by halving. That takes a tenth of the memory and of the time.
 *
 * <p>What is bundled is made of DB-IP's country database (CC BY 4.0), see {@code NOTICE} beside it.
 */
@NullMarked
package io.skep.geography;

import org.jspecify.annotations.NullMarked;
