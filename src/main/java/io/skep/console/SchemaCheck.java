package io.skep.console;

import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import org.jspecify.annotations.Nullable;

/**
 * Holds values against a schema of the contract.
 *
 * <p>It stops at the first fault and doesn't say where that is: the form of output that does
 * gathers notes of every fault, and a body of 16 MiB can have millions. {@link BodyFault} says
 * where.
 */
final class SchemaCheck {
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("skep:console")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Flag);

  private final JsonObject schema;
  private volatile @Nullable Validator validator;

  SchemaCheck(JsonObject schema) {
    this.schema = schema;
  }

  /** True if the value is what the schema asks for. */
  boolean accepts(@Nullable Object value) {
    Validator made = validator;
    if (made == null) {
      // Made when it is needed, since few are needed in one life; made twice it does no harm.
      made = Validator.create(JsonSchema.of(schema), OPTIONS);
      validator = made;
    }
    return Boolean.TRUE.equals(made.validate(value).getValid());
  }
}
