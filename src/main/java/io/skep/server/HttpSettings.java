package io.skep.server;

import io.vertx.core.net.PemKeyCertOptions;
import org.jspecify.annotations.Nullable;

/**
 * How the tracker listens on HTTP.
 *
 * @param host the address to bind
 * @param port the port to bind; 0 for any that is free
 * @param idleTimeout seconds after which a connection is closed that has brought no whole request
 * @param maxConnections how many connections may be open
 * @param maxScrape how many swarms one scrape may ask for
 * @param fullScrape whether a scrape without an info-hash is answered with all swarms
 * @param fullScrapeAge for how many seconds such an answer is given again
 * @param proxyProtocol whether each connection begins with a PROXY protocol header, v1 or v2
 * @param tls the certificate and key for HTTPS; null for plain HTTP
 */
public record HttpSettings(
    String host,
    int port,
    int idleTimeout,
    int maxConnections,
    int maxScrape,
    boolean fullScrape,
    int fullScrapeAge,
    boolean proxyProtocol,
    @Nullable PemKeyCertOptions tls) {}
