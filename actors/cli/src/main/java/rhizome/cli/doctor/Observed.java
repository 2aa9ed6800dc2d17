package rhizome.cli.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import rhizome.cli.json.Json;

/**
 * Everything a judgement rests on.
 *
 * @param at when, by the clock of the gateway that was asked
 * @param parked what needs a human, with its cause
 * @param offline nodes that were lost
 * @param suspect nodes that may be gone
 */
record Observed(
    Instant at,
    List<OfMember> members,
    List<String> unanswered,
    List<String> homeless,
    OptionalLong journalMillis,
    String journalFailure,
    List<Parked> parked,
    List<String> offline,
    List<String> suspect) {

  /** What a member says of itself; -1 for what its system does not tell. */
  record Vitals(
      String build,
      String java,
      String folder,
      long diskFree,
      long diskTotal,
      long descriptorsOpen,
      long descriptorsMax,
      Optional<Certificate> certificate,
      List<OfAgent> agents) {}

  /** An agent at a member's door, and what it has shown there. */
  record OfAgent(String node, Life life) {}

  /**
   * What a member proves itself with.
   *
   * @param holder such as {@code member n1}; empty where that is not said
   * @param life absent where it cannot be read
   * @param problem why nobody could start with it; empty where somebody could
   */
  record Certificate(String folder, String holder, Optional<Life> life, String problem) {}

  /** From when until when a certificate is valid. */
  record Life(Instant from, Instant until) {}

  /** One member; without vitals it did not answer. */
  record OfMember(
      String address,
      List<String> roles,
      String status,
      boolean reachable,
      long clockAhead,
      Optional<Vitals> vitals) {}

  record Parked(String workload, String cause) {}

  /**
   * @param doctor answer of {@code /v1/doctor}
   * @param status answer of {@code /v1/status}; a null where the grid could not give it
   * @param now for a gateway that does not say what time it is
   */
  static Observed of(Json doctor, Json status, Instant now) {
    List<OfMember> members = new ArrayList<>();
    for (Json member : doctor.at("members").items()) {
      members.add(
          new OfMember(
              member.at("address").text(),
              texts(member.at("roles")),
              member.at("status").text(),
              member.at("reachable").isTrue(),
              member.at("clockAheadMillis").number(),
              vitals(member.at("vitals"))));
    }
    Json journal = doctor.at("journal");
    return new Observed(
        instant(doctor.at("at")).orElse(now),
        members,
        texts(doctor.at("unanswered")),
        texts(doctor.at("homeless")),
        journal.at("millis").isNull()
            ? OptionalLong.empty()
            : OptionalLong.of(journal.at("millis").number()),
        journal.at("failure").text(),
        status.at("needsHuman").items().stream()
            .map(one -> new Parked(one.at("workload").text(), one.at("cause").text()))
            .toList(),
        texts(status.at("nodesOffline")),
        texts(status.at("nodesSuspect")));
  }

  private static Optional<Vitals> vitals(Json json) {
    return json.isNull()
        ? Optional.empty()
        : Optional.of(
            new Vitals(
                json.at("build").text(),
                json.at("java").text(),
                json.at("folder").text(),
                json.at("diskFreeBytes").number(),
                json.at("diskTotalBytes").number(),
                json.at("descriptorsOpen").number(),
                json.at("descriptorsMax").number(),
                certificate(json.at("certificate")),
                json.at("agents").items().stream().flatMap(Observed::agent).toList()));
  }

  private static Optional<Certificate> certificate(Json json) {
    return json.isNull()
        ? Optional.empty()
        : Optional.of(
            new Certificate(
                json.at("folder").text(),
                json.at("holder").text(),
                life(json),
                json.at("problem").text()));
  }

  private static Stream<OfAgent> agent(Json json) {
    return life(json).map(life -> new OfAgent(json.at("node").text(), life)).stream();
  }

  private static Optional<Life> life(Json json) {
    return instant(json.at("from"))
        .flatMap(from -> instant(json.at("until")).map(until -> new Life(from, until)));
  }

  private static Optional<Instant> instant(Json json) {
    return json.isNull() ? Optional.empty() : Optional.of(Instant.parse(json.text()));
  }

  private static List<String> texts(Json array) {
    return array.items().stream().map(Json::text).toList();
  }
}
