package rhizome.cli.chaos.hosts;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Network namespaces: made by ip(8), entered by setns(2), which moves one thread only. */
@SuppressWarnings("restricted") // two system calls that Java has no word for
final class Spaces {

  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final int O_RDONLY = 0;

  private static final MethodHandle OPEN =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("open"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
              Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SETNS = ofInts("setns", 2);
  private static final MethodHandle CLOSE = ofInts("close", 1);

  private Spaces() {}

  private static MethodHandle ofInts(String name, int count) {
    ValueLayout[] ints =
        Stream.generate(() -> ValueLayout.JAVA_INT).limit(count).toArray(ValueLayout[]::new);
    return Linker.nativeLinker()
        .downcallHandle(
            Linker.nativeLinker().defaultLookup().findOrThrow(name),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ints));
  }

  static Path file(String space) {
    return Path.of("/run/netns", space);
  }

  static List<String> all() {
    Tool.Outcome listed = Tool.run("ip", "netns", "list");
    return listed.isGood()
        ? listed
            .said()
            .lines()
            .map(line -> line.split(" ", 2)[0])
            .filter(n -> !n.isEmpty())
            .toList()
        : List.of();
  }

  static List<ProcessHandle> processes(String space) {
    Tool.Outcome listed = Tool.run("ip", "netns", "pids", space);
    return listed.isGood()
        ? listed
            .said()
            .lines()
            .map(Long::parseLong)
            .map(ProcessHandle::of)
            .flatMap(Optional::stream)
            .toList()
        : List.of();
  }

  /** A thread of its own, since it does not come back from there. */
  static <T> T visit(String space, Callable<T> work) throws Exception {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              enter(space);
              return work.call();
            });
    Thread thread = Thread.ofPlatform().daemon().name("visit-" + space).start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void enter(String space) {
    try (Arena arena = Arena.ofConfined()) {
      int file = (int) OPEN.invokeExact(arena.allocateFrom(file(space).toString()), O_RDONLY);
      if (file < 0) {
        throw new IllegalStateException("there is no network namespace " + space);
      }
      int code = (int) SETNS.invokeExact(file, CLONE_NEWNET);
      int closed = (int) CLOSE.invokeExact(file);
      if (code != 0 || closed != 0) {
        throw new IllegalStateException(
            "the network namespace %s cannot be entered".formatted(space));
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
