package rhizome.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Refusal;
import rhizome.kernel.Nearest;

/** The API's JSON: absent values are left out, times are ISO 8601 in UTC, typos are refused. */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /**
   * A mapper that reads and writes as the API does, but is not hurt by members it does not know.
   */
  public static ObjectMapper lenient() {
    return MAPPER.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws Refusal saying what is wrong where
   */
  static <T> T read(byte[] body, Class<T> type) {
    try {
      return Optional.ofNullable(body.length == 0 ? null : MAPPER.readValue(body, type))
          .orElseThrow(() -> new Refusal(Kind.BAD_JSON, "the body is empty: send a JSON object"));
    } catch (UnrecognizedPropertyException e) {
      throw new Refusal(Kind.BAD_JSON, unknown(e));
    } catch (JsonMappingException e) {
      throw new Refusal(Kind.BAD_JSON, reason(e) + place(e));
    } catch (JsonProcessingException e) {
      throw new Refusal(Kind.BAD_JSON, e.getOriginalMessage() + place(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unknown(UnrecognizedPropertyException e) {
    Collection<String> known =
        e.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
    Optional<String> nearest = Nearest.of(e.getPropertyName(), known);
    return "unknown key '%s'%s%s; known are %s"
        .formatted(
            e.getPropertyName(),
            place(e),
            nearest.map(name -> ", did you mean '" + name + "'?").orElse(""),
            String.join(", ", known));
  }

  private static String reason(JsonMappingException e) {
    Throwable cause = e.getCause();
    return cause instanceof IllegalArgumentException && cause.getMessage() != null
        ? cause.getMessage()
        : e.getOriginalMessage();
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }
}
