package rhizome.blueprints.model;

import java.util.List;

/**
 * One service: {@code replicas} workloads of the same {@code spec}, started when every service in
 * {@code needs} is ready.
 */
public record Service(String name, int replicas, Spec spec, List<String> needs) {

  public static final int REPLICAS_MAX = 10_000;

  public Service {
    needs = List.copyOf(needs);
    if (replicas < 0 || replicas > REPLICAS_MAX) {
      throw new IllegalArgumentException("replicas must be 0 to " + REPLICAS_MAX);
    }
  }
}
