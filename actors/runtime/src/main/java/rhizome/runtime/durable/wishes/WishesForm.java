package rhizome.runtime.durable.wishes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.wishes.Wishes;
import rhizome.blueprints.wishes.Wishes.Company;
import rhizome.blueprints.wishes.Wishes.Preference;
import rhizome.blueprints.wishes.Wishes.Spread;
import rhizome.runtime.durable.proto.Stored;

/** Where a workload shall be placed, as a part of its spec. */
public final class WishesForm {

  private WishesForm() {}

  public static Stored.Wishes write(Wishes wishes) {
    Stored.Wishes.Builder stored = Stored.Wishes.newBuilder();
    wishes.require().forEach((label, values) -> stored.putRequire(label, values(values)));
    wishes.prefer().forEach(preference -> stored.addPrefer(write(preference)));
    wishes
        .spread()
        .ifPresent(
            spread ->
                stored.setSpread(
                    Stored.Wishes.Spread.newBuilder()
                        .setOver(spread.over())
                        .setMaxSkew(spread.maxSkew())));
    wishes.near().forEach(company -> stored.addNear(write(company)));
    wishes.apart().forEach(company -> stored.addApart(write(company)));
    return stored.build();
  }

  private static Stored.Wishes.Values values(List<String> values) {
    return Stored.Wishes.Values.newBuilder().addAllValue(values).build();
  }

  private static Stored.Wishes.Preference write(Preference preference) {
    Stored.Wishes.Preference.Builder stored =
        Stored.Wishes.Preference.newBuilder().setWeight(preference.weight());
    preference.match().forEach((label, values) -> stored.putMatch(label, values(values)));
    return stored.build();
  }

  private static Stored.Wishes.Company write(Company company) {
    return Stored.Wishes.Company.newBuilder()
        .setService(company.service())
        .setWithin(company.within())
        .build();
  }

  public static Wishes read(Stored.Wishes stored) {
    return new Wishes(
        labels(stored.getRequireMap()),
        stored.getPreferList().stream()
            .map(each -> new Preference(labels(each.getMatchMap()), each.getWeight()))
            .toList(),
        stored.hasSpread()
            ? Optional.of(new Spread(stored.getSpread().getOver(), stored.getSpread().getMaxSkew()))
            : Optional.empty(),
        company(stored.getNearList()),
        company(stored.getApartList()));
  }

  private static SortedMap<String, List<String>> labels(Map<String, Stored.Wishes.Values> stored) {
    SortedMap<String, List<String>> labels = new TreeMap<>();
    stored.forEach((label, values) -> labels.put(label, List.copyOf(values.getValueList())));
    return labels;
  }

  private static List<Company> company(List<Stored.Wishes.Company> stored) {
    return stored.stream().map(each -> new Company(each.getService(), each.getWithin())).toList();
  }
}
