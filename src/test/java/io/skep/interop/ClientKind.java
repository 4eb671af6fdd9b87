package io.skep.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The clients that the transfers are made with. */
enum ClientKind {
  ARIA2 {
    @Override
    Optional<String> missing() {
      return missingProgram("aria2c", "aria2");
    }

    @Override
    RealClient start(Assignment assignment) {
      return Aria2.start(assignment);
    }
  },
  TRANSMISSION {
    @Override
    Optional<String> missing() {
      return missingProgram("transmission-daemon", "transmission-daemon");
    }

    @Override
    RealClient start(Assignment assignment) throws IOException {
      return Transmission.start(assignment);
    }

    /** It never dials a peer on loopback that a tracker has named. */
    @Override
    boolean waitsToBeDialled() {
      return true;
    }

    /** It knows of them but makes none; from version 4 on it does. */
    @Override
    boolean makesEmptyFiles() {
      return false;
    }
  },
  LIBTORRENT {
    @Override
    Optional<String> missing() {
      return Libtorrent.isInstalled()
          ? Optional.empty()
          : Optional.of("no libtorrent for /usr/bin/python3 (Debian's python3-libtorrent)");
    }

    @Override
    RealClient start(Assignment assignment) throws IOException {
      return Libtorrent.start(assignment);
    }
  },
  RTORRENT {
    @Override
    Optional<String> missing() {
      return missingProgram("rtorrent", "rtorrent");
    }

    @Override
    RealClient start(Assignment assignment) throws IOException {
      return RTorrent.start(assignment);
    }
  },
  WEBTORRENT {
    @Override
    Optional<String> missing() {
      return missingProgram("node", "nodejs")
          .or(() -> missingProgram("npm", "npm"))
          .or(WebTorrent::missing);
    }

    @Override
    RealClient start(Assignment assignment) {
      return WebTorrent.start(assignment);
    }

    /** It cannot be told to bind to any other. */
    @Override
    String address() {
      return "127.0.0.1";
    }

    /** Having checked what it finds is a completion to it, most times. */
    @Override
    int idleCompletions() {
      return 1;
    }
  },
  SKEP {
    @Override
    Optional<String> missing() {
      return Optional.empty();
    }

    @Override
    RealClient start(Assignment assignment) {
      return SkepClient.start(assignment);
    }
  };

  /** What this machine lacks for it, in words. */
  abstract Optional<String> missing();

  abstract RealClient start(Assignment assignment) throws IOException;

  /** An address that it can share at. */
  String address() {
    return Loopback.freshAddress();
  }

  /** Whether as leecher it has to be there first, for the seed to dial it when that comes. */
  boolean waitsToBeDialled() {
    return false;
  }

  /** Whether as leecher it makes the files that have no bytes. */
  boolean makesEmptyFiles() {
    return true;
  }

  /** How often it may announce {@code completed} where it has everything from the start. */
  int idleCompletions() {
    return 0;
  }

  static Optional<String> missingProgram(String program, String debianPackage) {
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .map(folder -> Path.of(folder, program))
            .anyMatch(Files::isExecutable);
    return found
        ? Optional.empty()
        : Optional.of("no " + program + " (Debian's " + debianPackage + ")");
  }
}
