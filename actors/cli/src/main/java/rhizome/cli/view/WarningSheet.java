package rhizome.cli.view;

import java.util.List;
import rhizome.blueprints.tree.Spot;
import rhizome.cli.json.Json;
import rhizome.cli.terminal.Glyphs;
import rhizome.cli.terminal.Tint;

/** What is legal in a blueprint but unwise, with its place. */
public final class WarningSheet {

  private WarningSheet() {}

  public static List<String> lines(Json warning, boolean colours) {
    Spot spot =
        new Spot(
            shown(warning, "file"),
            Math.toIntExact(warning.at("line").number()),
            Math.toIntExact(warning.at("column").number()),
            shown(warning, "excerpt"),
            Math.toIntExact(Math.max(0, warning.at("caret").number())));
    String said =
        "%s: %s: %s [%s]"
            .formatted(
                Tint.BUSY.paint("unwise", colours),
                shown(warning, "service"),
                shown(warning, "message"),
                shown(warning, "rule"));
    return spot.render(said, List.of(shown(warning, "remedy"))).lines().toList();
  }

  private static String shown(Json warning, String member) {
    return Glyphs.visible(warning.at(member).text());
  }
}
