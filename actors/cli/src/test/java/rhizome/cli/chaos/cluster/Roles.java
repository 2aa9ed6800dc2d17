package rhizome.cli.chaos.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The one place that knows the command lines of the product. */
public interface Roles {

  /** What to say after {@code rhizome} to start a member. */
  List<String> words(Member member);

  /** What it finds in its environment. */
  Map<String, String> environment(Member member);

  /** Where a control member keeps its file, its token and its settings. */
  Path data(Member control);

  /** The folder of a member that must lie on a disk of its own to fill that. */
  Path disk(Member member);

  /** A port that no other member of any run of this process uses. */
  static int port(int base, Member member) {
    return base + member.host().number();
  }
}
