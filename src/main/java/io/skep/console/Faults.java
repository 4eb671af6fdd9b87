package io.skep.console;

import io.skep.registry.RegistryException;
import io.skep.signin.SignInException;
import io.skep.storage.ConflictException;
import io.skep.storage.StorageUnavailableException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells the client why its request could not be done. */
final class Faults {
  private static final Logger LOG = System.getLogger(Faults.class.getName());
  private static final String RETRY_SECONDS = "5";

  private Faults() {}

  static void send(RoutingContext context, Throwable fault) {
    String words = String.valueOf(fault.getMessage());
    if (fault instanceof ProblemException problem) {
      ProblemDetails.send(context, problem);
    } else if (fault instanceof RegistryException refused) {
      send(context, refused, words);
    } else if (fault instanceof SignInException refused) {
      send(context, refused);
    } else if (fault instanceof ConflictException) {
      ProblemDetails.send(context, ProblemException.conflict(words));
    } else if (fault instanceof StorageUnavailableException) {
      LOG.log(Level.DEBUG, "a request to the console found the database away", fault);
      away(context);
    } else {
      LOG.log(Level.ERROR, "a request to the console could not be answered", fault);
      ProblemDetails.send(context, 500, "Internal error", "the log of the tracker says more");
    }
  }

  private static void send(RoutingContext context, RegistryException refused, String words) {
    ProblemDetails.send(
        context,
        switch (refused.kind()) {
          case INVALID -> ProblemException.refused(words);
          case NOT_FOUND -> ProblemException.notFound(words);
          case CONFLICT -> ProblemException.conflict(words);
        });
  }

  private static void send(RoutingContext context, SignInException refused) {
    String words = refused.reason();
    switch (refused.kind()) {
      case SECOND_FACTOR -> ProblemDetails.codeWanted(context, words);
      case TOO_MANY -> tooMany(context, refused.waitSeconds(), words);
      case WRONG -> ProblemDetails.send(context, ProblemException.unauthorized(words));
      case WRONG_LINK, NOT_FOUND -> ProblemDetails.send(context, ProblemException.notFound(words));
      case INVALID -> ProblemDetails.send(context, ProblemException.refused(words));
      case CONFLICT -> ProblemDetails.send(context, ProblemException.conflict(words));
    }
  }

  /** Tells who must wait, and for how long. */
  static void tooMany(RoutingContext context, long seconds, String words) {
    context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    ProblemDetails.send(context, 429, "Too many requests", words);
  }

  private static void away(RoutingContext context) {
    context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    ProblemDetails.send(
        context, 503, "Service unavailable", "the database is away for the moment; try again");
  }
}
