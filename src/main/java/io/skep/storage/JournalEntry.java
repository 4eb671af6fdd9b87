package io.skep.storage;

/**
 * What the ledger has noted and will book later: durable, and in no total yet.
 *
 * @param id given by whoever notes it, unlike that of any other entry that is there
 * @param content in a form of the ledger's own
 */
public record JournalEntry(long id, byte[] content) {}
