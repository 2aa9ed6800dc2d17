package rhizome.runtime.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.edge.Refusal.LEASE_DIFFERS;
import static rhizome.runtime.edge.Refusal.TERMS_DIFFER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.blueprints.model.Resources;
import rhizome.grid.node.Facts;
import rhizome.grid.node.FenceMode;
import rhizome.grid.node.LeaseTerms;
import rhizome.kernel.NodeId;
import rhizome.kernel.ZoneId;
import rhizome.runtime.edge.AgentFrame.Fencing;
import rhizome.runtime.edge.AgentFrame.Hello;
import rhizome.runtime.edge.GatewayFrame.Refused;

class AgreementTest {

  private static final ZoneId HOME = new ZoneId("home");
  private static final LeaseTerms TERMS =
      new LeaseTerms(FenceMode.LEASE, Duration.ofMillis(2_400), Duration.ofMillis(400));

  @Test
  void whoHasTheSameSettingsComesIn() {
    assertThat(refusal("home", 2_400, Optional.of(Fencing.of(TERMS)))).isEmpty();
  }

  /** It was let in by its lease alone before. */
  @Test
  void anAgentOfAnOlderBuildIsComparedAsFarAsItSays() {
    assertThat(refusal("home", 2_400, Optional.empty())).isEmpty();
    assertThat(refusal("home", 2_401, Optional.empty()))
        .get()
        .extracting(Refused::reason)
        .isEqualTo(Refusal.LEASE_DIFFERS);
  }

  /** What an agent says, and what it is told of the one thing that differs. */
  record Case(String zone, long lease, Fencing fencing, Refusal reason, String told) {}

  static List<Case> differences() {
    Fencing same = Fencing.of(TERMS);
    Duration margin = TERMS.margin();
    return List.of(
        new Case(
            "home", 3_000, same, LEASE_DIFFERS, "rhizome.grid.lease is 2400 ms, and here 3000 ms"),
        new Case(
            "home",
            2_400,
            new Fencing("lease", Duration.ofMillis(500)),
            TERMS_DIFFER,
            "rhizome.grid.lease-margin is 400 ms, and here 500 ms"),
        new Case(
            "home",
            2_400,
            new Fencing("off", margin),
            TERMS_DIFFER,
            "rhizome.grid.fence is lease, and here off"),
        new Case(
            "home",
            2_400,
            new Fencing("of-a-later-build", margin),
            TERMS_DIFFER,
            "rhizome.grid.fence is lease, and here of-a-later-build"),
        new Case("barn", 2_400, same, TERMS_DIFFER, "rhizome.grid.zone is home, and here barn"));
  }

  @ParameterizedTest
  @MethodSource("differences")
  void eachSettingIsNamedWithBothValuesAndTheRemedy(Case one) {
    Refused refused = refusal(one.zone, one.lease, Optional.of(one.fencing)).orElseThrow();
    assertThat(refused.reason()).isEqualTo(one.reason);
    String remedy = one.told.replaceFirst(" is ", " = ").replaceFirst(", and here .*", "");
    assertThat(refused.remedy())
        .isEqualTo(
            "the agent has other settings than its grid, whose %s: set %s in the rhizome.conf of"
                    .formatted(one.told, remedy)
                + " the node");
  }

  @Test
  void allThatDiffersIsToldAtOnce() {
    Refused refused =
        refusal("barn", 60_000, Optional.of(new Fencing("life", Duration.ofMillis(100))))
            .orElseThrow();
    assertThat(refused.reason()).isEqualTo(Refusal.LEASE_DIFFERS);
    assertThat(refused.remedy())
        .contains(
            "set rhizome.grid.lease = 2400 ms and rhizome.grid.lease-margin = 400 ms and"
                + " rhizome.grid.fence = lease and rhizome.grid.zone = home in");
  }

  private static Optional<Refused> refusal(
      String zone, long leaseMillis, Optional<Fencing> fencing) {
    Facts facts = new Facts(new ZoneId(zone), "host", new Resources(1_000, 1L << 30));
    Duration lease = Duration.ofMillis(leaseMillis);
    Hello said =
        new Hello(Frames.VERSION, new NodeId("n1"), "a", facts, lease, "test", 0, fencing, true);
    return Agreement.refusal(said, TERMS, HOME);
  }
}
