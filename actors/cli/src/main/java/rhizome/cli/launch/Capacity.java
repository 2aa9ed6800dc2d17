package rhizome.cli.launch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.quantity.Quantity;
import rhizome.cli.command.Amount;
import rhizome.cli.exit.ExitCode;
import rhizome.cli.exit.Trouble;
import rhizome.cli.host.Machine;
import rhizome.kernel.Labels;

/** What a node offers; the machine's own, where nothing else is said. And what is said of it. */
final class Capacity {

  @Option(
      names = "--cpu",
      paramLabel = "CORES",
      converter = Amount.OfCpu.class,
      description = "What each node offers, such as 2 or 500m (default: the machine's).")
  private @Nullable Long cpuMillis;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Amount.OfMemory.class,
      description = "What each node offers, such as 2GiB (default: the machine's).")
  private @Nullable Long memoryBytes;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "What blueprints may ask of it, such as region=eu; may be repeated.")
  private List<String> labels = new ArrayList<>();

  /** What is said of it here, over what its settings say. */
  Labels labels() {
    try {
      return Labels.parse(labels);
    } catch (IllegalArgumentException e) {
      throw new Trouble(ExitCode.USAGE, "--label: " + e.getMessage());
    }
  }

  Resources resources() {
    Resources machine = Machine.capacity();
    return new Resources(
        cpuMillis == null ? machine.cpuMillis() : cpuMillis,
        memoryBytes == null ? machine.memoryBytes() : memoryBytes);
  }

  /** The same as words of a command line. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (cpuMillis != null) {
      words.addAll(List.of("--cpu", Quantity.writeCpu(cpuMillis)));
    }
    if (memoryBytes != null) {
      words.addAll(List.of("--memory", Quantity.writeMemory(memoryBytes)));
    }
    labels.forEach(label -> words.addAll(List.of("--label", label)));
    return words;
  }
}
