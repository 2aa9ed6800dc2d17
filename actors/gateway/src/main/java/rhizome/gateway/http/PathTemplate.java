package rhizome.gateway.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path with names in braces for single segments, as OpenAPI writes it. */
public record PathTemplate(String text) {

  /** What stood in place of each name, or nothing if the path is another one. */
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> wanted = List.of(text.substring(1).split("/"));
    if (wanted.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i);
      String segment = segments.get(i);
      if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), segment);
      } else if (!name.equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
