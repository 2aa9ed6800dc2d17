package rhizome.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.blueprints.model.Resources;
import rhizome.cli.host.Machine;

/** What a node offers. */
final class CapacityOptions {

  @Option(
      names = "--cpu",
      paramLabel = "CORES",
      converter = Amount.OfCpu.class,
      description = "Cores each node offers, such as 2 or 500m (default: the machine's).")
  private @Nullable Long cpu;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Amount.OfMemory.class,
      description = "Memory each node offers, such as 4GiB (default: the machine's).")
  private @Nullable Long memory;

  Resources capacity() {
    Resources machine = Machine.capacity();
    return new Resources(
        cpu == null ? machine.cpuMillis() : cpu, memory == null ? machine.memoryBytes() : memory);
  }
}
