package rhizome.gateway.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import rhizome.blueprints.schema.Schema;
import rhizome.gateway.GatewaySettings;
import rhizome.gateway.GridPort;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Reasons;
import rhizome.gateway.problem.Refusal;
import rhizome.gateway.seed.SeedPaths;
import rhizome.gateway.timeline.Timeline;
import rhizome.gateway.view.DoctorView;
import rhizome.gateway.view.EndpointsView;
import rhizome.gateway.view.GovernorView;
import rhizome.gateway.view.JobsView;
import rhizome.gateway.view.Listing;
import rhizome.gateway.view.NoticesView;
import rhizome.gateway.view.RobotView;
import rhizome.gateway.view.StatusView;
import rhizome.gateway.view.TimelineView;
import rhizome.gateway.view.Wish;
import rhizome.gateway.view.WorkloadView;
import rhizome.grid.robot.Robot;
import rhizome.grid.workload.Workload;
import rhizome.kernel.RobotId;
import rhizome.kernel.WorkloadId;

/** What stands behind each operation. */
final class Routes {

  static final String LOG_FROM = "Rhizome-Log-From";
  static final String LOG_NEXT = "Rhizome-Log-Next";
  static final String LOG_SIZE = "Rhizome-Log-Size";

  private final GridPort grid;
  private final GatewaySettings settings;
  private final Census census;
  private final Blueprints blueprints;
  private final Revisions revisions;
  private final Streams streams;
  private final Nodes nodes;
  private final Actions actions;
  private final Ledgers ledgers;
  private final SeedPaths seed;

  Routes(ActorSystem<?> system, GridPort grid, GatewaySettings settings) {
    this.grid = grid;
    this.settings = settings;
    this.census = new Census(grid);
    this.revisions = new Revisions(grid, census);
    this.blueprints = new Blueprints(grid, census, revisions);
    this.streams = new Streams(system, grid, settings);
    this.actions = new Actions(grid, census);
    this.ledgers = new Ledgers(system, grid.ledger(), settings, streams);
    this.seed = new SeedPaths(grid.ledger());
    this.nodes = new Nodes(grid, census, settings.drain());
  }

  CompletionStage<HttpResponse> answer(Operation operation, Call call) {
    return switch (operation) {
      case OPENAPI, SCHEMA, TEMPLATE -> done(document(operation, call));
      case PLAN -> blueprints.plan(call.body(Wish.ToPlan.class)).thenApply(Answers::ok);
      case APPLY -> blueprints.apply(call.body(Wish.ToApply.class)).thenApply(Answers::accepted);
      case ROBOTS -> robots();
      case ROBOT -> robot(call.robot());
      case DESTROY -> destroy(call.robot());
      case PROMOTE -> promote(call.robot());
      case JOBS, RUN_JOB -> jobs(operation, call);
      case SCALE -> scale(call, call.body(Wish.ToScale.class));
      case ENDPOINTS -> endpoints(call.robot());
      case REVISIONS, REVISION -> revisions(operation, call);
      case ACTIONS -> actions.all(call.robot()).thenApply(Answers::ok);
      case BEGIN -> begin(call);
      case RUN -> actions.one(call.task(), call.run()).thenApply(Answers::ok);
      case CANCEL -> actions.cancel(call.task(), call.run()).thenApply(Answers::accepted);
      case WORKLOADS -> workloads(call);
      case WORKLOAD -> census.workload(call.workload()).thenApply(Answers::ok);
      case TIMELINE -> timeline(call.workload());
      case LOG -> log(call);
      case RETRY, DISCARD -> rescue(operation, call.workload());
      case NODES, NODE -> nodes(operation, call);
      case CORDON, UNCORDON, POWER_DOWN, POWER_UP, REMOVE ->
          nodes.serve(operation, call.node()).thenApply(Answers::accepted);
      case DRAIN -> drain(call);
      case STATUS -> status();
      case DOCTOR -> doctor();
      case BACKUP -> done(backup());
      case GOVERNOR -> governors().thenApply(Listing.Governors::new).thenApply(Answers::ok);
      case RESUME -> resume();
      case NOTICES, TEST_NOTICES -> notices(operation);
      case EVENTS -> done(events(call));
      case LEDGER, BLOCK, TRANSACTION, SUBMIT, ADDRESS, VALIDATORS, SUPPLY, BLOCKS, LINK, PROOF ->
          ledgers.answer(operation, call);
      case SHUTDOWN -> shutdown(call.body(Wish.ToShutDown.class));
      case SEED_FACTS, SEED_BLOCK, SEED_HASH, SEED_NEWEST, SEED_RANGE, SEED_CONSTANTS ->
          seed.ask(Seeds.question(operation, call));
      case SEED_DOWNLOADER, SEED_CONSENSUS, SEED_TRANSACTION, SEED_COIN, SEED_STAKE, SEED_POOL ->
          seed.ask(Seeds.question(operation, call));
    };
  }

  private static HttpResponse document(Operation operation, Call call) {
    return operation == Operation.OPENAPI
        ? OpenApi.answer()
        : Answers.ok(operation == Operation.SCHEMA ? Schema.document() : call.template().schema());
  }

