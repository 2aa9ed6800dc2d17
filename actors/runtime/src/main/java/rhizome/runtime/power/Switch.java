package rhizome.runtime.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rhizome.kernel.NodeId;

/**
 * Runs the command that powers a machine up or down: without a shell, once at a time for each node,
 * and only some at the same time. It says in the log how that went; whoever still owes it asks
 * again.
 */
public final class Switch {

  /** Where the command finds which node is meant. */
  public static final String NODE = "RHIZOME_NODE";

  private static final Duration TIME_MAX = Duration.ofSeconds(60);

  /** What a child left running may hold the output open for longer than the command takes. */
  private static final Duration OUTPUT_MAX = Duration.ofSeconds(1);

  private static final int AT_ONCE_MAX = 4;

  /** Of the end of the output, in which the last line is looked for. */
  private static final int TAIL_MAX = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Switch.class);

  private final String name;
  private final List<String> command;
  private final Duration timeMax;
  private final Set<NodeId> busy = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);

  /**
   * @param name of its setting, by which the log speaks of it
   * @param command the program and its arguments; empty if there is none
   */
  public Switch(String name, List<String> command) {
    this(name, command, TIME_MAX);
  }

  Switch(String name, List<String> command, Duration timeMax) {
    this.name = name;
    this.command = List.copyOf(command);
    this.timeMax = timeMax;
  }

  public boolean exists() {
    return !command.isEmpty();
  }

  /**
   * Begins to run it, unless it already runs for this node; returns at once.
   *
   * @param more what the command finds in its environment beside {@link #NODE}
   */
  public void turn(NodeId node, Map<String, String> more) {
    if (!exists()) {
      LOG.warn("{} cannot be switched: {} is empty here", node, name);
      return;
    }
    if (busy.add(node)) {
      Thread.ofVirtual().name("rhizome-switch").start(() -> run(node, more));
    }
  }

  private void run(NodeId node, Map<String, String> more) {
    try {
      places.acquire();
      try {
        LOG.info("{} for {}: {}", name, node, execute(node, more));
      } finally {
        places.release();
      }
    } catch (IOException e) {
      LOG.warn("{} for {} failed: {}", name, node, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      busy.remove(node);
    }
  }

  private String execute(NodeId node, Map<String, String> more)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(more);
    builder.environment().put(NODE, node.name());
    Process process = builder.start();
    process.getOutputStream().close();
    Tail tail = new Tail(process.getInputStream());
    Thread reader = Thread.ofVirtual().name("rhizome-switch-output").start(tail);
    boolean over = process.waitFor(timeMax.toMillis(), TimeUnit.MILLISECONDS);
    if (!over) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    reader.join(OUTPUT_MAX);
    String last = tail.lastLine();
    if (!over) {
      throw new IOException("it took longer than %s: %s".formatted(timeMax, last));
    }
    if (process.exitValue() != 0) {
      throw new IOException("it ended with %d: %s".formatted(process.exitValue(), last));
    }
    return last;
  }

  /** The end of what is written. */
  private static final class Tail implements Runnable {

    private final InputStream from;
    private byte[] end = new byte[0];

    Tail(InputStream from) {
      this.from = from;
    }

    @Override
    public void run() {
      byte[] piece = new byte[TAIL_MAX];
      try (from) {
        for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
          add(piece, count);
        }
      } catch (IOException e) {
        LOG.debug("the output of a switch broke off", e);
      }
    }

    private synchronized void add(byte[] piece, int count) {
      byte[] all = Arrays.copyOf(end, end.length + count);
      System.arraycopy(piece, 0, all, end.length, count);
      end = Arrays.copyOfRange(all, Math.max(0, all.length - TAIL_MAX), all.length);
    }

    synchronized String lastLine() {
      return new String(end, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .reduce("", (_, line) -> line);
    }
  }
}
