package rhizome.grid.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that one workload is told of those it uses. A table says everything, so the newest alone
 * counts and any may be lost (ADR 0019).
 *
 * @param revision higher with each change; of two for the same epoch the lower one is stale
 * @param services by the name of a service and of its port who of it is ready, in the order of
 *     slots
 * @param leaders of those services that have one, ready or not
 */
public record Table(
    long revision,
    SortedMap<String, SortedMap<String, List<Row>>> services,
    SortedMap<String, Leader> leaders) {

  /** So many workloads of a service are told, those with the lowest slots. */
  public static final int ROWS_MAX = 1_000;

  /** One port of one workload. */
  public record Row(int slot, String address, int port) {

    /** As programs want it; an IPv6 address in brackets. */
    public String hostPort() {
      return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
  }

  public Table {
    SortedMap<String, SortedMap<String, List<Row>>> copy = new TreeMap<>();
    services.forEach((service, ports) -> copy.put(service, copyOf(service, ports)));
    services = Collections.unmodifiableSortedMap(copy);
    leaders = Collections.unmodifiableSortedMap(new TreeMap<>(leaders));
    if (!services.keySet().containsAll(leaders.keySet())) {
      throw new IllegalArgumentException("only a service that is told of has a leader: " + leaders);
    }
  }

  /** Of services without leaders. */
  public Table(long revision, SortedMap<String, SortedMap<String, List<Row>>> services) {
    this(revision, services, new TreeMap<>());
  }

  /** Whether it tells the same, under whatever revision. */
  public boolean saysAs(Table other) {
    return services.equals(other.services) && leaders.equals(other.leaders);
  }

  /** Where the leader of a service can be reached: nowhere, while it is not ready. */
  public List<Row> leading(String service, String port) {
    Leader leader = leaders.get(service);
    return leader == null
        ? List.of()
        : services.getOrDefault(service, new TreeMap<>()).getOrDefault(port, List.of()).stream()
            .filter(row -> row.slot() == leader.slot())
            .toList();
  }

  private static SortedMap<String, List<Row>> copyOf(String service, Map<String, List<Row>> ports) {
    SortedMap<String, List<Row>> copy = new TreeMap<>();
    ports.forEach(
        (port, rows) -> {
          if (rows.size() > ROWS_MAX) {
            throw new IllegalArgumentException(
                "%s.%s has %d endpoints; a table has %d at most"
                    .formatted(service, port, rows.size(), ROWS_MAX));
          }
          copy.put(port, List.copyOf(rows));
        });
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * What a table says of one service.
   *
   * @param ports the names it declares: a port of which nothing is ready has an empty list
   * @param ready by slot; what is beyond {@link #ROWS_MAX} is left out
   */
  public static SortedMap<String, List<Row>> rows(
      List<String> ports, SortedMap<Integer, Endpoint> ready) {
    SortedMap<String, List<Row>> rows = new TreeMap<>();
    ports.forEach(port -> rows.put(port, new ArrayList<>()));
    ready.entrySet().stream()
        .limit(ROWS_MAX)
        .forEach(
            entry ->
                entry
                    .getValue()
                    .ports()
                    .forEach(
                        (port, number) ->
                            rows.computeIfAbsent(port, _ -> new ArrayList<>())
                                .add(new Row(entry.getKey(), entry.getValue().address(), number))));
    return rows;
  }
}
