package rhizome.cli.chaos.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import rhizome.cli.host.Settings;

/** The one place that knows the command lines of the product. */
public interface Roles extends AutoCloseable {

  /** What to say after {@code rhizome} to start a member. */
  List<String> words(Member member);

  /** What it finds in its environment. */
  Map<String, String> environment(Member member);

  /** Everything it must find on its disk before its first start. */
  void prepare(Member member) throws IOException;

  /** Where a control member keeps its file, its token and its settings. */
  Path data(Member control);

  /** The folder of a member that must lie on a disk of its own to fill that. */
  Path disk(Member member);

  /** When all stores are up; for those that do not make their tables by themselves. */
  default void makeTables() {}

  /**
   * What is to be said at the end of what stands beside the members.
   *
   * @throws AssertionError if it was not used as it should have been
   */
  default List<String> remarks() {
    return List.of();
  }

  /** Whether what stands beside the members would bear the loss of another one. */
  default boolean isSettled() {
    return true;
  }

  @Override
  default void close() {}

  /** A data folder with settings, which only its owner sees. */
  static void furnish(Path data, String settings) throws IOException {
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(data.resolve(Settings.FILE), settings);
  }

  /** A port that no other member of any run of this process uses. */
  static int port(int base, Member member) {
    return base + member.host().number();
  }
}
