package rhizome.blueprints.template;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.schema.Key;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/**
 * A value that somebody else gives.
 *
 * @param fallback the value when nobody gives one; without it somebody must
 * @param least of a measured type
 * @param most of a measured type
 * @param choices of a choice, in the order in which they were written
 */
public record Parameter(
    String name,
    ParameterType type,
    Optional<Node> fallback,
    Optional<Node.Scalar> least,
    Optional<Node.Scalar> most,
    List<String> choices,
    String about) {

  public Parameter {
    choices = List.copyOf(choices);
  }

  public boolean takes(Node node) {
    if (!type.takes(node)) {
      return false;
    }
    if (type == ParameterType.CHOICE) {
      return node instanceof Node.Scalar scalar && choices.contains(scalar.text());
    }
    Optional<BigDecimal> size = type.measure(node);
    return size.isEmpty()
        || (bound(least).map(bound -> size.get().compareTo(bound) >= 0).orElse(true)
            && bound(most).map(bound -> size.get().compareTo(bound) <= 0).orElse(true));
  }

  /** Whether its bounds leave anything between them. */
  boolean takesAny() {
    Optional<BigDecimal> high = bound(most);
    return bound(least).flatMap(low -> high.map(low::compareTo)).orElse(0) <= 0;
  }

  /** What it takes, for messages. */
  public String expected() {
    if (type == ParameterType.CHOICE) {
      return "one of " + Words.list(choices);
    }
    String from = least.map(bound -> " from " + bound.text()).orElse("");
    return type.words() + from + most.map(bound -> " up to " + bound.text()).orElse("");
  }

  /** A value that it takes, where nobody gave one. */
  public Node example(int at) {
    if (fallback.isPresent()) {
      return fallback.get();
    }
    if (type == ParameterType.LIST) {
      return new Node.Sequence(at, List.of(), 1);
    }
    String text =
        switch (type) {
          case TEXT, SECRET -> "x";
          case INTEGER, NUMBER, CPU -> least.or(() -> most).map(Node.Scalar::text).orElse("1");
          case DURATION -> least.or(() -> most).map(Node.Scalar::text).orElse("1s");
          case MEMORY -> least.or(() -> most).map(Node.Scalar::text).orElse("64MiB");
          case TRUTH -> "true";
          case PORT -> "auto";
          case CHOICE -> choices.isEmpty() ? "x" : choices.getFirst();
          case LIST -> "";
        };
    return new Node.Scalar(at, text, true);
  }

  /** As a key of the {@code with} of its template. */
  Key key() {
    String said = about.isEmpty() ? expected() : about;
    return new Key(name, shape(), said, fallback.isEmpty(), fallback.flatMap(Parameter::single));
  }

  private Shape shape() {
    return switch (type) {
      case CHOICE -> new Shape.Choice(choices);
      case INTEGER ->
          new Shape.Whole(
              bound(least).map(BigDecimal::intValue).orElse(-ParameterType.WHOLE_MAX),
              bound(most).map(BigDecimal::intValue).orElse(ParameterType.WHOLE_MAX));
      case NUMBER -> new Shape.Decimal(bound(least), bound(most));
      case TEXT, TRUTH, DURATION, MEMORY, CPU, PORT, LIST, SECRET -> type.shape();
    };
  }

  private Optional<BigDecimal> bound(Optional<Node.Scalar> written) {
    return written.flatMap(type::measure);
  }

  private static Optional<String> single(Node node) {
    return node instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }
}
