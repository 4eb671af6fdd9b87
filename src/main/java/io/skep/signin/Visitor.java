package io.skep.signin;

/**
 * Where a request comes from.
 *
 * @param address an IP address
 * @param agent what the browser calls itself
 */
public record Visitor(String address, String agent) {}
