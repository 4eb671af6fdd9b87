package io.skep.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes a user from the command line, by number or by name, in the form that the API wants. */
final class UserKeyConverter implements ITypeConverter<UserKeyConverter.UserKey> {
  private static final String NAME = "name:";
  private static final int MAX_NAME = 64;

  /**
   * A user as the API names one.
   *
   * @param text a number, or {@code name:} and a name
   */
  record UserKey(String text) {
    /** As a part of a path. */
    String path() {
      return "users/" + ApiClient.encoded(text);
    }
  }

  @Override
  public UserKey convert(String text) {
    if (text.matches("[1-9][0-9]{0,15}")) {
      return new UserKey(text);
    }
    String name = text.startsWith(NAME) ? text.substring(NAME.length()) : text;
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new TypeConversionException(
          "a user is a number or a name of 1 to " + MAX_NAME + " characters");
    }
    return new UserKey(NAME + name);
  }
}
