# Builds and runs Skep in a container: docker build -t skep . && docker run -p 6969:6969 -p 6969:6969/udp skep
# The stages are ordered by how often they change, so that a change of source code rebuilds only the last steps.

# The jar is the same on every platform: it is built once, on the builder's own.
FROM --platform=$BUILDPLATFORM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
# A whole build of one empty package fetches all that the real build needs, annotation processors
# and plugins included (dependency:go-offline misses some). The layer stays until pom.xml changes.
RUN mkdir -p src/main/java/io/skep \
    && printf '@org.jspecify.annotations.NullMarked package io.skep;\n' > src/main/java/io/skep/package-info.java \
    && mvn --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dskep.blank.skip=true package \
    && rm -r src target
COPY src/main src/main
# The tests need real clients and open ports: .ci/run has run them before an image is built. An
# archive of classes is only good for the JVM that made it, and another one runs the image.
RUN mvn --batch-mode --offline -Dmaven.test.skip=true -Dskep.archive.skip=true package

# A Java runtime with only the modules that Skep uses. jdeps also names java.compiler and java.desktop,
# for parts of Vert.x, Flyway and Micrometer that Skep never loads; jdk.crypto.ec is for TLS, which
# jdeps cannot see. The commands speak with the API through java.net.http. The layers of an image are compressed anyway, so the modules are not: that
# would save 1 % of the download and slow each start. The archive of parsed classes makes a start faster.
FROM eclipse-temurin:25-jdk AS runtime
RUN jlink \
    --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.net,jdk.unsupported \
    --strip-java-debug-attributes --no-header-files --no-man-pages --output /opt/java \
    && /opt/java/bin/java -Xshare:dump

FROM debian:trixie-slim
LABEL org.opencontainers.image.title="Skep" \
      org.opencontainers.image.description="A BitTorrent tracker: HTTP and UDP announce and scrape" \
      org.opencontainers.image.licenses="Apache-2.0"
# The user has no login and owns nothing but its data. The id is a number below, since Kubernetes
# cannot tell from a name whether it is root.
RUN groupadd --gid 10001 skep \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin skep \
    && install --directory --owner=10001 --group=10001 --mode=0750 /data
COPY --from=runtime /opt/java /opt/java
COPY --from=build /build/target/skep.jar /app/skep.jar
# A start takes half the CPU time with a cache of what an earlier one has loaded. It is made here,
# with the Java and the path that it is used with; what G1 writes, the other collectors that a small
# container is given can read too.
RUN /opt/java/bin/java -XX:AOTCacheOutput=/app/skep.aot -XX:+UseG1GC \
      -cp /app/skep.jar io.skep.cli.Rehearsal /tmp/rehearsal \
    && test -s /app/skep.aot \
    && find /tmp -mindepth 1 -delete

# The console listens on loopback by default, which nobody could reach from outside a container.
# It is not published unless the operator does it.
# Without a locale of UTF-8 the names of a torrent's files would not be what the torrent says.
ENV SKEP_DATA_FOLDER=/data \
    SKEP_CONSOLE_HOST=0.0.0.0 \
    LANG=C.UTF-8
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 6969/tcp 6969/udp 6970/tcp

# The slim image has no curl, but its bash opens TCP connections.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["/bin/bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/${SKEP_CONSOLE_PORT:-6970}\" && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 3 _ status _ <&3 && [[ $status == 200 ]]"]

# Memory follows the container's limit; what is not heap is for buffers, threads and code. Out of
# memory, a tracker is better started afresh by its supervisor than kept half alive. The performance
# data file would be a write to disk from inside a pause, and this runtime has no tool that reads it.
# What the compiler needed during the start is given back after a minute. Huge pages are not asked
# for: they save CPU time under load, and make an idle tracker larger (-XX:+UseTransparentHugePages).
ENTRYPOINT ["/opt/java/bin/java", "-XX:AOTCache=/app/skep.aot", "-XX:TrimNativeHeapInterval=60000", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-jar", "/app/skep.jar"]
# Another command, say `scrape URL HASH`, can stand in its place.
CMD ["serve"]
