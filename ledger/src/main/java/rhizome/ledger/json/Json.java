package rhizome.ledger.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import rhizome.ledger.codec.Malformed;

/** Text as a document: one value and nothing behind it, no key twice. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      String at =
          place == null ? "/" : "line %d:%d".formatted(place.getLineNr(), place.getColumnNr());
      throw new Malformed(at, "a document of JSON: " + e.getOriginalMessage());
    }
  }
}
