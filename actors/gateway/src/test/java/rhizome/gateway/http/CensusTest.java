package rhizome.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.gateway.DrainSettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.InMemoryGrid;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.view.ActionView;
import rhizome.gateway.view.NodeView;
import rhizome.gateway.view.RevisionView;
import rhizome.gateway.view.RunView;
import rhizome.gateway.view.Wish.ToDrain;
import rhizome.gateway.view.Wish.ToRun;
import rhizome.gateway.view.WorkloadView;
import rhizome.grid.node.Lease;
import rhizome.grid.robot.Robot;
import rhizome.grid.task.Args;
import rhizome.grid.task.Finding;
import rhizome.grid.task.Result;
import rhizome.grid.task.Task;
import rhizome.grid.task.Ticket;
import rhizome.kernel.NodeId;
import rhizome.kernel.RobotId;
import rhizome.kernel.TaskId;
import rhizome.kernel.WorkloadId;

/** What is found, and what is not, without any HTTP before it. */
class CensusTest {

  private static final RobotId SHOP = new RobotId("shop");
  private static final TaskId DB = TaskId.parse("shop/db/backup");
  private static final DrainSettings DRAIN =
      new DrainSettings(Duration.ofMinutes(10), Duration.ofHours(1), 4, 16);
  private static final String TEXT =
      """
      blueprint: v1
      name: shop
      services:
        web: {run: serve, replicas: 2, actions: {backup: {command: [dump]}}}
        db: {run: store, actions: {backup: {command: [save]}}}
      """;

  private final InMemoryGrid grid = new InMemoryGrid();
  private final Census census = new Census(grid);
  private final Actions actions = new Actions(grid, census);
  private final Nodes nodes = new Nodes(grid, census, DRAIN);
  private final Revisions revisions = new Revisions(grid, census);

