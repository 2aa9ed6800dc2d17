package rhizome.blueprints.text;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;

/** Writes wishes as {@code {require: {region: [eu]}, apart: [{service: web, within: node}]}}. */
final class PlacementWriter {

  private PlacementWriter() {}

  static String write(Wishes wishes) {
    List<String> parts = new ArrayList<>();
    if (!wishes.require().isEmpty()) {
      parts.add("require: " + labels(wishes.require()));
    }
    if (!wishes.prefer().isEmpty()) {
      parts.add("prefer: " + wishes.prefer().stream().map(PlacementWriter::write).toList());
    }
    wishes
        .spread()
        .ifPresent(
            spread ->
                parts.add(
                    "spread: {over: %s, max-skew: %d}"
                        .formatted(BlueprintWriter.scalar(spread.over()), spread.maxSkew())));
    if (!wishes.near().isEmpty()) {
      parts.add("near: " + wishes.near().stream().map(PlacementWriter::write).toList());
    }
    if (!wishes.apart().isEmpty()) {
      parts.add("apart: " + wishes.apart().stream().map(PlacementWriter::write).toList());
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String write(Preference preference) {
    return "{match: " + labels(preference.match()) + ", weight: " + preference.weight() + "}";
  }

  private static String write(Company company) {
    return "{service: %s, within: %s}"
        .formatted(
            BlueprintWriter.scalar(company.service()), BlueprintWriter.scalar(company.within()));
  }

  private static String labels(SortedMap<String, List<String>> labels) {
    List<String> written = new ArrayList<>();
    labels.forEach(
        (key, values) ->
            written.add(BlueprintWriter.scalar(key) + ": " + BlueprintWriter.write(values)));
    return "{" + String.join(", ", written) + "}";
  }
}
