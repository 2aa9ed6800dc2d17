package rhizome.ledger.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import rhizome.ledger.block.Block;
import rhizome.ledger.codec.Malformed;
import rhizome.ledger.transaction.Numbering;

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

  /**
   * A file of blocks from the first of a chain on, each as the explorer of the seed gives it under
   * {@code rawblock}: an array of them, or one on each line. Empty lines are nothing.
   */
  public static List<Block> blocks(Numbering numbering, String text) {
    if (text.stripLeading().startsWith("[")) {
      return Node.root(parse(text)).list(each -> BlockJson.read(numbering, each));
    }
    return text.lines()
        .filter(line -> !line.isBlank())
        .map(line -> BlockJson.read(numbering, parse(line)))
        .toList();
  }
}
