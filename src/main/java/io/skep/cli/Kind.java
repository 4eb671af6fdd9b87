package io.skep.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of value in the configuration: how it is read, and what it is called in an error.
 *
 * @param <T> the type of its values
 */
interface Kind<T> {
  /** What a person should write, for the end of "must be …". */
  String expectation();

  /**
   * Reads the words of a value; one word where it is no list.
   *
   * @throws IllegalArgumentException if they are no value of this kind
   */
  T parse(List<String> words);

  /** How the value is written in YAML. */
  default String write(T value) {
    return String.valueOf(value);
  }

  /** True if the value may be a list. */
  default boolean isList() {
    return false;
  }

  /** A text that fits. */
  static Kind<String> text(String expectation, Predicate<String> fits) {
    return new Scalar<>(expectation) {
      @Override
      String parse(String word) {
        if (!fits.test(word)) {
          throw new IllegalArgumentException("it doesn't fit");
        }
        return word;
      }

      @Override
      public String write(String value) {
        return Yaml.quoted(value);
      }
    };
  }

  /** A whole number within bounds, both included. */
  static Kind<Integer> number(int min, int max) {
    return new Scalar<>("a whole number from " + min + " to " + max) {
      @Override
      Integer parse(String word) {
        int number = Integer.parseInt(word.replace("_", ""));
        if (number < min || number > max) {
          throw new IllegalArgumentException("out of bounds");
        }
        return number;
      }
    };
  }

  /** A number with up to three decimals, within bounds, both included. */
  static Kind<Double> decimal(double min, double max) {
    Pattern pattern = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");
    return new Scalar<>("a number such as 0.6, from " + min + " to " + max) {
      @Override
      Double parse(String word) {
        double number = pattern.matcher(word).matches() ? Double.parseDouble(word) : Double.NaN;
        if (!(number >= min && number <= max)) {
          throw new IllegalArgumentException("out of bounds");
        }
        return number;
      }
    };
  }

  /** An amount of bytes. */
  static Kind<Long> bytes() {
    return new Scalar<>("an amount of bytes such as 500k, 20M or 1.5G, k being 1024") {
      @Override
      Long parse(String word) {
        return ByteAmount.parse(word).orElseThrow(() -> new IllegalArgumentException("no amount"));
      }

      @Override
      public String write(Long value) {
        for (int unit = 3; unit > 0; unit--) {
          long factor = 1L << (10 * unit);
          if (value > 0 && value % factor == 0) {
            return value / factor + "kMG".substring(unit - 1, unit);
          }
        }
        return Long.toString(value);
      }
    };
  }

  /** True or false. */
  static Kind<Boolean> flag() {
    return new Scalar<>("true or false") {
      @Override
      Boolean parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
          case "true" -> true;
          case "false" -> false;
          default -> throw new IllegalArgumentException("no flag");
        };
      }
    };
  }

  /** One of the constants of an enum, in lower case with hyphens. */
  static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(Kind::hyphenated)
            .collect(Collectors.joining(", "));
    return new Scalar<>("one of " + choices) {
      @Override
      E parse(String word) {
        for (E constant : type.getEnumConstants()) {
          if (hyphenated(constant).equals(word.toLowerCase(Locale.ROOT))) {
            return constant;
          }
        }
        throw new IllegalArgumentException("no such choice");
      }

      @Override
      public String write(E value) {
        return hyphenated(value);
      }
    };
  }

  private static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A time in seconds, minutes, hours or days, within bounds, both included. */
  static Kind<Duration> duration(Duration min, Duration max) {
    Pattern pattern = Pattern.compile("([0-9]{1,9})([smhd])");
    String expectation =
        "a time such as 90s, 30m, 12h or 7d, from " + written(min) + " to " + written(max);
    return new Scalar<>(expectation) {
      @Override
      Duration parse(String word) {
        Matcher matcher = pattern.matcher(word);
        if (!matcher.matches()) {
          throw new IllegalArgumentException("no time");
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration =
            switch (matcher.group(2)) {
              case "s" -> Duration.ofSeconds(number);
              case "m" -> Duration.ofMinutes(number);
              case "h" -> Duration.ofHours(number);
              default -> Duration.ofDays(number);
            };
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
          throw new IllegalArgumentException("out of bounds");
        }
        return duration;
      }

      @Override
      public String write(Duration value) {
        return written(value);
      }
    };
  }

  private static String written(Duration value) {
    long seconds = value.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /**
   * A list of texts that each fit; in the environment and on the command line their separator is a
   * comma.
   */
  static Kind<List<String>> list(String expectation, Predicate<String> fits) {
    return new Kind<>() {
      @Override
      public String expectation() {
        return expectation;
      }

      @Override
      public List<String> parse(List<String> words) {
        if (!words.stream().allMatch(fits)) {
          throw new IllegalArgumentException("one of them doesn't fit");
        }
        return List.copyOf(words);
      }

      @Override
      public String write(List<String> value) {
        return value.stream().map(Yaml::quoted).collect(Collectors.joining(", ", "[", "]"));
      }

      @Override
      public boolean isList() {
        return true;
      }
    };
  }

  /** A kind whose values are one word. */
  abstract class Scalar<T> implements Kind<T> {
    private final String expectation;

    Scalar(String expectation) {
      this.expectation = expectation;
    }

    abstract T parse(String word);

    @Override
    public String expectation() {
      return expectation;
    }

    @Override
    public T parse(List<String> words) {
      if (words.size() != 1) {
        throw new IllegalArgumentException("a list where one value is meant");
      }
      return parse(words.get(0));
    }
  }
}
