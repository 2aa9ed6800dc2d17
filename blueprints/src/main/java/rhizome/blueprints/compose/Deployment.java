package rhizome.blueprints.compose;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import rhizome.blueprints.dialect.Habit;
import rhizome.blueprints.dialect.Notes;
import rhizome.blueprints.draft.Draft;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.quantity.Quantity;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.blueprints.tree.Node;
import rhizome.blueprints.tree.Words;

/** How many of a service there shall be, with how much, and what happens when one ends. */
final class Deployment {

  private static final List<String> NEVER = List.of("no", "none", "false");

  private final Notes notes;
  private final Amounts amounts;
  private final Parts service;
  private final Parts deploy;
  private final Parts limits;
  private final Parts reservations;
  private final Parts policy;

  Deployment(Parts service, Notes notes) {
    this.notes = notes;
    this.amounts = new Amounts(notes);
    this.service = service;
    this.deploy = service.within("deploy");
    Parts resources = deploy.within("resources");
    this.limits = resources.within("limits");
    this.reservations = resources.within("reservations");
    this.policy = deploy.within("restart_policy");
    resources.tellRest();
  }

  void replicas(Draft draft) {
    Optional<Node.Scalar> scale = service.scalar("scale");
    Optional<Node.Scalar> written = deploy.scalar("replicas").or(() -> scale);
    written
        .flatMap(it -> amounts.count(it, "replicas", 0, Service.REPLICAS_MAX))
        .ifPresent(count -> draft.line(4, "replicas", Integer.toString(count)));
    Optional<Node.Scalar> mode =
        deploy.scalar("mode").filter(it -> !it.text().equals("replicated"));
    mode.ifPresent(
        it ->
            notes.note(
                Habit.NO_COUNTERPART,
                it.at(),
                "the mode " + Words.quote(it.text()) + " has no counterpart; it is left out",
                "'replicas', as many as there are nodes"));
  }

  void resources(Draft draft) {
    Optional<Node.Scalar> cpu = asked("cpus", "", "cpus");
    Optional<Node.Scalar> memory = asked("memory", "mem_reservation", "mem_limit");
    limits.tellRest();
    reservations.tellRest();
    long millis = cpu.flatMap(it -> amounts.cpu(it, "cpus")).orElse(Resources.DEFAULT.cpuMillis());
    long bytes =
        memory.flatMap(it -> amounts.bytes(it, "memory")).orElse(Resources.DEFAULT.memoryBytes());
    if (cpu.isPresent() || memory.isPresent()) {
      String written =
          "{cpu: " + Quantity.writeCpu(millis) + ", memory: " + Quantity.writeMemory(bytes) + "}";
      draft.line(4, "resources", written);
    }
  }

  /** What is reserved, or else the limit; a limit beside it is said to be lost. */
  private Optional<Node.Scalar> asked(String key, String reserving, String limiting) {
    Optional<Node.Scalar> reserved = reservations.scalar(key);
    Optional<Node.Scalar> reservedOf =
        reserving.isEmpty() ? Optional.<Node.Scalar>empty() : service.scalar(reserving);
    Optional<Node.Scalar> limit = limits.scalar(key);
    Optional<Node.Scalar> limitOf = service.scalar(limiting);
    Optional<Node.Scalar> asked = reserved.or(() -> reservedOf);
    Optional<Node.Scalar> most = limit.or(() -> limitOf);
    most.ifPresent(
        it ->
            notes.note(
                Habit.NEARLY,
                it.at(),
                asked.isPresent()
                    ? "a limit above what is reserved has no counterpart; what is reserved is"
                        + " written"
                    : "a limit has no counterpart; it is written as what each replica asks for",
                "as much as one replica needs"));
    return asked.or(() -> most);
  }

  /**
   * @param isJob whether it is to end, and stays ended once it did so well
   */
  void restart(Draft draft, boolean isJob) {
    Optional<Node.Scalar> brief = service.scalar("restart");
    Optional<Node.Scalar> condition = policy.scalar("condition");
    Optional<Integer> attempts =
        policy.scalar("max_attempts").flatMap(it -> amounts.count(it, "max_attempts", 0));
    Optional<Duration> delay = policy.scalar("delay").flatMap(it -> amounts.duration(it, "delay"));
    Optional<Duration> healthy =
        policy.scalar("window").flatMap(it -> amounts.duration(it, "window"));
    policy.tellRest();
    deploy.tellRest();
    Optional<Node.Scalar> ending = condition.or(() -> brief);
    ending.filter(_ -> !isJob).ifPresent(this::tellEnding);
    Optional<Integer> tries =
        attempts
            .or(() -> brief.flatMap(this::tries))
            .or(() -> ending.filter(it -> isJob && NEVER.contains(it.text())).map(_ -> 0));
    if (tries.isPresent() || delay.isPresent() || healthy.isPresent()) {
      draft.line(4, "restart", BlueprintWriter.write(restart(tries, delay, healthy)));
    }
  }

  private Optional<Integer> tries(Node.Scalar restart) {
    String prefix = "on-failure:";
    return restart.text().startsWith(prefix)
        ? amounts.count(
            new Node.Scalar(restart.at(), restart.text().substring(prefix.length()), true),
            "restart",
            0)
        : Optional.empty();
  }

  private void tellEnding(Node.Scalar policy) {
    String message =
        switch (policy.text().replaceFirst(":.*", "")) {
          case "always", "unless-stopped", "any" -> "";
          case String never when NEVER.contains(never) ->
              "one that ends stays ended in compose; here it is restarted";
          case "on-failure" -> "one that ends well stays ended in compose; here it is restarted";
          default -> "the restart policy " + Words.quote(policy.text()) + " is none of compose's";
        };
    if (!message.isEmpty()) {
      String remedy = "a program that goes on, or 'job: {}' if it is to end";
      notes.note(Habit.NO_COUNTERPART, policy.at(), message, remedy);
    }
  }

  /** The window is long enough that the budget of attempts can be spent at all. */
  private static Restart restart(
      Optional<Integer> tries, Optional<Duration> delay, Optional<Duration> healthy) {
    Restart usual = Restart.DEFAULT;
    int attempts = tries.orElse(usual.attempts());
    Duration backoff = delay.orElse(usual.backoff());
    Duration most = backoff.compareTo(usual.backoffMax()) > 0 ? backoff : usual.backoffMax();
    Duration waits = usual.window();
    for (int i = 1; i < attempts && waits.compareTo(Quantity.DURATION_MAX) < 0; i++) {
      waits = waits.plus(most);
    }
    boolean fits = waits.compareTo(Quantity.DURATION_MAX) < 0;
    boolean longer = delay.isPresent() || attempts > usual.attempts();
    Duration window = !longer ? usual.window() : fits ? waits : Quantity.DURATION_MAX;
    return new Restart(attempts, window, backoff, most, healthy.orElse(usual.healthyAfter()));
  }
}