  private CompletionStage<HttpResponse> nodes(Operation operation, Call call) {
    return operation == Operation.NODES
        ? nodes.all().thenApply(Listing.Nodes::new).thenApply(Answers::ok)
        : nodes.one(call.node()).thenApply(Answers::ok);
  }

  private CompletionStage<HttpResponse> drain(Call call) {
    return nodes.drain(call.node(), call.body(Wish.ToDrain.class)).thenApply(Answers::accepted);
  }

  private CompletionStage<HttpResponse> begin(Call call) {
    return actions.begin(call.robot(), call.body(Wish.ToRun.class)).thenApply(Answers::accepted);
  }

  private static <T> CompletionStage<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private CompletionStage<HttpResponse> robots() {
    return census
        .robots()
        .thenApply(
            robots -> {
              List<RobotView> views = new ArrayList<>();
              robots.forEach((id, state) -> views.add(RobotView.of(id, state)));
              return Answers.ok(new Listing.Robots(views));
            });
  }

  private CompletionStage<HttpResponse> robot(RobotId id) {
    return census.robot(id).thenApply(state -> Answers.ok(RobotView.of(id, state)));
  }

  private CompletionStage<HttpResponse> endpoints(RobotId id) {
    return census.robot(id).thenApply(state -> Answers.ok(EndpointsView.of(id, state)));
  }

  private CompletionStage<HttpResponse> destroy(RobotId id) {
    return census
        .robot(id)
        .thenCompose(_ -> grid.destroy(id, Blueprints.OPERATOR))
        .thenApply(answer -> accepted(answer, "robot '" + id + "'", "destroying " + id));
  }

  private CompletionStage<HttpResponse> promote(RobotId id) {
    return census
        .robot(id)
        .thenCompose(_ -> grid.promote(id, Blueprints.OPERATOR))
        .thenApply(answer -> accepted(answer, "robot '" + id + "'", "promoting " + id));
  }

  private CompletionStage<HttpResponse> jobs(Operation operation, Call call) {
    RobotId id = call.robot();
    return operation == Operation.RUN_JOB
        ? runJob(id, call.service())
        : census.robot(id).thenApply(state -> Answers.ok(JobsView.of(id, state)));
  }

  private CompletionStage<HttpResponse> runJob(RobotId id, String service) {
    String job = id + "/" + service;
    return census
        .robot(id)
        .thenCompose(_ -> grid.runJob(id, service, Blueprints.OPERATOR))
        .thenApply(answer -> accepted(answer, "'" + job + "'", "running " + job));
  }

  private CompletionStage<HttpResponse> scale(Call call, Wish.ToScale wish) {
    RobotId id = call.robot();
    int replicas = wish.replicas();
    String what = "scaling %s/%s to %d".formatted(id, call.service(), replicas);
    return census
        .robot(id)
        .thenCompose(_ -> grid.scale(id, call.service(), replicas, Blueprints.OPERATOR))
        .thenApply(answer -> accepted(answer, id + "/" + call.service(), what));
  }

  private static HttpResponse accepted(GridPort.Answer answer, String who, String what) {
    return switch (answer) {
      case GridPort.Answer.Done _ -> Answers.accepted(new Wish.Accepted(what));
      case GridPort.Answer.Refused(var reason) -> throw new Refusal(Reasons.of(reason, who));
    };
  }

  private CompletionStage<HttpResponse> revisions(Operation operation, Call call) {
    if (operation == Operation.REVISION) {
      return revision(call);
    }
    long before = call.number("before", Long.MAX_VALUE);
    int limit = call.limit("limit", settings.pageMax());
    return revisions.page(call.robot(), before, limit).thenApply(Answers::ok);
  }

  private CompletionStage<HttpResponse> revision(Call call) {
    Optional<Long> against = call.parameter("against").map(_ -> call.number("against", 0));
    return revisions.one(call.robot(), call.generation(), against).thenApply(Answers::ok);
  }

  private CompletionStage<HttpResponse> workloads(Call call) {
    int limit = call.limit("limit", settings.pageMax());
    Optional<WorkloadId> after = call.parameter("after").map(Routes::workload);
    Optional<RobotId> robot = call.parameter("robot").map(Call::robot);
    return robot
        .map(id -> census.robot(id).thenApply(List::of))
        .orElseGet(() -> census.robots().thenApply(all -> List.copyOf(all.values())))
        .thenCompose(states -> census.workloads(states, after, limit + 1))
        .thenApply(
            views -> {
              boolean more = views.size() > limit;
              List<WorkloadView> page = more ? views.subList(0, limit) : views;
              Optional<String> next = more ? Optional.of(page.getLast().id()) : Optional.empty();
              return Answers.ok(new Listing.Workloads(page, next));
            });
  }

  private static WorkloadId workload(String text) {
    try {
      return WorkloadId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Refusal(Kind.BAD_PARAMETER, "'after': " + e.getMessage());
    }
  }

