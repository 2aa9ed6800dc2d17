package rhizome.runtime.edge;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;
import rhizome.runtime.edge.proto.Edge;

/** {@link Table} as it travels. */
final class TableForms {

  private TableForms() {}

  static Edge.Table write(Table table) {
    Edge.Table.Builder form = Edge.Table.newBuilder().setRevision(table.revision());
    table
        .services()
        .forEach(
            (name, ports) -> {
              Edge.Table.Service.Builder service = form.addServicesBuilder().setName(name);
              ports.forEach((port, rows) -> service.addPorts(write(port, rows)));
              Leader leader = table.leaders().get(name);
              if (leader != null) {
                service.setLeader(leader.slot()).setTerm(leader.term());
              }
            });
    return form.build();
  }

  private static Edge.Table.Port write(String name, List<Table.Row> rows) {
    Edge.Table.Port.Builder port = Edge.Table.Port.newBuilder().setName(name);
    rows.forEach(
        row ->
            port.addRows(
                Edge.Table.Row.newBuilder()
                    .setSlot(row.slot())
                    .setAddress(row.address())
                    .setPort(row.port())));
    return port.build();
  }

  static Table read(Edge.Table form) {
    SortedMap<String, SortedMap<String, List<Table.Row>>> services = new TreeMap<>();
    SortedMap<String, Leader> leaders = new TreeMap<>();
    for (Edge.Table.Service service : form.getServicesList()) {
      SortedMap<String, List<Table.Row>> ports = new TreeMap<>();
      service.getPortsList().forEach(port -> ports.put(port.getName(), rows(port)));
      services.put(service.getName(), ports);
      if (service.getTerm() != 0) {
        leaders.put(service.getName(), new Leader(service.getLeader(), service.getTerm()));
      }
    }
    return new Table(form.getRevision(), services, leaders);
  }

  private static List<Table.Row> rows(Edge.Table.Port port) {
    return port.getRowsList().stream()
        .map(row -> new Table.Row(row.getSlot(), row.getAddress(), row.getPort()))
        .toList();
  }
}
