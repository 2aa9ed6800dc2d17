package rhizome.runtime.cluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import rhizome.kernel.Nearest;

/** What a member of a cluster does for the grid. */
public enum Role {
  /** Hosts sharded entities, and votes when members lose each other. */
  CONTROL,
  /** Hosts an agent. */
  NODE,
  /** Opens the API. */
  GATEWAY,
  /** Hosts validators of the ledger. */
  VALIDATOR;

  /** As Akka, options and settings write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads words into roles.
   *
   * @throws IllegalArgumentException if there is none, or one is not known; names those there are
   */
  public static SortedSet<Role> parse(Collection<String> words) {
    SortedSet<Role> roles = new TreeSet<>();
    words.forEach(word -> roles.add(parse(word)));
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("a member needs a role: one or more of " + all());
    }
    return roles;
  }

  private static Role parse(String word) {
    String plain = word.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(role -> role.word().equals(plain))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown role '%s'%s".formatted(word, hint(plain))));
  }

  private static String hint(String word) {
    return Nearest.of(word, Arrays.stream(values()).map(Role::word).toList())
        .map(near -> ", did you mean " + near + "?")
        .orElse(": use " + all());
  }

  private static String all() {
    return String.join(", ", Arrays.stream(values()).map(Role::word).toList());
  }
}
