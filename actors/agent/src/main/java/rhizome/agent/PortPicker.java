package rhizome.agent;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.TreeMap;
import rhizome.agent.life.Job;
import rhizome.agent.process.NotStarted;
import rhizome.blueprints.model.Port;
import rhizome.kernel.Seed;
import rhizome.kernel.WorkloadId;

/** Gives named ports their numbers, and knows which of them this agent has given away. */
final class PortPicker {

  private final int first;
  private final int last;
  private final Seed seed;
  private final Map<Integer, WorkloadId> given = new TreeMap<>();

  PortPicker(int first, int last, Seed seed) {
    this.first = first;
    this.last = last;
    this.seed = seed.fork("ports");
  }

  /**
   * Numbers for all ports of a job: those it had before, unless somebody else took one meanwhile.
   *
   * @throws NotStarted when a fixed port is taken, or no free one is left
   */
  Map<String, Integer> pick(Job job) throws NotStarted {
    if (job.spec().ports().isEmpty()) {
      return Map.of();
    }
    Map<String, Integer> numbers = new TreeMap<>();
    for (Port port : job.spec().ports()) {
      int number = port.auto() ? auto(job, port) : fixed(job.workload(), port);
      given.put(number, job.workload());
      numbers.put(port.name(), number);
    }
    return numbers;
  }

  /** Notes what an adopted process has already. */
  void hold(WorkloadId workload, Map<String, Integer> numbers) {
    numbers.values().forEach(number -> given.put(number, workload));
  }

  void release(WorkloadId workload) {
    given.values().removeIf(workload::equals);
  }

  private int fixed(WorkloadId workload, Port port) throws NotStarted {
    if (!mayHave(workload, port.number())) {
      throw new NotStarted("port %d (%s) is already taken".formatted(port.number(), port.name()));
    }
    return port.number();
  }

  private int auto(Job job, Port port) throws NotStarted {
    WorkloadId workload = job.workload();
    Integer before = job.ports().get(port.name());
    if (before != null && mayHave(workload, before)) {
      return before;
    }
    int size = last - first + 1;
    int start = seed.fork(workload + "/" + port.name()).below(size, job.epoch());
    for (int i = 0; i < size; i++) {
      int number = first + (start + i) % size;
      if (!given.containsKey(number) && free(number)) {
        return number;
      }
    }
    throw new NotStarted(
        "no port from %d to %d is free for %s".formatted(first, last, port.name()));
  }

  private boolean mayHave(WorkloadId workload, int number) {
    WorkloadId holder = given.get(number);
    return (holder == null || holder.equals(workload)) && free(number);
  }

  /**
   * Whether nobody listens there. Connections of a process before that linger in TIME_WAIT do not
   * count, which is what SO_REUSEADDR says; and where we may not bind, the program may.
   */
  private static boolean free(int number) {
    try (ServerSocketChannel socket = ServerSocketChannel.open()) {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(new InetSocketAddress(number));
      return true;
    } catch (BindException e) {
      return !String.valueOf(e.getMessage()).contains("in use");
    } catch (IOException _) {
      return true;
    }
  }
}
