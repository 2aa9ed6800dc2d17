package rhizome.cli.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import rhizome.agent.Agent;
import rhizome.agent.Held;
import rhizome.agent.gauge.Gauge;
import rhizome.blueprints.scale.Target;
import rhizome.grid.endpoint.Table;
import rhizome.grid.node.Assignment;
import rhizome.grid.scaling.Reading;
import rhizome.grid.task.Errand;
import rhizome.kernel.NodeId;
import rhizome.kernel.WorkloadId;
import rhizome.runtime.node.LogSlice;
import rhizome.runtime.node.Workshop;
import rhizome.runtime.power.Switch;

/** An agent as the runtime wants to see it. */
record AgentWorkshop(Agent agent, NodeId node, Switch down, Gauge gauge) implements Workshop {

  AgentWorkshop(Agent agent, NodeId node, Switch down) {
    this(agent, node, down, new Gauge());
  }

  @Override
  public void assign(Assignment assignment) {
    agent.assign(assignment);
  }

  @Override
  public void stop(WorkloadId workload, long epoch) {
    agent.stop(workload, epoch);
  }

  @Override
  public List<Holding> inventory() {
    return agent.inventory().stream()
        .filter(held -> held.phase() != Held.Phase.STOPPING)
        .map(held -> new Holding(held.workload(), held.epoch()))
        .toList();
  }

  @Override
  public void announce(WorkloadId workload, long epoch, Table table, Runnable written) {
    agent.announce(workload, epoch, table, written);
  }

  @Override
  public boolean isTold(WorkloadId workload, long epoch) {
    return agent.isTold(workload, epoch);
  }

  @Override
  public Duration now() {
    return agent.clock();
  }

  @Override
  public boolean renew(String boot, Duration until) {
    return agent.renew(boot, until);
  }

  @Override
  public void perform(Errand errand, Consumer<Errand.Answer> answer) {
    agent.perform(errand, answer);
  }

  @Override
  public void powerDown() {
    down.turn(node, Collections.emptyMap());
  }

  /** On a thread of its own, for a program may take its time to answer. */
  @Override
  public void measure(
      WorkloadId workload,
      long epoch,
      List<Target.Metric> metrics,
      Consumer<Optional<Reading>> answer) {
    Thread.ofVirtual()
        .name("rhizome-gauge")
        .start(
            () ->
                answer.accept(
                    agent.inventory().stream()
                        .filter(held -> held.workload().equals(workload) && held.epoch() == epoch)
                        .findFirst()
                        .flatMap(held -> gauge.read(held, metrics))));
  }

  @Override
  public LogSlice readLog(WorkloadId workload, long from, int max) throws IOException {
    Path file = agent.logFile(workload);
    if (!Files.exists(file)) {
      return new LogSlice(0, new byte[0], 0);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      long start = from < 0 ? Math.max(0, size + from) : from > size ? 0 : from;
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(max, size - start));
      while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
        // a short read goes on where it ended
      }
      bytes.flip();
      byte[] read = new byte[bytes.remaining()];
      bytes.get(read);
      return new LogSlice(start, read, size);
    }
  }
}
