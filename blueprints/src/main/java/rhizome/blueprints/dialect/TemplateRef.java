package rhizome.blueprints.dialect;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A template as the seeds name it: {@code host/account/repository/name/version}, of which the
 * version may be missing, or a short name; for AYS an actor, {@code role.flavour}.
 *
 * @param written all of it
 * @param name without where it comes from and which version it is
 */
public record TemplateRef(String written, String name, Optional<String> version) {

  private static final int UID_SEGMENTS = 4;
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  static TemplateRef of(String written) {
    List<String> segments = List.of(written.split("/", -1));
    if (segments.size() < UID_SEGMENTS || segments.size() > UID_SEGMENTS + 1) {
      return new TemplateRef(written, written, Optional.empty());
    }
    Optional<String> version =
        segments.size() > UID_SEGMENTS ? Optional.of(segments.getLast()) : Optional.empty();
    return new TemplateRef(written, segments.get(UID_SEGMENTS - 1), version);
  }

  /** Whether it says where it comes from, as a selector of actions must. */
  public boolean isUid() {
    return !name.equals(written) && version.stream().allMatch(it -> VERSION.matcher(it).matches());
  }

  /** The role of an actor: what stands before the first dot. */
  public String role() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Whether a service of template {@code other} is meant by this selector. */
  public boolean selects(TemplateRef other) {
    if (!isUid() || !other.isUid()) {
      return name.equals(other.name);
    }
    return other.written.equals(written)
        || (version.isEmpty() && other.written.startsWith(written + "/"));
  }
}
