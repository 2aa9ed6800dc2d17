package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/** Whether this machine has what the agent needs, asked before anything is touched. */
public final class Platform {

  private static final String NEEDS =
      "the agent needs Linux 5.4 or newer on a 64-bit machine with glibc 2.34 or newer; ";

  private Platform() {}

  /**
   * @throws UnsupportedOperationException naming what is missing
   */
  public static void check() {
    if (!System.getProperty("os.name").equals("Linux") || ADDRESS.byteSize() != Long.BYTES) {
      throw new UnsupportedOperationException(
          NEEDS
              + "this is %s on %s"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }
    if (Linker.nativeLinker()
        .defaultLookup()
        .find("posix_spawn_file_actions_addclosefrom_np")
        .isEmpty()) {
      throw new UnsupportedOperationException(NEEDS + "the C library here is " + library());
    }
    int pidfd = Posix.pidfdOpen(Math.toIntExact(ProcessHandle.current().pid()));
    if (pidfd < 0) {
      throw new UnsupportedOperationException(
          NEEDS + "pidfd_open answers: " + Posix.describe(-pidfd));
    }
    Posix.close(pidfd);
  }

  @SuppressWarnings("restricted") // a C string of unknown length
  private static String library() {
    if (Linker.nativeLinker().defaultLookup().find("gnu_get_libc_version").isEmpty()) {
      return "not glibc";
    }
    try {
      MemorySegment version =
          (MemorySegment)
              Posix.plain("gnu_get_libc_version", FunctionDescriptor.of(ADDRESS)).invokeExact();
      return "glibc " + version.reinterpret(64).getString(0);
    } catch (Throwable e) {
      throw Posix.broken(e);
    }
  }
}
