package rhizome.blueprints.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order services may start: the services of one layer need only services of layers before
 * it. Within a layer they keep the order of the document.
 */
public record StartOrder(List<List<Service>> layers) {

  public StartOrder {
    layers = layers.stream().map(List::copyOf).toList();
  }

  /**
   * @throws IllegalArgumentException if a service needs one that is not there, or itself, be it
   *     through others; blueprints from the reader never do
   */
  public static StartOrder of(Blueprint blueprint) {
    Map<String, List<Service>> dependants = new LinkedHashMap<>();
    Map<String, Integer> missing = new LinkedHashMap<>();
    blueprint.services().forEach(service -> dependants.put(service.name(), new ArrayList<>()));
    for (Service service : blueprint.services()) {
      missing.put(service.name(), service.needs().size());
      for (String need : service.needs()) {
        List<Service> waiting = dependants.get(need);
        if (waiting == null) {
          throw new IllegalArgumentException(service.name() + " needs " + need + ", unknown");
        }
        waiting.add(service);
      }
    }
    return new StartOrder(layers(blueprint, dependants, missing));
  }

  /** All services, each after everything it needs. */
  public List<Service> flat() {
    return layers.stream().flatMap(List::stream).toList();
  }

  private static List<List<Service>> layers(
      Blueprint blueprint, Map<String, List<Service>> dependants, Map<String, Integer> missing) {
    List<List<Service>> layers = new ArrayList<>();
    Map<String, Integer> rank = new LinkedHashMap<>();
    blueprint.services().forEach(service -> rank.put(service.name(), rank.size()));
    List<Service> ready =
        blueprint.services().stream().filter(service -> service.needs().isEmpty()).toList();
    int placed = 0;
    while (!ready.isEmpty()) {
      layers.add(ready);
      placed += ready.size();
      List<Service> next = new ArrayList<>();
      for (Service service : ready) {
        for (Service waiting : dependants.getOrDefault(service.name(), List.of())) {
          if (missing.merge(waiting.name(), -1, Integer::sum) == 0) {
            next.add(waiting);
          }
        }
      }
      next.sort(Comparator.comparingInt(service -> rank.getOrDefault(service.name(), 0)));
      ready = next;
    }
    if (placed < blueprint.services().size()) {
      throw new IllegalArgumentException("services need each other in a circle");
    }
    return layers;
  }
}
