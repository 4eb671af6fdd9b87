package io.skep.protocol;

/** How far a handshake of message stream encryption has come. */
public enum EncryptionState {
  /** More bytes of the other side's are needed. */
  NEEDS_MORE,

  /** Both sides have agreed; what follows is the stream itself. */
  DONE
}
