package rhizome.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import rhizome.blueprints.quantity.Quantity;
import rhizome.cli.doctor.Observed.Certificate;
import rhizome.cli.doctor.Observed.OfAgent;
import rhizome.cli.doctor.Observed.OfMember;
import rhizome.cli.doctor.Observed.Vitals;

/** Makes findings of what was observed: the same observation gives the same findings. */
final class Judge {

  /** Leases and certificates forgive less than that; a lease is 3 s. */
  static final long CLOCK_SKEW_MILLIS_MAX = 500;

  /** Logs and a journal fill this within hours on a bad day. */
  static final long DISK_FREE_WARNING = 2L << 30;

  /** Less, and writes begin to fail. */
  static final long DISK_FREE_WRONG = 200L << 20;

  static final int DESCRIPTORS_PERCENT_MAX = 80;

  /** A workload costs some; Linux gives 1,024 to whoever does not ask. */
  static final long DESCRIPTORS_MIN = 4_096;

  /** A command waits for the journal at least once; people notice from here on. */
  static final long JOURNAL_MILLIS_MAX = 1_000;

  private static final String UP = "up";

  private final Observed observed;
  private final List<Finding> findings = new ArrayList<>();

  private Judge(Observed observed) {
    this.observed = observed;
  }

  /** The worst first; none when all is well. */
  static List<Finding> judge(Observed observed) {
    Judge judge = new Judge(observed);
    judge.journal();
    judge.entities();
    judge.controls();
    for (OfMember member : observed.members()) {
      judge.membership(member);
      member.vitals().ifPresent(vitals -> judge.vitals(member, vitals));
      member
          .vitals()
          .flatMap(Vitals::certificate)
          .flatMap(certificate -> Validity.judge(member.address(), certificate, observed.at()))
          .ifPresent(judge::add);
      member.vitals().ifPresent(vitals -> vitals.agents().forEach(judge::agent));
    }
    judge.differences();
    judge.workloads();
    return judge.findings.stream()
        .sorted((one, other) -> one.severity().compareTo(other.severity()))
        .toList();
  }

  private void journal() {
    if (observed.journalMillis().isEmpty()) {
      add(
          Finding.wrong(
              "journal",
              "a fact could not be written: " + observed.journalFailure(),
              "look at the journal's own health and its disk; nothing acknowledged is lost, and"
                  + " entities come back by themselves"));
      return;
    }
    long millis = observed.journalMillis().getAsLong();
    if (millis > JOURNAL_MILLIS_MAX) {
      add(
          Finding.warning(
              "journal",
              "a fact took %d ms to write and read".formatted(millis),
              "look for a full disk or a machine at its limit behind the journal"));
    }
  }

  private void entities() {
    for (String shard : observed.homeless()) {
      add(
          Finding.wrong(
              "shard " + shard,
              "no control member hosts it",
              "wait for the members that are unreachable below to be back or to be downed; if all"
                  + " are up, restart the oldest control member"));
    }
    if (!observed.unanswered().isEmpty() && observed.homeless().isEmpty()) {
      add(
          Finding.wrong(
              "%d entities".formatted(observed.unanswered().size()),
              "do not answer: " + some(observed.unanswered()),
              "look at the journal first; then at the log of the control members for these names"));
    }
  }

  private void controls() {
    long controls =
        observed.members().stream().filter(member -> member.roles().contains("control")).count();
    if (controls == 2) {
      add(
          Finding.warning(
              "control members",
              "there are two: when the one with the lower address is lost, the other ends itself",
              "join a third with --role control, unless a lease decides who stays"));
    }
  }

