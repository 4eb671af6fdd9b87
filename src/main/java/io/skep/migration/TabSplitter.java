package io.skep.migration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields with tabs between them and no quotes, where a tab, a line end, a NUL and a backslash
 * within a field have a backslash before them: what {@code mysql --batch} prints.
 */
final class TabSplitter implements FieldSplitter {
  private final Lines lines;

  TabSplitter(Lines lines) {
    this.lines = lines;
  }

  @Override
  public @Nullable Line nextLine() throws IOException {
    return lines.next();
  }

  @Override
  public List<String> split(Line line) throws RowException {
    if (line.isTooLong()) {
      throw new RowException("has more than " + Lines.MAX_BYTES + " bytes");
    }
    List<String> fields = new ArrayList<>();
    for (String field : line.text().split("\t", -1)) {
      fields.add(field.indexOf('\\') < 0 || field.equals("\\N") ? field : unescaped(field));
    }
    return fields;
  }

  private static String unescaped(String field) {
    StringBuilder plain = new StringBuilder(field.length());
    boolean escaped = false;
    for (int i = 0; i < field.length(); i++) {
      char sign = field.charAt(i);
      if (escaped) {
        plain.append(meant(sign));
      } else if (sign != '\\') {
        plain.append(sign);
      }
      escaped = !escaped && sign == '\\';
    }
    return escaped ? plain.append('\\').toString() : plain.toString();
  }

  private static char meant(char sign) {
    return switch (sign) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '0' -> '\0';
      default -> sign;
    };
  }
}
