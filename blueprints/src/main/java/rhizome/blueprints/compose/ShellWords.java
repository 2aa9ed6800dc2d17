package rhizome.blueprints.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line split into words as a POSIX shell splits it, which is how compose takes a command. */
final class ShellWords {

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean begun;
  private int i;

  private ShellWords(String line) {
    this.line = line;
  }

  /** The words; nothing if a quote is not closed. */
  static Optional<List<String>> split(String line) {
    return new ShellWords(line).split();
  }

  private Optional<List<String>> split() {
    while (i < line.length()) {
      char c = line.charAt(i++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> end();
        case '\'', '"' -> {
          begun = true;
          if (!quoted(c)) {
            return Optional.empty();
          }
        }
        case '\\' -> {
          begun = true;
          word.append(i < line.length() ? line.charAt(i++) : c);
        }
        default -> {
          begun = true;
          word.append(c);
        }
      }
    }
    end();
    return Optional.of(List.copyOf(words));
  }

  private void end() {
    if (begun) {
      words.add(word.toString());
      word.setLength(0);
      begun = false;
    }
  }

  private boolean quoted(char quote) {
    while (i < line.length()) {
      char c = line.charAt(i++);
      if (c == quote) {
        return true;
      }
      boolean escapes = quote == '"' && c == '\\' && i < line.length();
      word.append(escapes && "\"\\$`".indexOf(line.charAt(i)) >= 0 ? line.charAt(i++) : c);
    }
    return false;
  }
}
