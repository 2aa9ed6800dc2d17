package rhizome.runtime.durable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.blueprints.model.Blueprint;
import rhizome.blueprints.model.Budget;
import rhizome.blueprints.model.Condition;
import rhizome.blueprints.model.Port;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.model.Restart;
import rhizome.blueprints.model.Run;
import rhizome.blueprints.model.Service;
import rhizome.blueprints.model.Spec;
import rhizome.blueprints.model.Update;
import rhizome.blueprints.wishes.Priority;
import rhizome.runtime.durable.calendar.CalendarForm;
import rhizome.runtime.durable.proto.Stored;
import rhizome.runtime.durable.scale.ScaleForm;
import rhizome.runtime.durable.wishes.WishesForm;

/** What programs are, as several entities store it. */
final class Specs {

  private Specs() {}

  static Stored.Blueprint write(Blueprint blueprint) {
    Stored.Blueprint.Builder stored = Stored.Blueprint.newBuilder().setName(blueprint.name());
    for (Service service : blueprint.services()) {
      stored.addServices(write(service));
    }
    return stored.putAllOutputs(blueprint.outputs()).build();
  }

  private static Stored.Service write(Service service) {
    Stored.Service.Builder stored =
        Stored.Service.newBuilder()
            .setName(service.name())
            .setReplicas(service.replicas())
            .setSpec(write(said(service.spec())))
            .addAllNeeds(service.needs())
            .addAllUses(service.uses())
            .setLeader(service.leads())
            .addAllActions(service.actions().stream().map(Tasks::write).toList());
    if (!service.conditions().isEmpty()) {
      stored.setConditions(write(service.conditions()));
    }
    service.scale().ifPresent(scale -> stored.setScale(ScaleForm.write(scale)));
    if (!isUsual(service)) {
      stored.setUpdate(update(service));
    }
    return stored.build();
  }

  /** That it is firm follows from its being protected. */
  private static Spec said(Spec spec) {
    return spec.with(spec.priority().firm(false));
  }

  private static boolean isUsual(Service service) {
    return service.update().equals(Update.DEFAULT)
        && service.budget().equals(Budget.DEFAULT)
        && !service.isProtected();
  }

  private static Stored.Update update(Service service) {
    Update update = service.update();
    return Stored.Update.newBuilder()
        .setAtOnce(update.atOnce())
        .setCanary(update.canary())
        .setHealthyFor(Times.write(update.healthyFor()))
        .setProgressDeadline(Times.write(update.progressDeadline()))
        .setPromote(update.promote())
        .setRevert(update.revert())
        .setMinReady(service.budget().minReady())
        .setProtect(service.isProtected())
        .build();
  }

  static Blueprint read(Stored.Blueprint stored) {
    return new Blueprint(
        stored.getName(),
        stored.getServicesList().stream().map(Specs::readService).toList(),
        new TreeMap<>(stored.getOutputsMap()));
  }

  private static Service readService(Stored.Service stored) {
    Stored.Update update = stored.getUpdate();
    return new Service(
        stored.getName(),
        stored.getReplicas(),
        read(stored.getSpec()),
        stored.getNeedsList(),
        stored.getUsesList(),
        stored.getActionsList().stream().map(Tasks::read).toList(),
        stored.hasUpdate() ? read(update) : Update.DEFAULT,
        stored.hasUpdate() ? new Budget(update.getMinReady()) : Budget.DEFAULT,
        update.getProtect(),
        read(stored.getConditions()),
        stored.getLeader(),
        stored.hasScale() ? Optional.of(ScaleForm.read(stored.getScale())) : Optional.empty());
  }

  private static Update read(Stored.Update stored) {
    return new Update(
        stored.getAtOnce(),
        stored.getCanary(),
        Times.read(stored.getHealthyFor()),
        Times.read(stored.getProgressDeadline()),
        stored.getPromote(),
        stored.getRevert());
  }

