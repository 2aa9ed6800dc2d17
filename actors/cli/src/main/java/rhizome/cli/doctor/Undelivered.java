package rhizome.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rhizome.cli.json.Json;

/** Whether people hear what the grid tells them. */
final class Undelivered {

  private Undelivered() {}

  /**
   * @param notices as {@code /v1/notices} says; nothing from a grid that knows no notices
   */
  static List<Finding> judge(Json notices) {
    List<Finding> findings = new ArrayList<>();
    for (Json receiver : notices.at("receivers").items()) {
      if (receiver.at("attempts").number() > 0) {
        findings.add(
            Finding.warning(
                "receiver " + receiver.at("name").text(),
                "%s letters wait for it: %s"
                    .formatted(receiver.at("waiting").text(), receiver.at("trouble").text()),
                "mend that; the grid tries on, and 'rhizome notify test' shows whether it helps"));
      }
    }
    Set<String> missed = new TreeSet<>();
    notices.at("dead").items().forEach(dead -> missed.add(dead.at("receiver").text()));
    if (!missed.isEmpty()) {
      findings.add(
          Finding.warning(
              "%d letters".formatted(notices.at("dead").items().size()),
              "never reached " + String.join(", ", missed),
              "'rhizome notify list' shows them, and why"));
    }
    return findings;
  }
}
