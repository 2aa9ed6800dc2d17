package rhizome.blueprints.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator wants to run, under one name. Services keep the order of the document. */
public record Blueprint(String name, List<Service> services) {

  public Blueprint {
    services = List.copyOf(services);
  }

  public Optional<Service> service(String wanted) {
    return services.stream().filter(service -> service.name().equals(wanted)).findFirst();
  }

  /** Each service under its name, for who asks of many: {@link #service} looks at all of them. */
  public Map<String, Service> byName() {
    Map<String, Service> byName = new LinkedHashMap<>();
    services.forEach(service -> byName.putIfAbsent(service.name(), service));
    return byName;
  }
}
