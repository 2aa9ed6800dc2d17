package rhizome.grid.endpoint;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where one workload that is ready can be reached.
 *
 * @param address of its node, for its peers
 * @param ports the number of each of its named ports
 */
public record Endpoint(String address, SortedMap<String, Integer> ports) {

  public Endpoint {
    ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
  }

  public static Endpoint of(String address, Map<String, Integer> ports) {
    return new Endpoint(address, new TreeMap<>(ports));
  }
}
