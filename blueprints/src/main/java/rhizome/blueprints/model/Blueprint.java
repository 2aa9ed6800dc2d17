package rhizome.blueprints.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an operator wants to run, under one name. Services keep the order of the document.
 *
 * @param outputs what others want to know, by name; {@code ${services.NAME.ports.PORT}} stands in
 *     it for a port that nobody knows before the service runs; a literal brace is escaped as in the
 *     language
 */
public record Blueprint(String name, List<Service> services, SortedMap<String, String> outputs) {

  public Blueprint {
    services = List.copyOf(services);
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }

  /** Without outputs. */
  public Blueprint(String name, List<Service> services) {
    this(name, services, new TreeMap<>());
  }

  /** The outputs of which all is known. */
  public SortedMap<String, String> knownOutputs() {
    SortedMap<String, String> known = new TreeMap<>();
    outputs.forEach(
        (output, text) -> {
          String literals = text.replace("$${", "");
          if (!literals.contains("${")) {
            known.put(output, text.replace("$${", "${"));
          }
        });
    return known;
  }

  public Optional<Service> service(String wanted) {
    return services.stream().filter(service -> service.name().equals(wanted)).findFirst();
  }

  /** The same with as many replicas of what is scaled as there are in {@code before}. */
  public Blueprint scaledAs(Blueprint before) {
    if (services.stream().allMatch(service -> service.scale().isEmpty())) {
      return this;
    }
    Map<String, Service> known = before.byName();
    return with(
        services.stream()
            .map(
                service ->
                    Optional.ofNullable(known.get(service.name()))
                        .map(was -> service.scaledTo(was.replicas()))
                        .orElse(service))
            .toList());
  }

  /** The same with so many replicas of one service that is scaled. */
  public Blueprint scaled(String name, int replicas) {
    return with(
        services.stream()
            .map(service -> service.name().equals(name) ? service.scaledTo(replicas) : service)
            .toList());
  }

  /** The same as it was written, however much was scaled since. */
  public Blueprint unscaled() {
    return with(services.stream().map(Service::unscaled).toList());
  }

  private Blueprint with(List<Service> others) {
    return others.equals(services) ? this : new Blueprint(name, others, outputs);
  }

  /** Each service under its name, for who asks of many: {@link #service} looks at all of them. */
  public Map<String, Service> byName() {
    Map<String, Service> byName = new LinkedHashMap<>();
    services.forEach(service -> byName.putIfAbsent(service.name(), service));
    return byName;
  }
}
