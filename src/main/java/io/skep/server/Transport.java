package io.skep.server;

/** What brings a request; a label of the metrics. */
enum Transport {
  HTTP,
  UDP
}
