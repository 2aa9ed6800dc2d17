package rhizome.blueprints.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Service;

/**
 * What stands against a plan: services that are protected as they run now. That the wanted ones are
 * no longer is not enough, or one careless revision could lift the guard and do the harm.
 */
public final class Protection {

  private static final String REMEDY =
      "; apply a revision that only says 'protect: false' for it first";

  private Protection() {}

  /** Why a service must not become what is wanted; nothing wanted retires it. */
  static Optional<String> refusal(Service current, Optional<Service> wanted) {
    if (!current.isProtected()) {
      return Optional.empty();
    }
    return harm(current, wanted).map(harm -> "it is protected and would be " + harm + REMEDY);
  }

  /** One sentence for each protected service that would not survive unharmed. */
  public static List<String> refusals(Blueprint current, Optional<Blueprint> wanted) {
    List<Service> guarded = current.services().stream().filter(Service::isProtected).toList();
    if (guarded.isEmpty()) {
      return List.of();
    }
    Optional<Map<String, Service>> next = wanted.map(Blueprint::byName);
    List<String> refusals = new ArrayList<>();
    for (Service service : guarded) {
      Optional<Service> after = next.map(services -> services.get(service.name()));
      refusal(service, after).ifPresent(why -> refusals.add(service.name() + ": " + why));
    }
    return refusals;
  }

  private static Optional<String> harm(Service current, Optional<Service> wanted) {
    if (wanted.isEmpty()) {
      return Optional.of("retired");
    }
    if (!current.spec().runsAs(wanted.get().spec())) {
      return Optional.of("replaced");
    }
    return wanted.get().replicas() == 0 && current.replicas() > 0
        ? Optional.of("scaled to 0")
        : Optional.empty();
  }
}
