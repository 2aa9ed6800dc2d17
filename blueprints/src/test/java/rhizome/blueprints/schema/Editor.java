package rhizome.blueprints.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Judges a text as an editor does: by the schema alone, over YAML 1.2 of the core schema. */
final class Editor {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonSchema schema;

  Editor(Object schema) {
    this.schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(MAPPER.<JsonNode>valueToTree(schema));
  }

  /** One line for each thing the schema refuses. */
  List<String> complaints(String text) {
    Load load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    JsonNode value = MAPPER.valueToTree(load.loadFromString(text));
    return schema.validate(value).stream().map(ValidationMessage::getMessage).sorted().toList();
  }

  boolean takes(String text) {
    return complaints(text).isEmpty();
  }
}
