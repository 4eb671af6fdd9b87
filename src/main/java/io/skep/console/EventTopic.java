package io.skep.console;

import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one listener is told of whenever it has changed. Asked on a worker.
 *
 * @param name the event's
 * @param everySeconds how often is looked
 * @param figures what is told; null for nothing
 */
record EventTopic(String name, int everySeconds, Supplier<@Nullable JsonObject> figures) {}
