package rhizome.cli.chaos.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import rhizome.cli.chaos.history.Account;
import rhizome.cli.chaos.history.Answer;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.Recorder;
import rhizome.cli.chaos.history.Wish;
import rhizome.cli.chaos.watch.Witness;
import rhizome.cli.client.GridClient;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.json.Json;
import rhizome.kernel.WorkloadId;

/** Makes wishes, and writes down what he was told. */
public final class Operator {

  /** The service whose workloads must never run twice, and the one whose may. */
  public static final String SINGLE = "ledger";

  public static final String SHARED = "web";

  private final Cluster cluster;
  private final Recorder recorder;
  private final Witness witness;

  public Operator(Cluster cluster, Recorder recorder, Witness witness) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.witness = witness;
  }

  /** Wishes, and returns when there is an answer or there will be none. */
  public Answer wish(Wish wish) {
    int number = recorder.number();
    recorder.add(new Entry.Invoked(recorder.now(), number, wish));
    Answer answer = ask(wish);
    recorder.add(new Entry.Answered(recorder.now(), number, answer));
    return answer;
  }

  private Answer ask(Wish wish) {
    try {
      return cluster.ask(grid -> new Answer.Done(carryOut(grid, wish)));
    } catch (Trouble e) {
      return e.code() == ExitCode.REFUSED
          ? new Answer.Refused(e.getMessage())
          : new Answer.Unknown(e.getMessage());
    }
  }

  private long carryOut(GridClient grid, Wish wish) {
    return switch (wish) {
      case Wish.Apply apply -> grid.post("/v1/apply", body(apply)).at("generation").number();
      case Wish.Destroy(var robot) -> grid.delete("/v1/robots/" + robot).at("generation").number();
      case Wish.Retry(var workload) -> {
        WorkloadId id = WorkloadId.parse(workload);
        yield grid.post(path(id) + "/retry", new Json.Obj(Map.of())).at("generation").number();
      }
      case Wish.Drain(var node) ->
          grid.post("/v1/nodes/" + node + "/drain", new Json.Obj(Map.of()))
              .at("generation")
              .number();
    };
  }

  private static String path(WorkloadId id) {
    return "/v1/workloads/%s/%s/%d".formatted(id.robot(), id.service(), id.slot());
  }

  private Json body(Wish.Apply apply) {
    return Json.object("file", apply.robot())
        .with("text", blueprint(apply))
        .with("here", witness.folder().toString());
  }

  /** Programs that notice when they run twice. */
  String blueprint(Wish.Apply apply) {
    StringBuilder text =
        new StringBuilder("blueprint: v1\nname: %s\nservices:\n".formatted(apply.robot()));
    apply
        .replicas()
        .forEach(
            (service, replicas) ->
                text.append(
                    service(service, replicas, service.equals(SINGLE), apply.mark()).indent(2)));
    return text.toString();
  }

  private String service(String name, int replicas, boolean single, String mark) {
    Path folder = witness.folder();
    return """
    %s:
      run:
        command: %s
        args: [%s, %s]
        env: {MARK: "%s"}
        grace: 2s
      replicas: %d
      single: %s
      resources: {cpu: 10m, memory: 1MiB}
      health: {process: true}
      update: {healthy-for: 1s}
    """
        .formatted(
            name, witness.program(), folder, single ? "single" : "shared", mark, replicas, single);
  }

  /** What the grid says of itself. */
  public Account account() {
    return cluster.ask(Accounts::read);
  }

  /** Whether every update that was wanted is carried out, or goes no further by itself. */
  public boolean isCarriedOut() {
    return cluster.ask(Accounts::isCarriedOut);
  }

  /** What is on its way to another spec, and all that the grid says of it. */
  public List<String> underWay() {
    return cluster.ask(Accounts::underWay);
  }

  /** What became of a workload lately. */
  public List<String> lately(String workload) {
    return cluster.ask(grid -> Accounts.lately(grid, workload));
  }

  /** Whether anything that is lost now is replaced as usual. */
  public boolean isFlowing() {
    return cluster.ask(Accounts::isFlowing);
  }
}
