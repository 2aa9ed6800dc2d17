package rhizome.blueprints.template;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.schema.Shape;
import rhizome.blueprints.schema.Spelling;
import rhizome.blueprints.tree.Node;

/** The kinds of values that parameters take. */
public enum ParameterType {
  TEXT("a text"),
  INTEGER("a whole number, unquoted"),
  NUMBER("a number, unquoted"),
  TRUTH("true or false, unquoted"),
  DURATION("a duration, such as 500ms, 5s or 1m30s"),
  MEMORY("an amount of memory, such as 128MiB or 1.5GB"),
  CPU("cores such as 2 or 0.5, or thousandths as 500m"),
  PORT("'auto' or a number from 1 to " + Port.MAX),
  CHOICE("one of its choices"),
  LIST("a list of single values"),
  SECRET("the name of a secret: a-z, 0-9, '.', '_', '-'");

  static final int WHOLE_MAX = 999_999_999;

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
  private static final Pattern NAME = Pattern.compile(Spelling.NAME);

  private final String words;

  ParameterType(String words) {
    this.words = words;
  }

  /** What a value of this type is, for messages. */
  String words() {
    return words;
  }

  /** As it is written in a template. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> tags() {
    return Arrays.stream(values()).map(ParameterType::tag).toList();
  }

  static Optional<ParameterType> of(String tag) {
    return Arrays.stream(values()).filter(type -> type.tag().equals(tag)).findFirst();
  }

  /** Whether a least and a most mean something for its values. */
  boolean isMeasured() {
    return switch (this) {
      case INTEGER, NUMBER, DURATION, MEMORY, CPU -> true;
      case TEXT, TRUTH, PORT, CHOICE, LIST, SECRET -> false;
    };
  }

  /** Whether its values are written without quotes. */
  public boolean isPlain() {
    return isMeasured() || this == TRUTH || this == PORT;
  }

  /** How large a value is; nothing if it is none of this type. */
  Optional<BigDecimal> measure(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      return Optional.empty();
    }
    String text = scalar.text();
    return switch (this) {
      case INTEGER -> number(scalar, WHOLE);
      case NUMBER -> number(scalar, DECIMAL);
      case DURATION ->
          read(text, Quantity::duration).map(time -> BigDecimal.valueOf(time.toNanos()));
      case MEMORY -> read(text, Quantity::memory).map(BigDecimal::valueOf);
      case CPU -> read(text, Quantity::cpu).map(BigDecimal::valueOf);
      case TEXT, TRUTH, PORT, CHOICE, LIST, SECRET -> Optional.empty();
    };
  }

  boolean takes(Node node) {
    if (this == LIST) {
      return node instanceof Node.Sequence list && list.items().stream().allMatch(TEXT::takes);
    }
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      return false;
    }
    String text = scalar.text();
    return switch (this) {
      case INTEGER, NUMBER, DURATION, MEMORY, CPU -> measure(scalar).isPresent();
      case TRUTH -> scalar.plain() && List.of("true", "false").contains(lower(text));
      case PORT -> text.equals("auto") || isPort(scalar);
      case SECRET -> NAME.matcher(text).matches();
      case TEXT, CHOICE, LIST -> text.indexOf('\0') < 0;
    };
  }

  /** How its values look to an editor, where no bounds are known. */
  Shape shape() {
    Shape text = new Shape.Text(Spelling.ANYTHING);
    return switch (this) {
      case TEXT, CHOICE -> text;
      case INTEGER -> new Shape.Whole(-WHOLE_MAX, WHOLE_MAX);
      case NUMBER -> new Shape.Decimal(Optional.empty(), Optional.empty());
      case TRUTH -> new Shape.Truth();
      case DURATION -> new Shape.Time(true);
      case MEMORY -> new Shape.Memory();
      case CPU -> new Shape.Cpu();
      case PORT -> new Shape.Either(new Shape.Only("auto"), new Shape.Whole(1, Port.MAX));
      case LIST -> new Shape.Items(text, 0, false);
      case SECRET -> new Shape.Text(Spelling.NAME);
    };
  }

  private static boolean isPort(Node.Scalar scalar) {
    Optional<BigDecimal> number = number(scalar, WHOLE);
    return number.isPresent()
        && number.get().signum() > 0
        && number.get().compareTo(BigDecimal.valueOf(Port.MAX)) <= 0;
  }

  private static Optional<BigDecimal> number(Node.Scalar scalar, Pattern form) {
    return scalar.plain() && form.matcher(scalar.text()).matches()
        ? Optional.of(new BigDecimal(scalar.text()))
        : Optional.empty();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static <T> Optional<T> read(String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
