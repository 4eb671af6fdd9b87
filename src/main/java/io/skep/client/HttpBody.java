package io.skep.client;

/** What an HTTP response brought: its status and its body, unpacked. */
record HttpBody(int status, byte[] body) {}
