package rhizome.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.runtime.node.Shop.web;

import akka.actor.testkit.typed.javadsl.TestInbox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhizome.grid.node.Assignment;
import rhizome.house.Property;
import rhizome.kernel.WorkloadId;

class AgentSessionTest {

  private final TestInbox<Order> agent = TestInbox.create();
  private final AgentSession session = new AgentSession();

  @Test
  void whoIsMetFirstIsToldEverythingAndThenOnlyWhatIsNew() {
    session.meet("boot", agent.getRef());
    session.hold(List.of(web(0, 1)));
    assertThat(agent.getAllReceived()).containsExactly(new Order.Sync(List.of(web(0, 1))));
    session.hold(List.of(web(0, 1), web(1, 1)));
    assertThat(agent.getAllReceived()).containsExactly(new Order.Assign(web(1, 1)));
    session.hold(List.of(web(1, 2)));
    assertThat(agent.getAllReceived())
        .containsExactly(new Order.Assign(web(1, 2)), new Order.Drop(web(0), 1));
    session.hold(List.of(web(1, 2)));
    assertThat(agent.getAllReceived()).isEmpty();
  }

  @Test
  void anAgentThatBootedAnewIsToldEverythingAgain() {
    session.meet("boot", agent.getRef());
    session.hold(List.of(web(0, 1)));
    var _ = agent.getAllReceived();
    session.meet("boot", agent.getRef());
    session.hold(List.of(web(0, 1)));
    assertThat(agent.getAllReceived()).as("the same boot knows").isEmpty();
    session.meet("another boot", agent.getRef());
    session.hold(List.of(web(0, 1)));
    assertThat(agent.getAllReceived()).containsExactly(new Order.Sync(List.of(web(0, 1))));
    assertThat(session.speaksFor("another boot")).isTrue();
    assertThat(session.speaksFor("boot")).isFalse();
  }

  @Test
  void onlyALastingDifferenceIsADisagreement() {
    session.meet("boot", agent.getRef());
    session.hold(List.of(web(0, 1), web(1, 4)));
    long agreed = Digest.of(web(1), 4) + Digest.of(web(0), 1);
    assertThat(session.disagrees(0)).isFalse();
    assertThat(session.disagrees(0)).isFalse();
    assertThat(session.disagrees(agreed)).as("the orders had been on their way").isFalse();
    assertThat(session.disagrees(0)).isFalse();
    assertThat(session.disagrees(0)).isFalse();
    assertThat(session.disagrees(0)).isTrue();
  }

  @Test
  void whoWasNotMetIsNotTold() {
    assertThat(session.tell(new Order.Introduce())).isFalse();
    assertThat(session.speaksFor("boot")).isFalse();
  }

  @Test
  void anAgentThatFollowsItsOrdersHoldsExactlyWhatItsNodeSaysWhateverHappens() {
    Property.forAll(
        random -> {
          TestInbox<Order> inbox = TestInbox.create();
          AgentSession any = new AgentSession();
          any.meet("boot", inbox.getRef());
          Map<WorkloadId, Long> held = new TreeMap<>();
          Map<WorkloadId, Long> wanted = new TreeMap<>();
          for (int round = 0; round < 10; round++) {
            WorkloadId changed = web(random.nextInt(5));
            if (random.nextBoolean()) {
              wanted.merge(changed, 1L, Long::sum);
            } else {
              wanted.remove(changed);
            }
            if (random.nextInt(4) == 0) {
              any.forget();
            }
            any.hold(
                wanted.entrySet().stream()
                    .map(lease -> new Assignment(lease.getKey(), lease.getValue(), Shop.SPEC))
                    .toList());
            inbox.getAllReceived().forEach(order -> follow(order, held));
            assertThat(held).isEqualTo(wanted);
          }
        });
  }

  private static void follow(Order order, Map<WorkloadId, Long> held) {
    switch (order) {
      case Order.Sync(var assignments) -> {
        held.clear();
        assignments.forEach(a -> held.put(a.workload(), a.epoch()));
      }
      case Order.Assign(var a) -> held.put(a.workload(), a.epoch());
      case Order.Drop(var workload, _) -> held.remove(workload);
      case Order.Introduce _,
          Order.Question _,
          Order.Renewed _,
          Order.Announce _,
          Order.PowerDown _ ->
          throw new AssertionError("not asked for: " + order);
    }
  }
}
