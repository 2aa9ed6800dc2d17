package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this machine permits the suite to do, found by trying, and why not where it does not. */
public record Ground(Map<Ability, String> missing) {

  /** What a fault may need. */
  public enum Ability {
    /** Hosts with a network of their own; else all of them share loopback. */
    NAMESPACES,
    /** Links that lose and delay: the kernel's HTB, its blackhole and BPF classifiers. */
    LINKS,
    /** Disks so small that they can be filled. */
    DISKS,
    /** A clock of its own for each process: a C compiler, and a loader that preloads. */
    CLOCKS,
    /** Locks by which a program notices that it runs twice. */
    LOCKS
  }

  /** Set to see what is left of the suite where namespaces are not permitted. */
  private static final String LOOPBACK = "chaos.loopback";

  private static final String PROBE = "rzc-probe-";

  public Ground {
    missing = Collections.unmodifiableMap(new TreeMap<>(missing));
  }

  /** Tries everything once. */
  public static Ground probe(Path folder) {
    Map<Ability, String> missing = new EnumMap<>(Ability.class);
    String space = PROBE + ProcessHandle.current().pid();
    Tool.Outcome added =
        Boolean.getBoolean(LOOPBACK)
            ? new Tool.Outcome(1, "switched off by -D" + LOOPBACK)
            : Tool.run("ip", "netns", "add", space);
    if (added.isGood()) {
      links(space).ifPresent(why -> missing.put(Ability.LINKS, why));
      Tool.run("ip", "netns", "del", space);
    } else {
      missing.put(Ability.NAMESPACES, added.said());
      missing.put(Ability.LINKS, "it needs namespaces");
    }
    disks(folder).ifPresent(why -> missing.put(Ability.DISKS, why));
    Clocks.refused(folder).ifPresent(why -> missing.put(Ability.CLOCKS, why));
    if (!Tool.run("flock", "--version").isGood()) {
      missing.put(Ability.LOCKS, "there is no flock(1)");
    }
    return new Ground(missing);
  }

  private static Optional<String> links(String space) {
    Tool.Outcome made = Tool.run("ip", "-n", space, "link", "add", "name", "probe", "type", "veth");
    if (!made.isGood()) {
      return Optional.of(made.said());
    }
    Tool.Outcome tried =
        Tool.fed(Port.open("probe") + Port.add("probe", new Links.Leak(1, 5)), Port.tc(space));
    return tried.isGood() ? Optional.empty() : Optional.of(tried.said());
  }

  private static Optional<String> disks(Path folder) {
    try {
      Path disk = Files.createTempDirectory(folder, "disk");
      Tool.Outcome mounted = Disks.mount(disk, 64);
      if (mounted.isGood()) {
        Disks.unmount(disk);
      }
      Files.deleteIfExists(disk);
      return mounted.isGood() ? Optional.empty() : Optional.of(mounted.said());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  public boolean has(Ability ability) {
    return !missing.containsKey(ability);
  }

  /** One line for each thing that cannot be done here, for everybody to read. */
  public List<String> words() {
    return missing.entrySet().stream()
        .map(
            e ->
                "no %s here: %s"
                    .formatted(e.getKey().name().toLowerCase(Locale.ROOT), e.getValue()))
        .toList();
  }
}
