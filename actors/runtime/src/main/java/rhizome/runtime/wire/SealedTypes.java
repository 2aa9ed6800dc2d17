package rhizome.runtime.wire;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;
import rhizome.kernel.ZoneId;

/**
 * Teaches Jackson the house's types, which carry no annotations because they are pure. A value of a
 * sealed interface below {@code rhizome.} is an object with the simple name of its record in {@code
 * "type"}; ids are strings, as values and as keys.
 */
public final class SealedTypes extends SimpleModule {

  /** The property that names the record. */
  public static final String TYPE = "type";

  private static final long serialVersionUID = 1;
  private static final String HOUSE = "rhizome.";

  public SealedTypes() {
    super("rhizome-sealed-types", new Version(1, 0, 0, null, "rhizome", "runtime"));
    id(NodeId.class, NodeId::new);
    id(RobotId.class, RobotId::new);
    id(ZoneId.class, ZoneId::new);
    id(WorkloadId.class, WorkloadId::parse);
    id(TaskId.class, TaskId::parse);
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new Introspector());
    ObjectMapper mapper = context.getOwner();
    // A record without components says all it has to say by its name.
    mapper.disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  }

  private <T> void id(Class<T> type, Function<String, T> parse) {
    addSerializer(type, new Ids.Writer<>(type));
    addKeySerializer(type, new Ids.KeyWriter<>(type));
    JsonDeserializer<T> reader = new Ids.Reader<>(type, parse);
    addDeserializer(type, reader);
    addKeyDeserializer(type, new Ids.KeyReader(parse));
  }

  /** The topmost sealed interface of the house that {@code type} is, or is a case of. */
  static Optional<Class<?>> family(Class<?> type) {
    Stream<Class<?>> own =
        type.isInterface() && type.isSealed() && type.getName().startsWith(HOUSE)
            ? Stream.of(type)
            : Stream.empty();
    return Stream.concat(Arrays.stream(type.getInterfaces()).flatMap(i -> family(i).stream()), own)
        .findFirst();
  }

  private static final class Introspector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
        MapperConfig<?> config, AnnotatedClass annotated, JavaType base) {
      Class<?> type = base.getRawClass();
      if (type.isEnum()) {
        return null;
      }
      return family(type)
          .map(
              family ->
                  new StdTypeResolverBuilder()
                      .init(JsonTypeInfo.Id.CUSTOM, new CaseNames(family))
                      .inclusion(JsonTypeInfo.As.PROPERTY)
                      .typeProperty(TYPE))
          .orElse(null);
    }
  }
}
