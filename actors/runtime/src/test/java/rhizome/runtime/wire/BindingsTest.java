package rhizome.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import akka.pattern.StatusReply;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import rhizome.runtime.Wire;

/** A question may be asked on another member, so its answer has to find a serializer there. */
class BindingsTest {

  private static final Config ALL = ConfigFactory.parseResources("rhizome/serialization.conf");

  /** What Akka carries by itself, inside a reply. */
  private static final List<Class<?>> AKKAS = List.of(Long.class, String.class, Boolean.class);

  @Test
  void everyAnswerToAQuestionThatCrossesTheWireCrossesItToo()
      throws IOException, URISyntaxException {
    List<String> seen = new ArrayList<>();
    List<String> unbound = new ArrayList<>();
    for (Class<?> message : messages()) {
      for (RecordComponent part : message.getRecordComponents()) {
        answer(part.getGenericType())
            .forEach(
                answer -> {
                  seen.add(answer.getSimpleName());
                  if (!isBound(answer)) {
                    unbound.add(message.getSimpleName() + " wants " + answer.getName());
                  }
                });
      }
    }
    assertThat(seen).contains("Reading", "Answer", "LogSlice", "Receipt", "Noted");
    assertThat(unbound).isEmpty();
  }

  private static List<Class<?>> messages() throws IOException, URISyntaxException {
    Path classes = Path.of(Wire.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .<Class<?>>map(file -> named(file.replace(".class", "").replace('/', '.')))
          .filter(known -> Wire.class.isAssignableFrom(known) && known.isRecord())
          .toList();
    }
  }

  /** What is answered to an address; nothing where that is no address. */
  private static Stream<Class<?>> answer(Type part) {
    if (part instanceof ParameterizedType address && address.getRawType().equals(ActorRef.class)) {
      return unpacked(address.getActualTypeArguments()[0]);
    }
    return Stream.empty();
  }

  private static Stream<Class<?>> unpacked(Type answer) {
    return switch (answer) {
      case ParameterizedType packed when packed.getRawType().equals(StatusReply.class) ->
          unpacked(packed.getActualTypeArguments()[0]);
      case ParameterizedType generic -> unpacked(generic.getRawType());
      case Class<?> plain -> Stream.of(plain);
      default -> Stream.empty(); // a type that only its asker knows
    };
  }

  private static boolean isBound(Class<?> answer) {
    return AKKAS.contains(answer)
        || ALL.getConfig("akka.actor.serialization-bindings").entrySet().stream()
            .map(binding -> ConfigUtil.splitPath(binding.getKey()).getFirst())
            .anyMatch(bound -> named(bound).isAssignableFrom(answer));
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, BindingsTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(name + " is named and is not there", e);
    }
  }
}
