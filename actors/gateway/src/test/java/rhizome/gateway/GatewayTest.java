package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Resources;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.timeline.Entry;
import rhizome.gateway.timeline.Entry.Link;
import rhizome.gateway.view.GovernorView;
import rhizome.gateway.view.Listing;
import rhizome.gateway.view.NodeView;
import rhizome.gateway.view.PlanView;
import rhizome.gateway.view.RobotView;
import rhizome.gateway.view.StatusView;
import rhizome.gateway.view.TimelineView;
import rhizome.gateway.view.Wish;
import rhizome.gateway.view.WorkloadView;

class GatewayTest extends AtTheDoor {

  static final String SHOP =
      """
      blueprint: v1
      name: shop
      services:
        store:
          run: {command: sleep, args: [1000]}
        web:
          run: {command: sleep, args: [1000]}
          replicas: 2
          ports: {http: auto}
          needs: [store]
      """;

  @Test
  void aPlanTellsEveryStepAndChangesNothing() {
    PlanView plan = door.plan(SHOP).as(PlanView.class);

    assertThat(plan.robot()).isEqualTo("shop");
    assertThat(plan.parent()).isZero();
    assertThat(plan.hash()).matches("[0-9a-f]{64}");
    assertThat(plan.empty()).isFalse();
    assertThat(plan.steps())
        .extracting(step -> step.verb() + " " + step.service())
        .containsExactly("create store", "create web");
    assertThat(plan.workloads().created()).isEqualTo(3);
    assertThat(door.get("/v1/robots").as(Listing.Robots.class).robots()).isEmpty();
  }

  @Test
  void aPlanTellsWhatWouldNotFit() {
    String large =
        SHOP.replace("replicas: 2", "replicas: 3\n    resources: {cpu: 3.5, memory: 1GiB}");

    PlanView.CapacityView capacity = door.plan(large).as(PlanView.class).capacity().orElseThrow();

    assertThat(capacity.tried()).isEqualTo(4);
    assertThat(capacity.nodes()).isEqualTo(1);
    assertThat(capacity.shortages())
        .extracting(s -> s.missing() + " of " + s.service())
        .containsExactly("1 of web");
    assertThat(door.plan(SHOP).as(PlanView.class).capacity().orElseThrow().shortages()).isEmpty();
  }

  @Test
  void aPlanTellsWhenAJobIsDue() {
    String job =
        """
        blueprint: v1
        name: shop
        services:
          report:
            run: sh
            job: {schedule: '0 0 1 1 *', time-zone: Europe/Brussels}
        """;

    assertThat(door.plan(job).as(PlanView.class).due())
        .singleElement()
        .satisfies(
            due -> {
              assertThat(due.service()).isEqualTo("report");
              assertThat(due.timeZone()).isEqualTo("Europe/Brussels");
              assertThat(due.next().orElseThrow().toString()).endsWith("-12-31T23:00:00Z");
            });
    assertThat(door.plan(SHOP).as(PlanView.class).due()).isEmpty();
  }

