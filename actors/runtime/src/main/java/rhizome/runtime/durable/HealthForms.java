package rhizome.runtime.durable;

import java.util.Optional;
import rhizome.blueprints.model.Check;
import rhizome.blueprints.model.Checks;
import rhizome.blueprints.model.Health;
import rhizome.blueprints.model.Probe;
import rhizome.blueprints.model.Threshold;
import rhizome.runtime.durable.proto.Stored;

/** How programs are asked for their health, as it is stored. */
final class HealthForms {

  private HealthForms() {}

  static Stored.Health write(Health health) {
    Stored.Health.Builder stored =
        Stored.Health.newBuilder()
            .setProbe(write(health.probe()))
            .setInterval(Times.write(health.interval()))
            .setTimeout(Times.write(health.timeout()))
            .setFailures(health.failures())
            .setSuccesses(health.successes())
            .setStart(Times.write(health.start()));
    health.checks().startup().ifPresent(check -> stored.setStartup(write(check)));
    health.checks().readiness().ifPresent(check -> stored.setReadiness(write(check)));
    health.checks().liveness().ifPresent(check -> stored.setLiveness(write(check)));
    return stored.build();
  }

  static Health read(Stored.Health stored) {
    return new Health(
        read(stored.getProbe()),
        Times.read(stored.getInterval()),
        Times.read(stored.getTimeout()),
        stored.getFailures(),
        stored.getSuccesses(),
        Times.read(stored.getStart()),
        new Checks(
            read(stored.hasStartup(), stored.getStartup()),
            read(stored.hasReadiness(), stored.getReadiness()),
            read(stored.hasLiveness(), stored.getLiveness())));
  }

  private static Stored.Check write(Check check) {
    return Stored.Check.newBuilder()
        .setProbe(write(check.probe()))
        .setInterval(Times.write(check.interval()))
        .setTimeout(Times.write(check.timeout()))
        .setFailures(write(check.failures()))
        .setSuccesses(write(check.successes()))
        .build();
  }

  private static Optional<Check> read(boolean there, Stored.Check stored) {
    return there
        ? Optional.of(
            new Check(
                read(stored.getProbe()),
                Times.read(stored.getInterval()),
                Times.read(stored.getTimeout()),
                read(stored.getFailures()),
                read(stored.getSuccesses())))
        : Optional.empty();
  }

  private static Stored.Threshold write(Threshold threshold) {
    return Stored.Threshold.newBuilder().setCount(threshold.count()).setOf(threshold.of()).build();
  }

  private static Threshold read(Stored.Threshold stored) {
    return new Threshold(stored.getCount(), stored.getOf());
  }

  private static Stored.Probe write(Probe probe) {
    Stored.Probe.Builder stored = Stored.Probe.newBuilder();
    switch (probe) {
      case Probe.Alive _ -> stored.setAlive(Stored.Probe.Alive.getDefaultInstance());
      case Probe.Tcp(var port) -> stored.setTcp(Stored.Probe.Tcp.newBuilder().setPort(port));
      case Probe.Http(var port, var path) ->
          stored.setHttp(Stored.Probe.Http.newBuilder().setPort(port).setPath(path));
      case Probe.Command(var command) ->
          stored.setCommand(Stored.Probe.Command.newBuilder().addAllCommand(command));
      case Probe.Log(var silence) ->
          stored.setLog(Stored.Probe.Log.newBuilder().setSilence(Times.write(silence)));
    }
    return stored.build();
  }

  private static Probe read(Stored.Probe stored) {
    return switch (stored.getProbeCase()) {
      case ALIVE -> new Probe.Alive();
      case TCP -> new Probe.Tcp(stored.getTcp().getPort());
      case HTTP -> new Probe.Http(stored.getHttp().getPort(), stored.getHttp().getPath());
      case COMMAND -> new Probe.Command(stored.getCommand().getCommandList());
      case LOG -> new Probe.Log(Times.read(stored.getLog().getSilence()));
      case PROBE_NOT_SET -> throw ProtoSerializer.unknownCase("Probe");
    };
  }
}
