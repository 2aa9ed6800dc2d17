package rhizome.runtime.edge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import rhizome.grid.node.Facts;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.ZoneId;
import rhizome.runtime.edge.AgentFrame.Fencing;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.AgentFrame.Matter;
import rhizome.runtime.edge.GatewayFrame.Refused;

/**
 * What an agent and its grid must have set alike: an agent that ends what is single later than its
 * grid counts on would let it run twice.
 */
public final class Agreement {

  /** One setting as both sides have it. */
  private record Both(String grid, String agent) {
    String words(String key) {
      return "%s is %s, and here %s".formatted(key, grid, agent);
    }
  }

  private final Map<String, Both> differences = new LinkedHashMap<>();

  private Agreement() {}

  /** Why this agent cannot be let in; names each setting, both values and the remedy. */
  public static Optional<Refused> refusal(Hello said, LeaseTerms terms, ZoneId zone) {
    Agreement agreement = new Agreement();
    agreement.compare("rhizome.grid.lease", millis(terms.lease()), millis(said.lease()));
    boolean leaseDiffers = !agreement.differences.isEmpty();
    said.fencing()
        .ifPresent(
            fencing -> {
              Fencing own = Fencing.of(terms);
              agreement.compare(
                  "rhizome.grid.lease-margin", millis(own.margin()), millis(fencing.margin()));
              agreement.compare("rhizome.grid.fence", own.mode(), fencing.mode());
            });
    agreement.compare(said.facts(), zone);
    return agreement.refused(leaseDiffers ? Refusal.LEASE_DIFFERS : Refusal.TERMS_DIFFER);
  }

  /** Why an agent that was let in has to go for what it says of itself now. */
  public static Optional<Refused> refusal(AgentFrame frame, ZoneId zone) {
    Optional<Facts> said =
        switch (frame) {
          case AgentFrame.Beat beat -> beat.facts();
          case AgentFrame.Ask(_, Matter.Enrol enrol) -> Optional.of(enrol.facts());
          case Hello _,
              AgentFrame.Ask _,
              AgentFrame.LogReply _,
              AgentFrame.Performed _,
              AgentFrame.Measured _,
              AgentFrame.Bye _ ->
              Optional.empty();
        };
    Agreement agreement = new Agreement();
    said.ifPresent(facts -> agreement.compare(facts, zone));
    return agreement.refused(Refusal.TERMS_DIFFER);
  }

  private Optional<Refused> refused(Refusal reason) {
    return differences.isEmpty() ? Optional.empty() : Optional.of(new Refused(reason, remedy()));
  }

  private void compare(Facts said, ZoneId zone) {
    compare("rhizome.grid.zone", zone.name(), said.zone().name());
  }

  private void compare(String key, String grid, String agent) {
    if (!grid.equals(agent)) {
      differences.put(key, new Both(grid, agent));
    }
  }

  private String remedy() {
    String both =
        differences.entrySet().stream()
            .map(entry -> entry.getValue().words(entry.getKey()))
            .collect(Collectors.joining("; "));
    String set =
        differences.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue().grid())
            .collect(Collectors.joining(" and "));
    return ("the agent has other settings than its grid, whose %s: set %s in the rhizome.conf of"
            + " the node")
        .formatted(both, set);
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms";
  }
}
