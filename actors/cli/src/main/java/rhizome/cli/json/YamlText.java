package rhizome.cli.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** JSON values written as YAML. */
public final class YamlText {

  private YamlText() {}

  /** Block style, members in their order; ends with a line break. */
  public static String of(Json json) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(100)
            .setSplitLines(false)
            .build();
    return new Dump(settings).dumpToString(plain(json));
  }

  private static @Nullable Object plain(Json json) {
    return switch (json) {
      case Json.Obj(var members) -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        members.forEach((name, value) -> map.put(name, plain(value)));
        yield map;
      }
      case Json.Arr(var values) -> {
        // A list of its own each time: the dumper would write one that is shared as an alias.
        List<@Nullable Object> list = new ArrayList<>();
        values.forEach(value -> list.add(plain(value)));
        yield list;
      }
      case Json.Text(var value) -> value;
      case Json.Num(var value) ->
          value.scale() <= 0 ? (Object) value.toBigInteger() : (Object) value.doubleValue();
      case Json.Bool(var value) -> value;
      case Json.Null() -> null;
    };
  }
}
