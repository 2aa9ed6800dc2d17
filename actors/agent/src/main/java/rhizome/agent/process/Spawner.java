package rhizome.agent.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs with posix_spawn: each leads a session and process group of its own, has every
 * signal at its default and unblocked, its output appended to a file, and no descriptor of ours.
 * glibc's posix_spawn returns only after the exec succeeded or failed, so its return is the latest
 * moment at which the program can have begun.
 */
public final class Spawner {

  private static final short SETSIGDEF = 0x04;
  private static final short SETSIGMASK = 0x08;
  private static final short SETSID = 0x80;
  private static final int LOG_MODE = 0644;

  // glibc, LP64: both are generous against <spawn.h> (336 and 80 bytes) and sigset_t (128 bytes).
  private static final int ATTRIBUTES_SIZE = 512;
  private static final int ACTIONS_SIZE = 256;
  private static final int SIGNAL_SET_SIZE = 128;

  private static final FunctionDescriptor ONE = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor TWO = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SPAWN =
      Posix.plain(
          "posix_spawn",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle ATTRIBUTES_INIT = Posix.plain("posix_spawnattr_init", ONE);
  private static final MethodHandle SET_FLAGS =
      Posix.plain("posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
  private static final MethodHandle SET_MASK = Posix.plain("posix_spawnattr_setsigmask", TWO);
  private static final MethodHandle SET_DEFAULT = Posix.plain("posix_spawnattr_setsigdefault", TWO);
  private static final MethodHandle ACTIONS_INIT =
      Posix.plain("posix_spawn_file_actions_init", ONE);
  private static final MethodHandle ACTIONS_DESTROY =
      Posix.plain("posix_spawn_file_actions_destroy", ONE);
  private static final MethodHandle ADD_OPEN =
      Posix.plain(
          "posix_spawn_file_actions_addopen",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_DUP =
      Posix.plain(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ADD_CHDIR =
      Posix.plain("posix_spawn_file_actions_addchdir_np", TWO);
  private static final MethodHandle ADD_CLOSE_FROM =
      Posix.plain(
          "posix_spawn_file_actions_addclosefrom_np",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  private final MemorySegment attributes;

  public Spawner() {
    this.attributes = attributes();
  }

  /**
   * Starts the program and answers its pid.
   *
   * @throws NotStarted with a word on what was missing
   */
  public int spawn(Program program) throws NotStarted {
    checkText(program);
    if (!Files.isDirectory(program.folder())) {
      throw new NotStarted("the working folder " + program.folder() + " is missing");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pid = arena.allocate(JAVA_INT);
      MemorySegment actions = arena.allocate(ACTIONS_SIZE, 16);
      int error = (int) ACTIONS_INIT.invokeExact(actions);
      try {
        error = error != 0 ? error : fill(actions, program, arena);
        if (error == 0) {
          error =
              (int)
                  SPAWN.invokeExact(
                      pid,
                      arena.allocateFrom(program.file().toString()),
                      actions,
                      attributes,
                      arguments(program, arena),
                      environment(program, arena));
        }
      } finally {
        int _ = (int) ACTIONS_DESTROY.invokeExact(actions);
      }
      if (error != 0) {
        throw new NotStarted(reason(program, error));
      }
      return pid.get(JAVA_INT, 0);
    } catch (NotStarted e) {
      throw e;
    } catch (Throwable e) {
      throw Posix.broken(e);
    }
  }

  private static int fill(MemorySegment actions, Program program, Arena arena) throws Throwable {
    MemorySegment nowhere = arena.allocateFrom(Program.NOWHERE.toString());
    MemorySegment output = arena.allocateFrom(program.output().toString());
    int append = Posix.O_WRONLY | Posix.O_APPEND | Posix.O_CREAT;
    int error = (int) ADD_OPEN.invokeExact(actions, 0, nowhere, 0, 0);
    error |= (int) ADD_OPEN.invokeExact(actions, 1, output, append, LOG_MODE);
    error |= (int) ADD_DUP.invokeExact(actions, 1, 2);
    error |= (int) ADD_CHDIR.invokeExact(actions, arena.allocateFrom(program.folder().toString()));
    error |= (int) ADD_CLOSE_FROM.invokeExact(actions, 3);
    return error;
  }

  private static MemorySegment arguments(Program program, Arena arena) {
    List<String> all = new ArrayList<>(program.arguments().size() + 1);
    all.add(program.file().toString());
    all.addAll(program.arguments());
    return strings(all, arena);
  }

  private static MemorySegment environment(Program program, Arena arena) {
    List<String> all = new ArrayList<>(program.environment().size());
    program.environment().forEach((name, value) -> all.add(name + "=" + value));
    return strings(all, arena);
  }

  private static MemorySegment strings(List<String> texts, Arena arena) {
    MemorySegment pointers = arena.allocate(ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return pointers; // the arena zeroes, so the list is ended by NULL
  }

  /** C strings end at the first NUL: a program must not silently get half of an argument. */
  private static void checkText(Program program) throws NotStarted {
    for (String argument : program.arguments()) {
      if (argument.indexOf('\0') >= 0) {
        throw new NotStarted("an argument contains a NUL character");
      }
    }
    for (var variable : program.environment().entrySet()) {
      String name = variable.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        throw new NotStarted("'" + name + "' cannot name an environment variable");
      }
      if (variable.getValue().indexOf('\0') >= 0) {
        throw new NotStarted("the environment variable " + name + " contains a NUL character");
      }
    }
  }

  private static String reason(Program program, int error) {
    Path file = program.file();
    Path output = program.output();
    if (Files.isDirectory(output) || (error == Posix.ENOENT && !Files.exists(output))) {
      return "its output cannot go to " + output + ": " + Posix.describe(error);
    }
    return switch (error) {
      case Posix.ENOENT ->
          Files.exists(file)
              ? file + " exists, but the interpreter it names does not"
              : "there is no program " + file;
      case Posix.EACCES -> file + " is not executable";
      case Posix.ENOEXEC -> file + " is not a program this machine can execute";
      case Posix.E2BIG -> "the arguments and environment of " + file + " are too long";
      case Posix.EAGAIN -> "the machine has no room for another process (limit on processes)";
      case Posix.ENOMEM -> "the machine has no memory for another process";
      default -> file + ": " + Posix.describe(error);
    };
  }

  private static MemorySegment attributes() {
    Arena forever = Arena.global(); // 512 bytes, once per agent
    MemorySegment attributes = forever.allocate(ATTRIBUTES_SIZE, 16);
    MemorySegment none = forever.allocate(SIGNAL_SET_SIZE, 16);
    MemorySegment all = forever.allocate(SIGNAL_SET_SIZE, 16);
    all.asSlice(0, Long.BYTES).fill((byte) 0xff); // Linux has 64 signals: the first 8 bytes
    try {
      int error = (int) ATTRIBUTES_INIT.invokeExact(attributes);
      error |= (int) SET_FLAGS.invokeExact(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID));
      error |= (int) SET_MASK.invokeExact(attributes, none);
      error |= (int) SET_DEFAULT.invokeExact(attributes, all);
      if (error != 0) {
        throw new IllegalStateException("posix_spawnattr: " + Posix.describe(error));
      }
      return attributes;
    } catch (IllegalStateException e) {
      throw e;
    } catch (Throwable e) {
      throw Posix.broken(e);
    }
  }
}
