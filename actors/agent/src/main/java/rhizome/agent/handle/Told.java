package rhizome.agent.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;

/**
 * A table, and the epoch it was told for. A later epoch counts before a higher revision: whoever
 * tells may have begun to count anew.
 */
record Told(long epoch, Table table) {

  boolean isNewerThan(Told other) {
    return epoch != other.epoch ? epoch > other.epoch : table.revision() > other.table.revision();
  }

  String text() {
    Lines lines = new Lines().put("epoch", epoch).put("revision", table.revision());
    List<String> rows = new ArrayList<>();
    table
        .services()
        .forEach(
            (service, ports) -> {
              rows.addAll(List.of("service", service));
              Leader leader = table.leaders().get(service);
              if (leader != null) {
                rows.addAll(List.of("leader", leader.slot() + " " + leader.term()));
              }
              ports.forEach(
                  (port, all) -> {
                    rows.addAll(List.of("port", port));
                    all.forEach(row -> rows.addAll(List.of("row", row(row))));
                  });
            });
    return lines.putAll("table", rows).text();
  }

  private static String row(Table.Row row) {
    return row.slot() + " " + row.port() + " " + row.address();
  }

  /**
   * @throws IllegalArgumentException when it is damaged
   */
  static Told read(String text) {
    Lines lines = Lines.parse(text);
    SortedMap<String, SortedMap<String, List<Table.Row>>> services = new TreeMap<>();
    SortedMap<String, List<Table.Row>> ports = new TreeMap<>();
    List<Table.Row> rows = new ArrayList<>();
    SortedMap<String, Leader> leaders = new TreeMap<>();
    String service = "";
    List<String> flat = lines.list("table");
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      String value = flat.get(i + 1);
      switch (flat.get(i)) {
        case "service" -> {
          ports = new TreeMap<>();
          service = value;
          services.put(service, ports);
        }
        case "leader" -> leaders.put(service, leader(value));
        case "port" -> {
          rows = new ArrayList<>();
          ports.put(value, rows);
        }
        case String _ -> rows.add(row(value));
      }
    }
    Table table = new Table(Long.parseLong(lines.get("revision")), services, leaders);
    return new Told(Long.parseLong(lines.get("epoch")), table);
  }

  private static Leader leader(String text) {
    String[] parts = text.split(" ", 2);
    return new Leader(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
  }

  private static Table.Row row(String text) {
    String[] parts = text.split(" ", 3);
    return new Table.Row(Integer.parseInt(parts[0]), parts[2], Integer.parseInt(parts[1]));
  }
}
