package rhizome.gateway.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RFC 9457 problem details.
 *
 * @param type a URI that names the kind of problem
 * @param detail what went wrong this time, and the way out
 * @param instance the path that was asked for
 * @param members extension members
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    @JsonAnyGetter Map<String, Object> members) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public static Problem of(Kind kind, String detail) {
    return new Problem(
        kind.type(), kind.title(), kind.status(), detail, "", Collections.emptyMap());
  }

  @JsonCreator
  static Problem read(
      @JsonProperty("type") String type,
      @JsonProperty("title") String title,
      @JsonProperty("status") int status,
      @JsonProperty("detail") String detail,
      @JsonAnySetter Map<String, Object> rest) {
    Map<String, Object> members = new LinkedHashMap<>(rest);
    Object instance = members.remove("instance");
    return new Problem(
        type, title, status, detail, instance == null ? "" : instance.toString(), members);
  }

  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Problem(type, title, status, detail, instance, more);
  }

  public Problem at(String path) {
    return new Problem(type, title, status, detail, path, members);
  }

  public boolean is(Kind kind) {
    return type.equals(kind.type());
  }
}
