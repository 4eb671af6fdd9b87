package io.skep.interop;

/** How clients speak to the tracker. */
enum Transport {
  HTTP,
  UDP
}
