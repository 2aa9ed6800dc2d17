package rhizome.grid.notice;

import java.util.Comparator;

/**
 * What is told only once while it is open.
 *
 * @param subject the name of who it is about
 */
public record NoticeKey(Topic topic, String subject) implements Comparable<NoticeKey> {

  private static final Comparator<NoticeKey> ORDER =
      Comparator.comparing(NoticeKey::topic).thenComparing(NoticeKey::subject);

  @Override
  public int compareTo(NoticeKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return topic.word() + " " + subject;
  }
}
