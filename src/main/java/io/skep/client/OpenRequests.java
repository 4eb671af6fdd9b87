package io.skep.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one peer was asked for and has not answered yet, the oldest first. */
final class OpenRequests {
  private final ArrayDeque<OpenRequest> requests = new ArrayDeque<>();
  private int blocks;

  void add(OpenRequest request) {
    requests.add(request);
    blocks += request.blocks();
  }

  /** How many requests there are. */
  int size() {
    return requests.size();
  }

  /** How many blocks they are for. */
  int blocks() {
    return blocks;
  }

  /** The request that has waited longest; null if there is none. */
  @Nullable OpenRequest oldest() {
    return requests.peek();
  }

  /** True if one of them is for so many bytes at least. */
  boolean hasLength(int least) {
    for (OpenRequest request : requests) {
      if (request.length() >= least) {
        return true;
      }
    }
    return false;
  }

  /** The request that has a block; null if there is none. */
  @Nullable OpenRequest with(int piece, int block) {
    for (OpenRequest request : requests) {
      if (request.has(piece, block)) {
        return request;
      }
    }
    return null;
  }

  /** Takes out the request for just these bytes; null if there is none. */
  @Nullable OpenRequest take(int piece, int begin, int length) {
    for (Iterator<OpenRequest> i = requests.iterator(); i.hasNext(); ) {
      OpenRequest request = i.next();
      if (request.piece() == piece && request.begin() == begin && request.length() == length) {
        i.remove();
        blocks -= request.blocks();
        return request;
      }
    }
    return null;
  }

  /** Takes out a request. */
  void remove(OpenRequest request) {
    if (requests.remove(request)) {
      blocks -= request.blocks();
    }
  }

  /** Takes out all requests that fit. */
  List<OpenRequest> takeAll(Predicate<OpenRequest> fits) {
    List<OpenRequest> taken = new ArrayList<>();
    requests.removeIf(
        request -> {
          if (fits.test(request)) {
            taken.add(request);
            blocks -= request.blocks();
            return true;
          }
          return false;
        });
    return taken;
  }
}