  static Stored.Spec write(Spec spec) {
    Stored.Spec.Builder stored =
        Stored.Spec.newBuilder()
            .setRun(write(spec.run()))
            .setResources(write(spec.resources()))
            .setHealth(HealthForms.write(spec.health()))
            .setRestart(write(spec.restart()))
            .setShared(!spec.single());
    for (Port port : spec.ports()) {
      stored.addPorts(Stored.Port.newBuilder().setName(port.name()).setNumber(port.number()));
    }
    if (!spec.supplies().none()) {
      stored.setSupplies(SuppliesForm.write(spec.supplies()));
    }
    spec.reload().ifPresent(reload -> stored.setReload(Reloads.write(reload)));
    if (!spec.wishes().none()) {
      stored.setWishes(WishesForm.write(spec.wishes()));
    }
    spec.job().ifPresent(job -> stored.setJob(CalendarForm.write(job)));
    Priority priority = spec.priority();
    return stored
        .setPriority(priority.value())
        .setWaits(!priority.preempts())
        .setFirm(priority.firm())
        .build();
  }

  static Spec read(Stored.Spec stored) {
    return new Spec(
        read(stored.getRun()),
        read(stored.getResources()),
        stored.getPortsList().stream().map(p -> new Port(p.getName(), p.getNumber())).toList(),
        HealthForms.read(stored.getHealth()),
        read(stored.getRestart()),
        !stored.getShared(),
        SuppliesForm.read(stored.getSupplies()),
        stored.hasReload() ? Optional.of(Reloads.read(stored.getReload())) : Optional.empty(),
        WishesForm.read(stored.getWishes()),
        stored.hasJob() ? Optional.of(CalendarForm.read(stored.getJob())) : Optional.empty(),
        new Priority(stored.getPriority(), !stored.getWaits(), stored.getFirm()));
  }

  private static Stored.Conditions write(Map<String, Condition> conditions) {
    Stored.Conditions.Builder stored = Stored.Conditions.newBuilder();
    conditions.forEach(
        (need, condition) -> {
          switch (condition) {
            case STARTED -> stored.addStarted(need);
            case COMPLETED -> stored.addCompleted(need);
            case READY -> {} // what most needs are is not written
          }
        });
    return stored.build();
  }

  private static SortedMap<String, Condition> read(Stored.Conditions stored) {
    SortedMap<String, Condition> conditions = new TreeMap<>();
    List<String> started = stored.getStartedList();
    started.forEach(need -> conditions.put(need, Condition.STARTED));
    stored.getCompletedList().forEach(need -> conditions.put(need, Condition.COMPLETED));
    return conditions;
  }

  private static Stored.Run write(Run run) {
    Stored.Run.Builder stored =
        Stored.Run.newBuilder()
            .setCommand(run.command())
            .addAllArgs(run.args())
            .putAllEnv(run.env())
            .setGrace(Times.write(run.grace()));
    run.workdir().ifPresent(stored::setWorkdir);
    run.beforeStop()
        .ifPresent(
            before ->
                stored
                    .getBeforeStopBuilder()
                    .addAllCommand(before.command())
                    .setTimeout(Times.write(before.timeout())));
    return stored.build();
  }

  private static Run read(Stored.Run stored) {
    return new Run(
        stored.getCommand(),
        stored.getArgsList(),
        stored.getEnvMap(),
        stored.hasWorkdir() ? Optional.of(stored.getWorkdir()) : Optional.empty(),
        Times.read(stored.getGrace()),
        stored.hasBeforeStop() ? Optional.of(read(stored.getBeforeStop())) : Optional.empty());
  }

  private static Run.BeforeStop read(Stored.Run.BeforeStop stored) {
    return new Run.BeforeStop(stored.getCommandList(), Times.read(stored.getTimeout()));
  }

  static Stored.Resources write(Resources resources) {
    return Stored.Resources.newBuilder()
        .setCpuMillis(resources.cpuMillis())
        .setMemoryBytes(resources.memoryBytes())
        .build();
  }

  static Resources read(Stored.Resources stored) {
    return new Resources(stored.getCpuMillis(), stored.getMemoryBytes());
  }

  private static Stored.Restart write(Restart restart) {
    return Stored.Restart.newBuilder()
        .setAttempts(restart.attempts())
        .setWindow(Times.write(restart.window()))
        .setBackoff(Times.write(restart.backoff()))
        .setBackoffMax(Times.write(restart.backoffMax()))
        .setHealthyAfter(Times.write(restart.healthyAfter()))
        .build();
  }

  private static Restart read(Stored.Restart stored) {
    return new Restart(
        stored.getAttempts(),
        Times.read(stored.getWindow()),
        Times.read(stored.getBackoff()),
        Times.read(stored.getBackoffMax()),
        Times.read(stored.getHealthyAfter()));
  }
}
