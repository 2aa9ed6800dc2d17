package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * One machine of the suite.
 *
 * @param number from 1
 * @param address under which the others reach it
 * @param space its network namespace; empty when it is but an address on loopback
 * @param folder its disk
 */
public record Host(String name, int number, String address, String space, Path folder) {

  /** A command line that runs there. */
  public List<String> inside(List<String> words) {
    List<String> line = new ArrayList<>();
    if (!space.isEmpty()) {
      line.addAll(
          List.of("nsenter", "--net=" + Spaces.file(space))); // execs: the pid is the program's
    }
    line.addAll(words);
    return line;
  }

  /** Does something with its network, as a program there would. */
  public <T> T visit(Callable<T> work) throws Exception {
    return space.isEmpty() ? work.call() : Spaces.visit(space, work);
  }

  /** What each program started there is given. */
  public Map<String, String> environment() {
    return Map.of(Marked.HOST, folder.toString());
  }

  /** Every process there, workloads included. */
  public List<ProcessHandle> processes() {
    return space.isEmpty() ? Marked.by(folder) : Spaces.processes(space);
  }

  /** Pulls the plug. Who is born meanwhile goes, too. */
  public int cutPower() throws IOException, InterruptedException {
    int killed = 0;
    for (List<ProcessHandle> left = processes(); !left.isEmpty(); left = processes()) {
      left.forEach(ProcessHandle::destroyForcibly);
      killed = Math.max(killed, left.size());
      Thread.sleep(1);
    }
    return killed;
  }
}
