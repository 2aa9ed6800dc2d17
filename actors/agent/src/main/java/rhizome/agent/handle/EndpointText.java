package rhizome.agent.handle;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rhizome.grid.endpoint.Leader;
import rhizome.grid.endpoint.Table;

/** A table as programs read it. */
final class EndpointText {

  /** The variable that names the file with everything. */
  static final String FILE = "RHIZOME_ENDPOINTS";

  /** Endpoints in one variable; Linux takes 128 KiB for each, and a name of a host has 253. */
  static final int VARIABLE_ROWS_MAX = 100;

  /** Of all variables together, well below what Linux gives to arguments and environment. */
  static final int VARIABLES_LENGTH_MAX = 256 << 10;

  private static final String PREFIX = "RHIZOME_ENDPOINT_";
  private static final String LEADER_PREFIX = "RHIZOME_LEADER_";

  private EndpointText() {}

  static String lines(List<Table.Row> rows) {
    return rows.stream().map(row -> row.hostPort() + "\n").collect(Collectors.joining());
  }

  /** Those that fit, in the order of names; the files have them all. */
  static Map<String, String> variables(Table table) {
    Map<String, String> variables = new TreeMap<>();
    int length = 0;
    for (var service : table.services().entrySet()) {
      for (var port : service.getValue().entrySet()) {
        String value =
            port.getValue().stream()
                .limit(VARIABLE_ROWS_MAX)
                .map(Table.Row::hostPort)
                .collect(Collectors.joining(","));
        length += value.length();
        if (length <= VARIABLES_LENGTH_MAX) {
          variables.put(PREFIX + name(service.getKey(), port.getKey()), value);
        }
        for (Table.Row leading : table.leading(service.getKey(), port.getKey())) {
          variables.put(LEADER_PREFIX + name(service.getKey(), port.getKey()), leading.hostPort());
        }
      }
    }
    return variables;
  }

  private static String name(String service, String port) {
    return (service + "_" + port).toUpperCase(Locale.ROOT).replaceAll("[-.]", "_");
  }

  /** Names of services and ports and addresses hold nothing that JSON would have escaped. */
  static String json(Table table) {
    return table.services().entrySet().stream()
        .map(service -> quoted(service.getKey()) + ":" + ports(service.getValue()))
        .collect(
            Collectors.joining(
                ",",
                "{\"revision\":" + table.revision() + ",\"services\":{",
                "}" + leaders(table.leaders()) + "}\n"));
  }

  private static String leaders(Map<String, Leader> leaders) {
    return leaders.isEmpty()
        ? ""
        : leaders.entrySet().stream()
            .map(
                led ->
                    "%s:{\"slot\":%d,\"term\":%d}"
                        .formatted(
                            quoted(led.getKey()), led.getValue().slot(), led.getValue().term()))
            .collect(Collectors.joining(",", ",\"leaders\":{", "}"));
  }

  private static String ports(Map<String, List<Table.Row>> ports) {
    return ports.entrySet().stream()
        .map(port -> quoted(port.getKey()) + ":" + rows(port.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String rows(List<Table.Row> rows) {
    return rows.stream()
        .map(
            row ->
                "{\"slot\":%d,\"address\":%s,\"port\":%d}"
                    .formatted(row.slot(), quoted(row.address()), row.port()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
