package io.skep.server;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops of one server share.
 *
 * @param parts what the frontends need
 * @param http how to listen on HTTP; null for not at all
 * @param udp how to listen on UDP; null for not at all
 * @param certificate what HTTPS shows; null for plain HTTP
 * @param connections how many HTTP connections are open
 * @param fullScrape answers scrapes of everything
 * @param severalLoops whether there is more than one
 */
record SharedParts(
    TrackerServer.Parts parts,
    @Nullable HttpSettings http,
    @Nullable UdpSettings udp,
    @Nullable ServerCertificate certificate,
    AtomicInteger connections,
    FullScrape fullScrape,
    boolean severalLoops) {}
