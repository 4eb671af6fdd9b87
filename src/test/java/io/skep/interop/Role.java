package io.skep.interop;

/** Whether a client has the content already or is to fetch it. */
enum Role {
  SEED,
  LEECHER
}
