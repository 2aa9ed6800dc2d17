package rhizome.blueprints.schema;

import java.util.Optional;

/**
 * A key of the language.
 *
 * @param description in Markdown; the same words stand in {@code docs/reference/blueprint.md}
 * @param required whether its mapping is refused without it
 * @param fallback what a missing one stands for, as it would be written
 */
public record Key(
    String name, Shape shape, String description, boolean required, Optional<String> fallback) {

  static Key required(String name, Shape shape, String description) {
    return new Key(name, shape, description, true, Optional.empty());
  }

  static Key optional(String name, Shape shape, String description) {
    return new Key(name, shape, description, false, Optional.empty());
  }

  Key or(Object usual) {
    return new Key(name, shape, description, required, Optional.of(usual.toString()));
  }
}
