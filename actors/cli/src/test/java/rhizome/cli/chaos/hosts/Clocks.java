package rhizome.cli.chaos.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Wall clocks that can be stepped for the processes of one host and for nobody else. The kernel has
 * one wall clock for all (time namespaces move the monotonic ones only), so a library put before
 * the C library adds what a file says. Monotonic time stays what it is, as it does when an operator
 * or NTP steps a real machine.
 */
public final class Clocks {

  private static final String SOURCE =
      """
      #define _GNU_SOURCE
      #include <dlfcn.h>
      #include <fcntl.h>
      #include <stdint.h>
      #include <stdlib.h>
      #include <sys/mman.h>
      #include <sys/time.h>
      #include <time.h>
      static volatile int64_t *step;
      static int (*real)(clockid_t, struct timespec *);
      __attribute__((constructor)) static void begin(void) {
        real = dlsym(RTLD_NEXT, "clock_gettime");
        const char *name = getenv("RHIZOME_CHAOS_CLOCK");
        int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
        if (file < 0) return;
        void *page = mmap(0, 8, PROT_READ, MAP_SHARED, file, 0);
        if (page != MAP_FAILED) step = page;
      }
      int clock_gettime(clockid_t id, struct timespec *at) {
        if (!real) begin();
        int code = real(id, at);
        if (code == 0 && step && (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)) {
          int64_t nanos = at->tv_nsec + *step % 1000000000;
          at->tv_sec += *step / 1000000000;
          if (nanos < 0) { nanos += 1000000000; at->tv_sec--; }
          if (nanos >= 1000000000) { nanos -= 1000000000; at->tv_sec++; }
          at->tv_nsec = nanos;
        }
        return code;
      }
      int gettimeofday(struct timeval *at, void *zone) {
        struct timespec exact;
        (void)zone;
        clock_gettime(CLOCK_REALTIME, &exact);
        at->tv_sec = exact.tv_sec;
        at->tv_usec = exact.tv_nsec / 1000;
        return 0;
      }
      time_t time(time_t *out) {
        struct timespec exact;
        clock_gettime(CLOCK_REALTIME, &exact);
        if (out) *out = exact.tv_sec;
        return exact.tv_sec;
      }
      """;

  private final Path library;

  private Clocks(Path library) {
    this.library = library;
  }

  /** Why there are none here; nothing where there are. */
  static Optional<String> refused(Path folder) {
    try {
      Clocks clocks = open(folder);
      Path dial = clocks.dial(folder.resolve("probe.clock"));
      step(dial, Duration.ofDays(-3650));
      ProcessBuilder date = new ProcessBuilder("date", "+%s");
      date.environment().putAll(clocks.environment(dial));
      String said =
          new String(date.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      long told = said.matches("\\d+") ? Long.parseLong(said) : Long.MAX_VALUE;
      return told < System.currentTimeMillis() / 1000 - 1_000_000
          ? Optional.empty()
          : Optional.of("a preloaded library does not reach date(1), which said " + said);
    } catch (IOException | IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Compiles the library. */
  public static Clocks open(Path folder) throws IOException {
    Path source = folder.resolve("clock.c");
    Path library = folder.resolve("clock.so");
    Files.writeString(source, SOURCE);
    Tool.must("cc", "-shared", "-fPIC", "-O1", "-o", library + "", source + "", "-ldl");
    return new Clocks(library);
  }

  /** A file that says by how much a clock is wrong, which is not at all. */
  public Path dial(Path file) throws IOException {
    step(file, Duration.ZERO);
    return file;
  }

  /** What a process must be given to live by a dial. */
  public Map<String, String> environment(Path dial) {
    return Map.of("LD_PRELOAD", library.toString(), "RHIZOME_CHAOS_CLOCK", dial.toString());
  }

  /** From now on every clock on this dial is wrong by so much. */
  public static void step(Path dial, Duration by) {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(by.toNanos())
            .array();
    try {
      if (Files.exists(dial)) {
        try (var file = FileChannel.open(dial, StandardOpenOption.WRITE)) {
          file.write(ByteBuffer.wrap(bytes), 0); // in place: it is mapped
        }
      } else {
        Files.write(dial, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
