package rhizome.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.function.Function;

/** Ids as text, in values and in keys; what does not parse is refused with the id's own words. */
final class Ids {

  private Ids() {}

  static final class Writer<T> extends StdSerializer<T> {

    private static final long serialVersionUID = 1;

    Writer(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T id, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeString(id.toString());
    }
  }

  static final class KeyWriter<T> extends StdSerializer<T> {

    private static final long serialVersionUID = 1;

    KeyWriter(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T id, JsonGenerator out, SerializerProvider provider) throws IOException {
      out.writeFieldName(id.toString());
    }
  }

  static final class Reader<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1;

    private final transient Function<String, T> parse;

    Reader(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = context.readValue(in, String.class);
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(text, handledType(), e.getMessage());
      }
    }
  }

  static final class KeyReader extends KeyDeserializer {

    private final Function<String, ?> parse;

    KeyReader(Function<String, ?> parse) {
      this.parse = parse;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      try {
        return parse.apply(key);
      } catch (IllegalArgumentException e) {
        throw context.weirdKeyException(Object.class, key, e.getMessage());
      }
    }
  }
}
