package io.skep.registry;

/** What a passkey is looked up by; see {@link PasskeyHashes}. */
record PasskeyHash(long high, long low) {}
