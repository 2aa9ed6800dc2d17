package rhizome.cli.chaos.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Control members on a shared journal, and nodes that connect to any of their gateways.
 *
 * @param credentials folder with the certificates of all
 * @param controls every control member, of which each is a seed
 * @param store Cassandra
 */
public record Clustered(Path credentials, List<Member> controls, Member store) implements Roles {

  private static final int MEMBER_PORT = 7730;
  private static final int GATEWAY_PORT = 7731;
  private static final int STORE_PORT = 9042;

  public Clustered {
    controls = List.copyOf(controls);
  }

  /** Before the first member: makes the certificates. */
  public List<List<String>> preparations() {
    return List.of(List.of("pki", "init", "--credentials=" + credentials));
  }

  @Override
  public List<String> words(Member member) {
    return switch (member.role()) {
      case STORE ->
          List.of(
              "cassandra",
              "up",
              "--data=" + data(member),
              "--host=" + member.host().address(),
              "--port=" + STORE_PORT);
      case CONTROL ->
          List.of(
              "join",
              "--seed=" + seeds(),
              "--role=control,gateway",
              "--host=" + member.host().address(),
              "--port=" + MEMBER_PORT,
              "--credentials=" + credentials,
              "--cassandra=" + store.host().address() + ":" + STORE_PORT,
              "--data=" + data(member));
      case NODE ->
          List.of(
              "node",
              "--gateway=" + gateways(),
              "--name=" + member.name(),
              "--credentials=" + credentials,
              "--work=" + disk(member));
    };
  }

  private String seeds() {
    return addresses(MEMBER_PORT);
  }

  private String gateways() {
    return addresses(GATEWAY_PORT);
  }

  private String addresses(int port) {
    return String.join(
        ",", controls.stream().map(control -> control.host().address() + ":" + port).toList());
  }

  @Override
  public Map<String, String> environment(Member member) {
    return Map.of();
  }

  @Override
  public Path data(Member member) {
    return member.host().folder().resolve("data");
  }

  @Override
  public Path disk(Member member) {
    return member.role() == Role.NODE ? member.host().folder().resolve("work") : data(member);
  }
}
