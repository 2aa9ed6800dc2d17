package rhizome.blueprints.model;

import java.util.List;
import java.util.Optional;

/** What an operator wants to run, under one name. Services keep the order of the document. */
public record Blueprint(String name, List<Service> services) {

  public Blueprint {
    services = List.copyOf(services);
  }

  public Optional<Service> service(String wanted) {
    return services.stream().filter(service -> service.name().equals(wanted)).findFirst();
  }
}
