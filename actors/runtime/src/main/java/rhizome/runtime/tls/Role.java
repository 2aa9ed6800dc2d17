package rhizome.runtime.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import rhizome.kernel.Nearest;

/** What a certificate says that its holder is (ADR 0007). */
public enum Role {
  /** A JVM of the cluster: it calls other members, and is called by everybody. */
  MEMBER(true),
  /** A machine that runs workloads without being a member: it calls members. */
  AGENT(false),
  /** A person or program that operates the grid: it calls members. */
  OPERATOR(false),
  /** A host of the shared journal: it is called by members. */
  JOURNAL(true);

  private final boolean called;

  Role(boolean called) {
    this.called = called;
  }

  /** Whether others call it, so that its certificate is good for the serving side, too. */
  boolean isCalled() {
    return called;
  }

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if it is no role; says which there are
   */
  public static Role of(String word) {
    List<String> words = Arrays.stream(values()).map(Role::word).toList();
    int place = words.indexOf(word);
    if (place < 0) {
      throw new IllegalArgumentException(
          "'%s' is no role%s: use one of %s"
              .formatted(
                  word,
                  Nearest.of(word, words).map(near -> ", did you mean " + near + "?").orElse(""),
                  String.join(", ", words)));
    }
    return values()[place];
  }
}
