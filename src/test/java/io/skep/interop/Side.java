package io.skep.interop;

/** One of the two in an encounter, and how it is to share. */
record Side(ClientKind kind, Manner manner) {
  static Side usual(ClientKind kind) {
    return new Side(kind, Manner.USUAL);
  }
}