  @Test
  void aBlueprintThatIsAppliedBecomesReady() {
    Door.Answer answer = door.apply(SHOP);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.as(Wish.Applied.class).generation()).isEqualTo(1);
    RobotView robot = door.get("/v1/robots/shop").as(RobotView.class);
    assertThat(robot.ready()).isTrue();
    assertThat(robot.phase()).isEqualTo("active");
    assertThat(robot.services())
        .extracting(service -> service.name() + " " + service.ready() + "/" + service.replicas())
        .containsExactly("store 1/1", "web 2/2");
  }

  @Test
  void whatWasConfirmedIsAppliedAsLongAsNothingMoved() {
    String hash = door.plan(SHOP).as(PlanView.class).hash();
    Map<String, Object> confirmed = Door.blueprint(SHOP);
    confirmed.put("plan", hash);

    assertThat(door.post("/v1/apply", confirmed).status()).isEqualTo(202);
    Door.Answer again = door.post("/v1/apply", confirmed);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.problem().is(Kind.PLAN_MOVED)).isTrue();
    assertThat(again.json().at("/plan/parent").asLong()).isEqualTo(1);
    assertThat(door.get("/v1/robots/shop").as(RobotView.class).generation()).isEqualTo(1);
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    door.apply(SHOP);

    Wish.Applied again = door.apply(SHOP).as(Wish.Applied.class);
    assertThat(again.generation()).isEqualTo(1);
    assertThat(again.plan().empty()).isTrue();
  }

  /** What is there when the answer is written may be somebody else's. */
  @Test
  void whoAppliesIsToldTheGenerationOfThatAndNotOfWhatCameAfter() {
    grid.overtakeWith(new Blueprint("shop", List.of()));
    assertThat(door.apply(SHOP).as(Wish.Applied.class).generation()).isEqualTo(1);
    assertThat(door.get("/v1/robots/shop").as(RobotView.class).generation()).isEqualTo(2);
  }

  @Test
  void fromMembersThatDoNotCountTheGenerationIsRead() {
    grid.doesNotCount();
    assertThat(door.apply(SHOP).as(Wish.Applied.class).generation()).isEqualTo(1);
  }

  @Test
  void aChangeIsPlannedAgainstWhatIsThere() {
    door.apply(SHOP);

    PlanView plan = door.plan(SHOP.replace("replicas: 2", "replicas: 3")).as(PlanView.class);
    assertThat(plan.parent()).isEqualTo(1);
    assertThat(plan.steps())
        .extracting(step -> step.verb() + " " + step.service())
        .containsExactly("keep store", "scale web");
    assertThat(plan.steps().get(1).reasons()).containsExactly("replicas: 2 -> 3");
  }

  @Test
  void workloadsAreListedPageByPage() {
    door.apply(SHOP);

    Listing.Workloads first = door.get("/v1/workloads?limit=2").as(Listing.Workloads.class);
    assertThat(first.workloads())
        .extracting(WorkloadView::id)
        .containsExactly("shop/store#0", "shop/web#0");
    assertThat(first.next()).contains("shop/web#0");
    Listing.Workloads last =
        door.get("/v1/workloads?limit=2&robot=shop&after=shop/web%230").as(Listing.Workloads.class);
    assertThat(last.workloads()).extracting(WorkloadView::id).containsExactly("shop/web#1");
    assertThat(last.next()).isEmpty();
  }

  @Test
  void aWorkloadTellsWhereItRunsAndAsWhat() {
    door.apply(SHOP);

    WorkloadView web = door.get("/v1/workloads/shop/web/1").as(WorkloadView.class);
    assertThat(web.id()).isEqualTo("shop/web#1");
    assertThat(web.status()).isEqualTo("ready");
    assertThat(web.node()).contains("n1");
    assertThat(web.incarnation()).isEqualTo(1);
    assertThat(web.pid()).isPositive();
    assertThat(web.ports()).containsEntry("http", 8001);
    assertThat(web.since()).isPresent();
  }

  @Test
  void aTimelineSaysThatAndWhyItWasRestarted() {
    door.apply(SHOP);
    grid.kill("shop/web#0");

    TimelineView story = door.get("/v1/workloads/shop/web/0/timeline").as(TimelineView.class);
    assertThat(story.workload()).isEqualTo("shop/web#0");
    assertThat(story.entries())
        .extracting(Entry::sentence)
        .contains(
            "restarted by n1 within its policy (incarnation 2), because: its program ended with"
                + " signal 9 (SIGKILL)");
    assertThat(story.entries().getLast().sentence()).matches("ready again, \\d+ ms after it broke");
  }

  @Test
  void whatIsGoneKeepsItsTimeline() {
    door.apply(SHOP);
    assertThat(door.delete("/v1/robots/shop").status()).isEqualTo(202);

    assertThat(door.get("/v1/robots").as(Listing.Robots.class).robots()).isEmpty();
    assertThat(door.get("/v1/workloads/shop/web/0").status()).isEqualTo(404);
    TimelineView story = door.get("/v1/workloads/shop/web/0/timeline").as(TimelineView.class);
    assertThat(story.entries().getLast().sentence()).isEqualTo("nothing of it is left");
  }

  @Test
  void aRobotThatWasDestroyedCanBeAppliedAnew() {
    door.apply(SHOP);
    door.delete("/v1/robots/shop");

    assertThat(door.apply(SHOP).as(Wish.Applied.class).generation()).isEqualTo(3);
    assertThat(door.get("/v1/robots/shop").as(RobotView.class).ready()).isTrue();
  }

  @Test
  void ofManyWhoConfirmTheSamePlanOnlyOneIsHeard() {
    String hash = door.plan(SHOP).as(PlanView.class).hash();
    Map<String, Object> confirmed = Door.blueprint(SHOP);
    confirmed.put("plan", hash);

    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(_ -> door.post("/v1/apply", confirmed).status())
            .sorted()
            .toList();
    assertThat(statuses).startsWith(202).endsWith(409);
    assertThat(door.get("/v1/robots/shop").as(RobotView.class).generation()).isEqualTo(1);
  }

  @Test
  void whatIsToldOfThePlanNeverContainsASecret() {
    String secret = SHOP.replace("args: [1000]", "env: {DB_PASSWORD: hunter2}");
    door.apply(secret);

    assertThat(door.plan(secret.replace("hunter2", "hunter3")).body()).doesNotContain("hunter");
    assertThat(door.get("/v1/workloads/shop/store/0/timeline").body()).doesNotContain("hunter");
    assertThat(door.get("/v1/workloads").body()).doesNotContain("hunter");
    assertThat(door.get("/v1/robots").body()).doesNotContain("hunter");
  }

  @Test
  void theStatusOfAGridThatIsWellIsShort() {
    door.apply(SHOP);

    StatusView status = door.get("/v1/status").as(StatusView.class);
    assertThat(status.well()).isTrue();
    assertThat(status.robots()).isEqualTo(1);
    assertThat(status.workloads()).containsExactly(Map.entry("ready", 3));
    assertThat(status.zones()).extracting(StatusView.Zone::name).containsExactly("cellar");
  }

  @Test
  void whatNeedsAHumanStandsInTheStatusWithItsCause() {
    door.apply(
        """
        blueprint: v1
        name: sick
        services:
          bad: {run: {command: broken}}
        """);

    StatusView status = door.get("/v1/status").as(StatusView.class);
    assertThat(status.well()).isFalse();
    assertThat(status.needsHuman())
        .containsExactly(
            new StatusView.Parked(
                "sick/bad#0", "moving it did not help either: its program ended with exit code 3"));
    WorkloadView bad = door.get("/v1/workloads/sick/bad/0").as(WorkloadView.class);
    assertThat(bad.status()).isEqualTo("parked");
    assertThat(bad.because())
        .extracting(Entry.Link::what)
        .contains("its program ended with exit code 3");
  }

  @Test
  void onlyWhatIsParkedCanBeRetried() {
    door.apply(SHOP);
    Door.Answer refused = door.post("/v1/workloads/shop/web/0/retry", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem().members()).containsEntry("refusal", "NOT_PARKED");

    door.apply("{blueprint: v1, name: sick, services: {bad: {run: {command: broken}}}}");
    assertThat(door.post("/v1/workloads/sick/bad/0/retry", "").status()).isEqualTo(202);
    TimelineView story = door.get("/v1/workloads/sick/bad/0/timeline").as(TimelineView.class);
    assertThat(story.entries())
        .extracting(Entry::sentence)
        .contains("told to try again by operator");
  }

  @Test
  void aLostNodeShowsWhyAndWhatItHeldMoves() {
    grid.enrol("n2", new Resources(8_000, 8L << 30));
    door.apply(SHOP);
    grid.lose("n1");

    List<NodeView> nodes = door.get("/v1/nodes").as(Listing.Nodes.class).nodes();
    assertThat(nodes).extracting(NodeView::condition).containsExactly("offline", "online");
    assertThat(nodes.getFirst().because().getFirst().what()).isEqualTo("the lease of n1 ran out");
    assertThat(door.get("/v1/status").as(StatusView.class).nodesOffline()).containsExactly("n1");
    assertThat(door.get("/v1/robots/shop").as(RobotView.class).ready()).isTrue();
    assertThat(door.get("/v1/workloads/shop/store/0").as(WorkloadView.class).node()).contains("n2");
  }

  @Test
  void aSuspectNodeIsShownAsSuchAndNotAsLost() {
    grid.suspect("n1");
    NodeView node = door.get("/v1/nodes/n1").as(NodeView.class);
    assertThat(node.condition()).isEqualTo("suspect");
    assertThat(node.because()).extracting(Link::what).contains("its connection closed");
    StatusView status = door.get("/v1/status").as(StatusView.class);
    assertThat(status.nodesSuspect()).containsExactly("n1");
    assertThat(status.nodesOffline()).isEmpty();
    assertThat(status.well()).isFalse();
  }

  @Test
  void aClosedNodeIsCountedAndNothingIsWrong() {
    door.post("/v1/nodes/n1/cordon", "");
    StatusView status = door.get("/v1/status").as(StatusView.class);
    assertThat(status.nodesClosed()).containsExactly(new StatusView.Closed("n1", "cordoned", 0));
    assertThat(status.well()).isTrue();
  }

  @Test
  void aFrozenZoneIsNotWellAndResumesWhenItIsTold() {
    grid.freeze(3, 4);
    StatusView status = door.get("/v1/status").as(StatusView.class);
    assertThat(status.well()).isFalse();
    assertThat(status.governors()).extracting(GovernorView::state).containsExactly("frozen");
    List<GovernorView> governors = door.get("/v1/governor").as(Listing.Governors.class).governors();
    assertThat(governors).extracting(GovernorView::zone).containsExactly("cellar");
    assertThat(governors.getFirst().word()).contains("3 of 4 nodes");

    assertThat(door.post("/v1/governor/resume", "").status()).isEqualTo(202);
    assertThat(door.get("/v1/status").as(StatusView.class).governors())
        .extracting(GovernorView::state)
        .containsExactly("flowing");
  }

  @Test
  void whatIsNotFrozenCannotBeResumedAndIsNotChanged() {
    Door.Answer refused = door.post("/v1/governor/resume", "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem().members()).containsEntry("refusal", "NOT_FROZEN");
    assertThat(refused.problem().detail()).startsWith("nothing is frozen");
    assertThat(door.get("/v1/status").as(StatusView.class).well()).isTrue();
  }

  @Test
  void theAnswerToAShutdownLeavesThoughTheDoorClosesInTheSameMoment() throws IOException {
    for (int round = 0; round < 50; round++) {
      InMemoryGrid ending = new InMemoryGrid();
      try (Door closing = Door.to(ending, folder)) {
        ending.stopped().thenRunAsync(() -> closing.shut(Duration.ofSeconds(5)));
        assertThat(closing.post("/v1/shutdown", "{\"keep\":false}").status()).isEqualTo(202);
      }
    }
  }

  @Test
  void shutdownIsPassedOnWithWhatShallBecomeOfTheWorkloads() {
    assertThat(door.post("/v1/shutdown", "{\"keep\":true}").status()).isEqualTo(202);
    assertThat(grid.stopped()).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(true);
  }

  @Test
  void aTakenPortIsRefusedInAWordThatHelps() {
    GatewaySettings same = Door.SETTINGS.withPort(door.url().getPort());

    assertThatThrownBy(
            () ->
                Gateway.open(Door.system(), grid, door.token(), same).toCompletableFuture().join())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("another --port");
  }

  @Test
  void theDoorOpensOnLoopbackOnly() {
    assertThat(door.url().getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(
            () -> {
              GatewaySettings d = Door.SETTINGS;
              new GatewaySettings(
                  "0.0.0.0",
                  0,
                  false,
                  1,
                  1,
                  1,
                  1,
                  d.pollInterval(),
                  d.keepAlive(),
                  false,
                  d.drain());
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("loopback only");
  }
}
