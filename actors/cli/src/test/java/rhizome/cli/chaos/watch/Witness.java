package rhizome.cli.chaos.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import rhizome.cli.chaos.history.Entry;

/**
 * A program that notices by itself when it runs twice: it holds a lock under its workload's name as
 * long as it lives, and whoever finds it held writes that down. The kernel gives the lock back at
 * the moment of death, so that this sees what is too short for a sampler.
 */
public record Witness(Path program, Path folder) {

  private static final String STAMPS = "stamps";

  /** {@code $1}: folder of the locks; {@code $2}: whether it may overlap. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      name=$(echo "$RHIZOME_WORKLOAD" | tr '/#' '__')
      who="$RHIZOME_WORKLOAD $RHIZOME_NODE epoch $RHIZOME_EPOCH incarnation $RHIZOME_INCARNATION"
      stamp() { read -r up _ < /proc/uptime; echo "$up $1 $who pid $$" >> "$folder/stamps"; }
      folder=$1
      exec 9>> "$folder/$name.lock"
      if [ "$2" = single ] && command -v flock > /dev/null && ! flock -n 9; then
        stamp overlap
      else
        stamp start
      fi
      exec sleep 1000000
      """;

  /** Lays the program down. */
  public static Witness in(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("witness"));
    Path program = own.resolve("witness.sh");
    Files.writeString(program, SCRIPT);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(own.resolve(STAMPS), "");
    return new Witness(program, own);
  }

  /** Each time a program found another one of its name. */
  public List<Entry.Overlap> overlaps(LongUnaryOperator runNanosOfUptime) throws IOException {
    List<Entry.Overlap> overlaps = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(STAMPS))) {
      String[] words = line.split(" ", 4);
      if (words.length == 4 && words[1].equals("overlap")) {
        long nanos = (long) (Double.parseDouble(words[0]) * 1e9);
        overlaps.add(
            new Entry.Overlap(
                Duration.ofNanos(runNanosOfUptime.applyAsLong(nanos)), words[2], words[3]));
      }
    }
    return overlaps;
  }
}
