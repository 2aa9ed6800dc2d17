package rhizome.cli.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. Reading is lenient: what is missing or of another kind reads as nothing, so that an
 * older client understands a newer grid.
 */
public sealed interface Json {

  /** Members keep the order in which they were written. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  record Arr(List<Json> values) implements Json {
    public Arr {
      values = List.copyOf(values);
    }
  }

  record Text(String value) implements Json {}

  record Num(BigDecimal value) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}

  /**
   * From plain Java: maps, lists, optionals, text, numbers, booleans, null, and JSON itself.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Json of(@Nullable Object plain) {
    return switch (plain) {
      case null -> new Null();
      case Json json -> json;
      case Optional<?> maybe -> of(maybe.orElse(null));
      case Boolean truth -> new Bool(truth);
      case BigDecimal number -> new Num(number);
      case Number number -> new Num(new BigDecimal(number.toString()));
      case List<?> list -> {
        List<Json> values = new ArrayList<>();
        list.forEach(value -> values.add(of(value)));
        yield new Arr(values);
      }
      case Map<?, ?> map -> {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), of(value)));
        yield new Obj(members);
      }
      case CharSequence text -> new Text(text.toString());
      default -> throw new IllegalArgumentException("no JSON: " + plain.getClass());
    };
  }

  /** An object of one member; add more by {@link #with}. */
  static Json object(String name, @Nullable Object value) {
    return new Obj(Collections.emptyMap()).with(name, value);
  }

  /** This object with one member more; anything else becomes an object. */
  default Json with(String name, @Nullable Object value) {
    Map<String, Json> members = new LinkedHashMap<>(members());
    members.put(name, of(value));
    return new Obj(members);
  }

  /** The member, or nothing. */
  default Json at(String name) {
    Json member = members().get(name);
    return member == null ? new Null() : member;
  }

  default Map<String, Json> members() {
    return this instanceof Obj(var members) ? members : Collections.emptyMap();
  }

  default List<Json> items() {
    return this instanceof Arr(var values) ? values : List.of();
  }

  /** Text as it is, numbers and booleans as written; empty for anything else. */
  default String text() {
    return switch (this) {
      case Text(var value) -> value;
      case Num(var value) -> value.toPlainString();
      case Bool(var value) -> Boolean.toString(value);
      case Null _, Obj _, Arr _ -> "";
    };
  }

  /** A number cut to a whole one; 0 for anything else. */
  default long number() {
    return this instanceof Num(var value) ? value.longValue() : 0;
  }

  default boolean isTrue() {
    return this instanceof Bool(var value) && value;
  }

  default boolean isNull() {
    return this instanceof Null;
  }
}