  private void membership(OfMember member) {
    if (!member.reachable()) {
      add(
          Finding.wrong(
              member.address(),
              "is unreachable (%s)".formatted(member.status()),
              "look whether its machine and process run and its port is open; it comes back by"
                  + " itself, or is taken out by the resolver within seconds"));
    } else if (!member.status().equals(UP)) {
      add(
          Finding.warning(
              member.address(),
              "is " + member.status(),
              "look again in a minute; a member that stays joining cannot reach all the others"));
    } else if (member.vitals().isEmpty()) {
      add(
          Finding.warning(
              member.address(),
              "did not answer within 5 s",
              "look at the load and the log of its machine"));
    }
    if (Math.abs(member.clockAhead()) > CLOCK_SKEW_MILLIS_MAX) {
      add(
          Finding.warning(
              member.address(),
              "its clock is %d ms %s that of the gateway"
                  .formatted(
                      Math.abs(member.clockAhead()),
                      member.clockAhead() > 0 ? "ahead of" : "behind"),
              "run NTP (chrony or systemd-timesyncd) on both machines"));
    }
  }

  private void vitals(OfMember member, Vitals vitals) {
    if (vitals.diskFree() >= 0 && vitals.diskFree() < DISK_FREE_WARNING) {
      String what =
          "has %s of %s left for %s"
              .formatted(
                  Quantity.writeMemory(vitals.diskFree()),
                  Quantity.writeMemory(vitals.diskTotal()),
                  vitals.folder());
      String remedy = "free some, or move the data folder to a larger disk";
      add(
          vitals.diskFree() < DISK_FREE_WRONG
              ? Finding.wrong(member.address(), what, remedy)
              : Finding.warning(member.address(), what, remedy));
    }
    if (vitals.descriptorsMax() > 0
        && vitals.descriptorsOpen() * 100 > vitals.descriptorsMax() * DESCRIPTORS_PERCENT_MAX) {
      add(
          Finding.wrong(
              member.address(),
              "uses %d of %d descriptors"
                  .formatted(vitals.descriptorsOpen(), vitals.descriptorsMax()),
              "raise the limit (LimitNOFILE= in its unit, or ulimit -n) and restart it"));
    } else if (vitals.descriptorsMax() > 0 && vitals.descriptorsMax() < DESCRIPTORS_MIN) {
      add(
          Finding.warning(
              member.address(),
              "may open only %d descriptors".formatted(vitals.descriptorsMax()),
              "set LimitNOFILE=65536 in its unit, or ulimit -n, and restart it"));
    }
  }

  /** Where the files of an agent lie, only its own machine knows. */
  private void agent(OfAgent agent) {
    Certificate shown =
        new Certificate(
            "its folder of credentials", "agent " + agent.node(), Optional.of(agent.life()), "");
    Validity.judge("node " + agent.node(), shown, observed.at())
        .map(finding -> finding.and("it shows here when the agent connects again"))
        .ifPresent(this::add);
  }

  private void differences() {
    differ(
        "builds",
        Vitals::build,
        "finish the upgrade: restart the members of the older build, one at a time");
    differ(
        "JDKs",
        Vitals::java,
        "bring all machines to the newest of them when they are next restarted");
  }

  private void differ(String what, Function<Vitals, String> value, String remedy) {
    SortedSet<String> all =
        observed.members().stream()
            .flatMap(member -> member.vitals().stream())
            .map(value)
            .collect(Collectors.toCollection(TreeSet::new));
    if (all.size() > 1) {
      add(Finding.warning(what, "members differ: " + String.join(", ", all), remedy));
    }
  }

  private void workloads() {
    for (String node : observed.offline()) {
      add(
          Finding.wrong(
              "node " + node,
              "is offline; what it held runs elsewhere or waits for room",
              "start its agent again, or leave it if the machine is gone for good"));
    }
    for (String node : observed.suspect()) {
      add(
          Finding.warning(
              "node " + node,
              "may be gone; what may overlap is replaced already",
              "look again in a minute: by then it is online again, or offline"));
    }
    for (Observed.Parked parked : observed.parked()) {
      add(
          Finding.wrong(
              parked.workload(),
              "is parked: " + parked.cause(),
              "'rhizome explain %s' tells its story; then 'rhizome retry %s'"
                  .formatted(parked.workload(), parked.workload())));
    }
  }

  private static String some(List<String> names) {
    int shown = Math.min(5, names.size());
    String first = String.join(", ", names.subList(0, shown));
    return names.size() > shown ? first + ", ..." : first;
  }

  private void add(Finding finding) {
    findings.add(finding);
  }
}
