package io.skep.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the API's routes until the first request for one of them, which waits while they
 * are made. To read the contract costs as much as all else of a tracker's start, and few trackers
 * are asked anything by their API before they have work to do.
 */
final class LateApi implements Handler<RoutingContext> {
  private static final String PATHS = "/api/*";

  private final Router router;
  private final Supplier<Future<ApiRouter>> maker;
  private @Nullable Future<?> made;

  private LateApi(Router router, Supplier<Future<ApiRouter>> maker) {
    this.router = router;
    this.maker = maker;
  }

  /**
   * Adds the stand-in.
   *
   * @param maker makes the routes; is asked once, or again where it failed
   */
  static void addTo(Router router, Supplier<Future<ApiRouter>> maker) {
    Route route = router.route(PATHS);
    route.handler(new LateApi(router, maker));
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    // Its body is for whom it is routed to then.
    request.pause();
    made(context.currentRoute())
        .onSuccess(
            ok -> {
              request.resume();
              router.handle(request);
            })
        .onFailure(
            cause -> {
              request.resume();
              context.fail(cause);
            });
  }

  private synchronized Future<?> made(Route standIn) {
    Future<?> known = made;
    if (known == null || known.failed()) {
      known =
          maker
              .get()
              .onSuccess(
                  api -> {
                    api.addTo(router);
                    standIn.remove();
                  });
      made = known;
    }
    return known;
  }
}