  private void apply(String text, long parent) {
    Parsed.Valid read = (Parsed.Valid) BlueprintReader.read("it.yaml", text, "/");
    assertThat(now(grid.target(read.blueprint(), parent, "ann")))
        .isInstanceOf(GridPort.Answer.Done.class);
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private interface Asking {
    CompletionStage<?> ask();
  }

  /** Whether it is refused at once or in its answer is all the same to who asked. */
  private static Problem refused(Asking asking, Kind kind) {
    Throwable thrown = catchThrowable(() -> now(asking.ask()));
    Throwable cause =
        thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown;
    assertThat(cause).isInstanceOf(Refusal.class);
    Problem problem = ((Refusal) cause).problem();
    assertThat(problem.is(kind)).as(problem.type()).isTrue();
    return problem;
  }

  @Test
  void whereThereIsNothingAtAllNothingIsNear() {
    assertThat(refused(() -> census.robot(SHOP), Kind.UNKNOWN_ROBOT).detail())
        .isEqualTo("there is no robot 'shop': there is none at all");
    assertThat(now(census.robots())).isEmpty();
    assertThat(now(census.robotOrIdle(SHOP))).isEqualTo(new Robot.State.Idle(0));
  }

  @Test
  void aRobotThatIsNotThereIsToldTheNearestAndOneThatIsFarIsNot() {
    apply(TEXT, 0);
    Problem near = refused(() -> census.robot(new RobotId("shp")), Kind.UNKNOWN_ROBOT);
    assertThat(near.detail()).isEqualTo("there is no robot 'shp': did you mean 'shop'?");
    assertThat(near.members()).isEqualTo(Map.of("nearest", "shop"));
    Problem far = refused(() -> census.robot(new RobotId("zebra")), Kind.UNKNOWN_ROBOT);
    assertThat(far.detail()).isEqualTo("there is no robot 'zebra'");
    assertThat(far.members()).isEmpty();
  }

  @Test
  void aWorkloadThatIsNotThereIsToldTheNearest() {
    apply(TEXT, 0);
    assertThat(
            refused(() -> census.workload(WorkloadId.parse("shop/wed#0")), Kind.UNKNOWN_WORKLOAD)
                .detail())
        .isEqualTo("there is no workload 'shop/wed#0': did you mean 'shop/web#0'?");
    refused(() -> census.slot(WorkloadId.parse("ship/web#0")), Kind.UNKNOWN_ROBOT);
    assertThat(now(census.workload(WorkloadId.parse("shop/web#1"))).id()).isEqualTo("shop/web#1");
  }

  @Test
  void aRobotThatWasTakenDownIsNotThereButItsGenerationsAre() {
    apply(TEXT, 0);
    now(grid.destroy(SHOP, "ann"));
    refused(() -> census.robot(SHOP), Kind.UNKNOWN_ROBOT);
    assertThat(now(census.robots())).isEmpty();
    assertThat(now(revisions.page(SHOP, Long.MAX_VALUE, 10)).revisions())
        .extracting(RevisionView::what)
        .containsExactly("destroyed", "targeted");
  }

  @Test
  void pagesOfWorkloadsJoinToTheWholeWhateverTheirSize() {
    apply(TEXT, 0);
    apply(TEXT.replace("name: shop", "name: shed"), 0);
    SortedMap<RobotId, Robot.State> robots = now(census.robots());
    List<String> whole = ids(now(census.workloads(robots.values(), Optional.empty(), 100)));
    assertThat(whole).hasSize(6).isSorted();
    for (int size = 1; size <= 7; size++) {
      List<String> joined = new ArrayList<>();
      Optional<WorkloadId> after = Optional.empty();
      List<String> page = ids(now(census.workloads(robots.values(), after, size)));
      while (!page.isEmpty()) {
        assertThat(page.size()).isLessThanOrEqualTo(size);
        joined.addAll(page);
        after = Optional.of(WorkloadId.parse(page.getLast()));
        page = ids(now(census.workloads(robots.values(), after, size)));
      }
      assertThat(joined).as("pages of " + size).isEqualTo(whole);
    }
  }

  private static List<String> ids(List<WorkloadView> views) {
    return views.stream().map(WorkloadView::id).toList();
  }

  @Test
  void aNodeIsFoundByItsNameOrTheNearestIsTold() {
    grid.enrol("n22", new Resources(1_000, 1L << 30));
    assertThat(now(nodes.one(new NodeId("n22"))).name()).isEqualTo("n22");
    assertThat(now(nodes.all())).extracting(NodeView::name).containsExactly("n1", "n22");
    assertThat(refused(() -> nodes.one(new NodeId("n23")), Kind.UNKNOWN_NODE).detail())
        .isEqualTo("there is no node 'n23': did you mean 'n22'?");
    refused(() -> nodes.serve(Operation.CORDON, new NodeId("m7")), Kind.UNKNOWN_NODE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1|1|'deadlineSeconds' must be 0 to 3600, not -1",
        "3601|1|'deadlineSeconds' must be 0 to 3600, not 3601",
        "0|0|'atOnce' must be 1 to 16, not 0",
        "0|17|'atOnce' must be 1 to 16, not 17"
      },
      quoteCharacter = '"')
  void aDrainHasItsLimits(long deadline, int atOnce, String detail) {
    ToDrain wish = new ToDrain(Optional.of(deadline), Optional.of(atOnce));
    Problem problem = refused(() -> nodes.drain(new NodeId("n1"), wish), Kind.BAD_PARAMETER);
    assertThat(problem.detail()).isEqualTo(detail);
  }

  @Test
  void atItsLimitsADrainIsAccepted() {
    NodeId n1 = new NodeId("n1");
    for (ToDrain wish :
        List.of(
            new ToDrain(Optional.of(0L), Optional.of(1)),
            new ToDrain(Optional.of(3_600L), Optional.of(16)),
            new ToDrain(Optional.empty(), Optional.empty()))) {
      assertThat(now(nodes.drain(n1, wish)).what()).isEqualTo("draining n1");
      assertThat(now(nodes.serve(Operation.UNCORDON, n1)).what()).isEqualTo("uncordoned n1");
    }
  }

  private static ToRun wish(Optional<String> service, Optional<Integer> slot, boolean all) {
    return new ToRun(service, "backup", slot, Optional.empty(), Optional.of(all), Optional.of("k"));
  }

  private static ToRun onDb(String action, Map<String, String> args) {
    return new ToRun(
        Optional.of("db"),
        action,
        Optional.empty(),
        Optional.of(new TreeMap<>(args)),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aRunIsBegunOnceForAKeyHoweverOftenItIsSent() {
    apply(TEXT, 0);
    ToRun wish = wish(Optional.of("db"), Optional.empty(), false);
    List<RunView> first = now(actions.begin(SHOP, wish)).runs();
    assertThat(first).extracting(RunView::id).containsExactly("shop/db/backup/1");
    assertThat(now(actions.begin(SHOP, wish)).runs()).isEqualTo(first);
    assertThat(now(actions.one(DB, 1))).isEqualTo(first.getFirst());
  }

  @Test
  void withoutAServiceAllMustBeSaid() {
    apply(TEXT, 0);
    ToRun silent = wish(Optional.empty(), Optional.empty(), false);
    assertThat(refused(() -> actions.begin(SHOP, silent), Kind.BAD_REQUEST).detail())
        .isEqualTo(
            "without a service 'backup' would run beside every service that has it: name one, or"
                + " say all");
    ToRun all = wish(Optional.empty(), Optional.empty(), true);
    assertThat(now(actions.begin(SHOP, all)).runs())
        .extracting(RunView::service)
        .containsExactlyInAnyOrder("db", "web");
  }

  @Test
  void anActionThatIsNotThereIsToldTheNearestAndAllThereAre() {
    apply(TEXT, 0);
    Problem near =
        refused(() -> actions.begin(SHOP, onDb("backpu", Map.of())), Kind.UNKNOWN_ACTION);
    assertThat(near.detail())
        .startsWith("robot 'shop' has no action 'db backpu', did you mean 'db backup'?; it has ")
        .contains("db backup", "web backup");
    apply("blueprint: v1\nname: bare\nservices: {db: {run: store}}\n", 0);
    RobotId bare = new RobotId("bare");
    assertThat(
            refused(() -> actions.begin(bare, onDb("backup", Map.of())), Kind.UNKNOWN_ACTION)
                .detail())
        .isEqualTo("robot 'bare' has no action 'db backup'; it has none");
  }

  @Test
  void aSlotThatIsNotThereAndAnArgumentThatIsNoneAreRefused() {
    apply(TEXT, 0);
    ToRun third = wish(Optional.of("web"), Optional.of(2), false);
    assertThat(refused(() -> actions.begin(SHOP, third), Kind.REFUSED).detail())
        .isEqualTo(
            "action 'shop/web/backup' has no such replica: slots count from 0, below 'replicas'");
    Problem name =
        refused(() -> actions.begin(SHOP, onDb("backup", Map.of("1st", "x"))), Kind.BAD_REQUEST);
    assertThat(name.detail()).startsWith("'1st' is not an argument's name");
    String long1 = "x".repeat(Args.VALUE_MAX + 1);
    Problem value =
        refused(() -> actions.begin(SHOP, onDb("backup", Map.of("to", long1))), Kind.BAD_REQUEST);
    assertThat(value.detail()).contains("at most 4096 characters");
  }

  @Test
  void noMoreRunsWaitThanMay() {
    apply(TEXT, 0);
    for (int i = 0; i < Task.OPEN_MAX; i++) {
      now(actions.begin(SHOP, onDb("backup", Map.of())));
    }
    assertThat(refused(() -> actions.begin(SHOP, onDb("backup", Map.of())), Kind.REFUSED).detail())
        .contains("too many runs waiting");
  }

  @Test
  void aRunIsCancelledOnceAndOneThatNeverWasNotAtAll() {
    apply(TEXT, 0);
    now(actions.begin(SHOP, onDb("backup", Map.of())));
    assertThat(now(actions.cancel(DB, 1)).what()).isEqualTo("cancelling shop/db/backup/1");
    assertThat(now(actions.one(DB, 1)).state()).isEqualTo("cancelled");
    assertThat(refused(() -> actions.cancel(DB, 1), Kind.REFUSED).detail())
        .isEqualTo("that run of action 'shop/db/backup' is over: nothing is left to cancel");
    assertThat(refused(() -> actions.one(DB, 2), Kind.UNKNOWN_RUN).detail())
        .isEqualTo(
            "there is no run shop/db/backup/2; the last is 1, and of those that are over only the"
                + " last 10 are known");
  }

  @Test
  void allActionsOfARobotAreListedWithTheirRuns() {
    apply(TEXT, 0);
    now(actions.begin(SHOP, onDb("backup", Map.of())));
    Instant now = Instant.now();
    Ticket ticket = new Ticket(1, 0, 1);
    now(grid.task(DB, new Task.Command.Begin(ticket, new Lease(new NodeId("n1"), 1), now)));
    Finding well = new Finding(Result.SUCCEEDED, Optional.of(0), "exit code 0", "ok\n");
    now(grid.task(DB, new Task.Command.Finish(ticket, well, now)));

    ActionView.Actions all = now(actions.all(SHOP));
    assertThat(all.robot()).isEqualTo("shop");
    TreeMap<String, List<String>> states = new TreeMap<>();
    all.actions()
        .forEach(
            one -> states.put(one.service(), one.runs().stream().map(RunView::state).toList()));
    assertThat(states).isEqualTo(Map.of("db", List.of("succeeded"), "web", List.of()));
  }

  @Test
  void aGenerationOutsideOfThoseThereAreIsRefusedWithTheirRange() {
    apply(TEXT, 0);
    apply(TEXT.replace("replicas: 2", "replicas: 3"), 1);
    for (long wrong : new long[] {0, 3, -1}) {
      assertThat(refused(() -> revisions.one(SHOP, wrong), Kind.UNKNOWN_REVISION).detail())
          .isEqualTo("robot 'shop' has no generation " + wrong + ": it has 1 to 2");
    }
    refused(() -> revisions.one(SHOP, 1, Optional.of(3L)), Kind.UNKNOWN_REVISION);
    assertThat(refused(() -> revisions.page(SHOP, 0, 5), Kind.BAD_PARAMETER).detail())
        .isEqualTo("'before' is a generation, and they count from 1");
  }

  @Test
  void aRevisionIsComparedWithTheOneBeforeUnlessAnotherIsSaid() {
    apply(TEXT, 0);
    apply(TEXT.replace("replicas: 2", "replicas: 3"), 1);
    apply(TEXT.replace("replicas: 2", "replicas: 4"), 2);
    assertThat(now(revisions.one(SHOP, 3, Optional.empty())).against()).contains(2L);
    assertThat(now(revisions.one(SHOP, 3, Optional.of(1L))).against()).contains(1L);
    assertThat(now(revisions.one(SHOP, 3, Optional.of(0L))).against()).isEmpty();
    assertThat(now(revisions.one(SHOP, 1, Optional.of(3L))).steps())
        .as("backwards, too")
        .anySatisfy(step -> assertThat(step.verb()).isEqualTo("scale"));
  }

  @Test
  void pagesOfRevisionsJoinToTheWhole() {
    for (int i = 0; i < 5; i++) {
      apply(TEXT.replace("replicas: 2", "replicas: " + (i + 1)), i);
    }
    List<Long> joined = new ArrayList<>();
    Optional<Long> before = Optional.of(Long.MAX_VALUE);
    while (before.isPresent()) {
      var page = now(revisions.page(SHOP, before.get(), 2));
      page.revisions().forEach(one -> joined.add(one.generation()));
      before = page.next();
    }
    assertThat(joined).containsExactly(5L, 4L, 3L, 2L, 1L);
  }
}