  /** Also told of a workload that is gone; one that never was is refused by its robot. */
  private CompletionStage<HttpResponse> timeline(WorkloadId id) {
    return grid.history(id)
        .thenCompose(
            events ->
                events.isEmpty()
                    ? census.slot(id).thenApply(_ -> events)
                    : CompletableFuture.<List<Workload.Event>>completedFuture(events))
        .thenCombine(told(id), (events, told) -> Timeline.of(id, events, told))
        .thenApply(entries -> Answers.ok(new TimelineView(id.toString(), entries)));
  }

  /** What its robot did to it, and why. */
  private CompletionStage<List<Robot.Event>> told(WorkloadId id) {
    List<Robot.Event> told = new ArrayList<>();
    return grid.recount(
            id.robot(),
            event -> {
              if (Timeline.concerns(id, event)) {
                told.add(event);
              }
              return true;
            })
        .thenApply(_ -> told);
  }

  private CompletionStage<HttpResponse> log(Call call) {
    WorkloadId id = call.workload();
    long from = call.number("offset", 0);
    int max = call.limit("max", settings.logChunkMax());
    boolean follow = call.flag("follow", false);
    return census
        .slot(id)
        .thenCompose(_ -> grid.log(id, from, follow ? 1 : max))
        .thenApply(
            log ->
                switch (log) {
                  case GridPort.Log.Unavailable(var reason) ->
                      throw new Refusal(Kind.UNAVAILABLE, reason);
                  case GridPort.Log.Chunk chunk when follow -> following(id, chunk);
                  case GridPort.Log.Chunk chunk -> chunk(chunk);
                });
  }

  private static HttpResponse chunk(GridPort.Log.Chunk chunk) {
    long next = chunk.from() + chunk.bytes().size();
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, chunk.bytes()))
        .addHeaders(
            List.of(
                header(LOG_FROM, chunk.from()),
                header(LOG_NEXT, next),
                header(LOG_SIZE, chunk.size())));
  }

  private HttpResponse following(WorkloadId id, GridPort.Log.Chunk first) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(
                ContentTypes.TEXT_PLAIN_UTF8, streams.follow(id, first.from())))
        .addHeader(header(LOG_FROM, first.from()));
  }

  private static HttpHeader header(String name, long value) {
    return RawHeader.create(name, Long.toString(value));
  }

  private CompletionStage<HttpResponse> rescue(Operation operation, WorkloadId id) {
    boolean again = operation == Operation.RETRY;
    String by = Blueprints.OPERATOR;
    return census
        .slot(id)
        .thenCompose(_ -> again ? grid.retry(id, by) : grid.discard(id, by))
        .thenApply(
            answer ->
                accepted(
                    answer, "workload '" + id + "'", (again ? "retrying " : "discarding ") + id));
  }

  private CompletionStage<List<GovernorView>> governors() {
    return grid.governors()
        .thenApply(
            governors -> {
              Instant now = Instant.now();
              return governors.stream().map(governor -> GovernorView.of(governor, now)).toList();
            });
  }

  private CompletionStage<HttpResponse> resume() {
    return grid.resume(Blueprints.OPERATOR)
        .thenApply(
            answer -> accepted(answer, "replacement", "replacing what silent nodes hold again"));
  }

  private CompletionStage<HttpResponse> notices(Operation operation) {
    return operation == Operation.TEST_NOTICES
        ? testNotices()
        : grid.notices().thenApply(NoticesView::of).thenApply(Answers::ok);
  }

  private CompletionStage<HttpResponse> testNotices() {
    return grid.testNotices()
        .thenApply(
            answer ->
                switch (answer) {
                  case GridPort.Answer.Done(long letter) ->
                      Answers.accepted(new Wish.Posted("a test is on its way", letter));
                  case GridPort.Answer.Refused(var reason) ->
                      throw new Refusal(Reasons.of(reason, "this grid"));
                });
  }

  private CompletionStage<HttpResponse> doctor() {
    return grid.checkup()
        .thenApply(symptoms -> DoctorView.of(symptoms, Instant.now()))
        .thenApply(Answers::ok);
  }

  private CompletionStage<HttpResponse> status() {
    return census
        .robots()
        .thenCombine(nodes.all(), StatusView::of)
        .thenCombine(governors(), StatusView::with)
        .thenApply(Answers::ok);
  }

  private HttpResponse events(Call call) {
    Optional<String> after =
        call.parameter("after")
            .or(() -> call.request().getHeader("Last-Event-ID").map(HttpHeader::value));
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(
                MediaTypes.TEXT_EVENT_STREAM.toContentType(),
                streams.events(after, call.flag("follow", true))));
  }

  private HttpResponse backup() {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.createChunked(
                ContentTypes.APPLICATION_OCTET_STREAM, streams.limited(grid.backup())));
  }

  private CompletionStage<HttpResponse> shutdown(Wish.ToShutDown wish) {
    String what =
        wish.keep()
            ? "stopping the grid; its workloads run on"
            : "stopping the grid and its workloads";
    return done(Answers.last(new Wish.Accepted(what), () -> grid.shutdown(wish.keep())));
  }
}
