package rhizome.runtime.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The cases of one sealed interface by their simple names; nothing else can be asked for. */
final class CaseNames extends TypeIdResolverBase {

  private final Class<?> family;
  private final Map<String, Class<?>> cases = new TreeMap<>();

  CaseNames(Class<?> family) {
    this.family = family;
    leaves(family)
        .forEach(
            leaf -> {
              Class<?> other = cases.put(leaf.getSimpleName(), leaf);
              if (other != null && !other.equals(leaf)) {
                throw new IllegalArgumentException(
                    "%s and %s would have the same name on the wire"
                        .formatted(other.getName(), leaf.getName()));
              }
            });
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CaseNames::leaves)
        : Stream.of(type);
  }

  @Override
  public String idFromValue(Object value) {
    return value.getClass().getSimpleName();
  }

  @Override
  public String idFromValueAndType(Object value, Class<?> suggested) {
    return suggested.getSimpleName();
  }

  @Override
  public JavaType typeFromId(DatabindContext context, String id) throws JsonMappingException {
    Class<?> leaf = cases.get(id);
    if (leaf == null) {
      throw JsonMappingException.from(
          (com.fasterxml.jackson.core.JsonParser) null,
          "'%s' is no %s: use one of %s"
              .formatted(id, family.getSimpleName(), String.join(", ", cases.keySet())));
    }
    return context.constructType(leaf);
  }

  @Override
  public String getDescForKnownTypeIds() {
    return String.join(", ", cases.keySet());
  }

  @Override
  public JsonTypeInfo.Id getMechanism() {
    return JsonTypeInfo.Id.CUSTOM;
  }
}
