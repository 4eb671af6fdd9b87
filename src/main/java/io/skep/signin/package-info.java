/**
 * How people get into the console: passwords, second factors, browsers, links, invitations, and the
 * audit log of what was changed there.
 *
 * <p>What is asked for with each request is answered from memory: who is signed in by a cookie, and
 * whether an address may try again. Everything else blocks, for the database or for a password's
 * slow hash.
 *
 * <p>Secrets in cookies and links have 256 random bits, so their SHA-256 is kept and compared;
 * passwords are people's own, so they are kept as Argon2id (RFC 9106). A second factor's secret has
 * to be known to check a code, so it is kept as it is: whoever can read the database can also read
 * it, which is why a backup is to be kept like a key.
 *
 * <p>Guessing is slowed by where it comes from and not by stopping the account, or anybody could
 * lock out anybody: see {@link io.skep.signin.Attempts}.
 */
@NullMarked
package io.skep.signin;

import org.jspecify.annotations.NullMarked;
