package rhizome.agent.handle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * Keys and values, one pair a line, in plain ASCII, under a first line that names form and version
 * and above a last one with the checksum of all before it.
 */
final class Lines {

  private static final String FORM = "rhizome-handle 1";
  private static final String CHECK = "crc32c=";

  private final Map<String, String> values = new LinkedHashMap<>();

  Lines put(String key, Object value) {
    values.put(key, value.toString());
    return this;
  }

  Lines putAll(String key, List<String> list) {
    put(key + ".count", list.size());
    for (int i = 0; i < list.size(); i++) {
      put(key + "." + i, list.get(i));
    }
    return this;
  }

  /** Names of environment variables and ports may hold any character, so they are values here. */
  Lines putAll(String key, Map<String, ?> map) {
    List<String> flat = new ArrayList<>();
    map.forEach(
        (name, value) -> {
          flat.add(name);
          flat.add(value.toString());
        });
    return putAll(key, flat);
  }

  /**
   * @throws IllegalArgumentException when the key is missing
   */
  String get(String key) {
    return find(key)
        .orElseThrow(() -> new IllegalArgumentException("the line '" + key + "' is missing"));
  }

  Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key));
  }

  int number(String key) {
    return Integer.parseInt(get(key));
  }

  List<String> list(String key) {
    int count = number(key + ".count");
    List<String> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(get(key + "." + i));
    }
    return list;
  }

  <T> Map<String, T> map(String key, Function<String, T> parse) {
    List<String> flat = list(key);
    Map<String, T> map = new TreeMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      map.put(flat.get(i), parse.apply(flat.get(i + 1)));
    }
    return map;
  }

  /** The whole text. */
  String text() {
    StringBuilder text = new StringBuilder(1024).append(FORM).append('\n');
    values.forEach(
        (key, value) -> {
          text.append(key).append('=');
          escape(value, text);
          text.append('\n');
        });
    return text + CHECK + checksum(text.toString()) + "\n";
  }

  /**
   * Reads what {@link #text} wrote; what stands behind its last line is left over from before.
   *
   * @throws IllegalArgumentException when it is of another version, cut short or altered
   */
  static Lines parse(String text) {
    int end = text.indexOf("\n" + CHECK) + 1;
    if (!text.startsWith(FORM + "\n") || end == 0) {
      throw new IllegalArgumentException("it is cut short, or not of the form " + FORM);
    }
    String body = text.substring(0, end);
    if (!text.startsWith(CHECK + checksum(body) + "\n", end)) {
      throw new IllegalArgumentException("its checksum does not fit");
    }
    Lines lines = new Lines();
    body.lines()
        .skip(1)
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              lines.put(line.substring(0, equals), unescape(line.substring(equals + 1)));
            });
    return lines;
  }

  private static String checksum(String text) {
    CRC32C sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    return "%08x".formatted(sum.getValue());
  }

  private static void escape(String value, StringBuilder into) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '\\') {
        into.append('\\');
        for (int shift = 12; shift >= 0; shift -= 4) {
          into.append(Character.forDigit(c >> shift & 0xf, 16));
        }
      } else {
        into.append(c);
      }
    }
  }

  private static String unescape(String value) {
    StringBuilder text = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        text.append((char) Integer.parseInt(value, i + 1, i + 5, 16));
        i += 4;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
