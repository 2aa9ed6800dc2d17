package rhizome.blueprints.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a value must look like. */
public sealed interface Shape {

  /** One value, taken as it is written: text, a number or a truth. */
  record Text(String pattern) implements Shape {}

  /** Text that no number and no truth can be. */
  record Word(String pattern) implements Shape {}

  /** This word and no other. */
  record Only(String word) implements Shape {}

  /** A whole number within bounds, unquoted. */
  record Whole(int least, int most) implements Shape {}

  /** How many of the last answers: {@code 3}, unquoted, or {@code 3/5}. */
  record Count() implements Shape {}

  /** {@code true} or {@code false}, unquoted. */
  record Truth() implements Shape {}

  /** {@code true}, unquoted. */
  record Yes() implements Shape {}

  /** One of these words. */
  record Choice(List<String> words) implements Shape {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /** A number, unquoted. */
  record Decimal(Optional<BigDecimal> least, Optional<BigDecimal> most) implements Shape {}

  /** A duration; {@code zero} whether it may be none at all. */
  record Time(boolean zero) implements Shape {}

  record Cpu() implements Shape {}

  record Memory() implements Shape {}

  /** A list; {@code distinct} when nothing may stand in it twice. */
  record Items(Shape item, int least, boolean distinct) implements Shape {}

  /** Names of the writer's own choice, and what stands under each. */
  record Named(String pattern, Shape value, int least) implements Shape {}

  /** A mapping with keys of the language. */
  record Inside(Form form) implements Shape {}

  /** A short way to write it, or the full one. */
  record Either(Shape brief, Shape full) implements Shape {}
}
