package rhizome.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.house.Property;

class UndeliveredTest {

  private static List<Finding> judge(String json) throws IOException {
    return Undelivered.judge(JsonText.parse(json));
  }

  @Test
  void aGridThatKnowsNoNoticesOrDeliversAllIsWell() throws IOException {
    assertThat(Undelivered.judge(new Json.Null())).isEmpty();
    assertThat(judge("{\"receivers\": [], \"dead\": []}")).isEmpty();
    assertThat(
            judge(
                """
                {"receivers": [{"name": "desk", "waiting": 3, "attempts": 0, "trouble": ""}]}
                """))
        .as("letters that only just wait")
        .isEmpty();
  }

  @Test
  void aReceiverThatFailsIsNamedWithWhatTroublesItAndWhatHelps() throws IOException {
    assertThat(
            judge(
                """
                {"receivers": [
                  {"name": "desk", "waiting": 3, "attempts": 1, "trouble": "no route"}]}
                """))
        .containsExactly(
            Finding.warning(
                "receiver desk",
                "3 letters wait for it: no route",
                "mend that; the grid tries on, and 'rhizome notify test' shows whether it helps"));
  }

  @Test
  void whoMissedSeveralLettersIsNamedOnceInOrderOfName() throws IOException {
    assertThat(
            judge(
                """
                {"dead": [{"receiver": "mail"}, {"receiver": "desk"}, {"receiver": "mail"}]}
                """))
        .containsExactly(
            Finding.warning(
                "3 letters",
                "never reached desk, mail",
                "'rhizome notify list' shows them, and why"));
  }

  @Test
  void itIsNeverMoreThanAWarningAndForgetsNobody() {
    Property.forAll(
        random -> {
          List<Json> receivers = new ArrayList<>();
          List<String> failing = new ArrayList<>();
          for (int i = random.nextInt(6); i > 0; i--) {
            int attempts = random.nextInt(3);
            receivers.add(Json.object("name", "r" + i).with("attempts", attempts));
            if (attempts > 0) {
              failing.add("receiver r" + i);
            }
          }
          List<Json> dead = new ArrayList<>();
          TreeSet<String> missed = new TreeSet<>();
          for (int i = random.nextInt(6); i > 0; i--) {
            String name = "r" + random.nextInt(4);
            dead.add(Json.object("receiver", name));
            missed.add(name);
          }
          List<Finding> found =
              Undelivered.judge(Json.object("receivers", receivers).with("dead", dead));
          assertThat(found).allMatch(one -> one.severity() == Finding.Severity.WARNING);
          List<String> subjects = new ArrayList<>(failing);
          if (!dead.isEmpty()) {
            subjects.add(dead.size() + " letters");
            assertThat(found.getLast().what())
                .isEqualTo("never reached " + String.join(", ", missed));
          }
          assertThat(found).extracting(Finding::subject).isEqualTo(subjects);
        });
  }

  @Test
  void aFindingMayKnowMoreOfItsRemedyAndStaysWhatItIs() {
    Finding wrong = Finding.wrong("n1", "is gone", "start it");
    assertThat(wrong.and("or remove it"))
        .isEqualTo(Finding.wrong("n1", "is gone", "start it; or remove it"));
    assertThat(wrong.severity().word()).isEqualTo("wrong");
    assertThat(Finding.warning("n1", "is old", "mend it").severity().word()).isEqualTo("warning");
  }
}
