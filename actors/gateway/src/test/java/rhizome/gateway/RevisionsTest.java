package rhizome.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.gateway.GatewayTest.SHOP;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.syntax.BlueprintReader;
import rhizome.blueprints.syntax.Parsed;
import rhizome.blueprints.text.BlueprintWriter;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.view.Listing;
import rhizome.gateway.view.PlanView;
import rhizome.gateway.view.RevisionView;
import rhizome.gateway.view.RevisionView.RevisionDetail;
import rhizome.gateway.view.RobotView;
import rhizome.gateway.view.Wish;

/** What a robot was told, from its journal. */
class RevisionsTest extends AtTheDoor {

  private static final String THREE = SHOP.replace("replicas: 2", "replicas: 3");
  private static final String LEAN =
      """
      blueprint: v1
      name: shop
      services:
        web:
          run: {command: sleep, args: [2000]}
      """;

  private Listing.Revisions list(String query) {
    return door.get("/v1/robots/shop/revisions" + query).as(Listing.Revisions.class);
  }

  private RevisionDetail one(String generation) {
    return door.get("/v1/robots/shop/revisions/" + generation).as(RevisionDetail.class);
  }

  @Test
  void everythingARobotWasToldIsListedTheNewestFirstWithWhatItChanged() {
    door.apply(SHOP);
    door.apply(THREE);
    door.apply(THREE);
    door.apply(LEAN);

    Listing.Revisions all = list("");
    assertThat(all.robot()).isEqualTo("shop");
    assertThat(all.next()).isEmpty();
    assertThat(all.revisions()).extracting(RevisionView::generation).containsExactly(3L, 2L, 1L);
    assertThat(all.revisions())
        .extracting(RevisionView::changes)
        .containsExactly(
            Map.of("replace", 1, "retire", 1), Map.of("keep", 1, "scale", 1), Map.of("create", 2));
    assertThat(all.revisions())
        .allSatisfy(revision -> assertThat(revision.what()).isEqualTo("targeted"))
        .allSatisfy(revision -> assertThat(revision.by()).isEqualTo("operator"))
        .allSatisfy(revision -> assertThat(revision.at()).isEqualTo(SmallWorld.DAWN));
    assertThat(all.revisions().stream().map(RevisionView::digest).distinct()).hasSize(3);
  }

  @Test
  void aRobotThatIsGoneKeepsItsRevisionsAndTheyGoOnWhenItComesBack() {
    door.apply(SHOP);
    door.delete("/v1/robots/shop");
    assertThat(door.get("/v1/robots/shop").status()).isEqualTo(404);

    RevisionView down = list("").revisions().getFirst();
    assertThat(down.what()).isEqualTo("destroyed");
    assertThat(down.digest()).isEmpty();
    assertThat(down.changes()).isEqualTo(Map.of("retire", 2));
    assertThat(one("2").text()).isEmpty();

    door.apply(SHOP);
    List<RevisionView> all = list("").revisions();
    assertThat(all).extracting(RevisionView::generation).containsExactly(3L, 2L, 1L);
    assertThat(all.getFirst().changes()).isEqualTo(Map.of("create", 2));
    assertThat(all.getFirst().digest()).isPresent().isEqualTo(all.getLast().digest());
  }

  @Test
  void revisionsAreListedPageByPage() {
    for (int replicas = 1; replicas <= 5; replicas++) {
      door.apply(SHOP.replace("replicas: 2", "replicas: " + replicas));
    }
    Listing.Revisions first = list("?limit=2");
    assertThat(first.revisions()).extracting(RevisionView::generation).containsExactly(5L, 4L);
    assertThat(first.next()).contains(4L);
    Listing.Revisions second = list("?limit=2&before=4");
    assertThat(second.revisions()).extracting(RevisionView::generation).containsExactly(3L, 2L);
    Listing.Revisions last = list("?limit=2&before=" + second.next().orElseThrow());
    assertThat(last.revisions()).extracting(RevisionView::generation).containsExactly(1L);
    assertThat(last.revisions().getFirst().changes()).isEqualTo(Map.of("create", 2));
    assertThat(last.next()).isEmpty();
    assertThat(list("?before=1").revisions()).isEmpty();
    assertThat(list("?before=99").revisions()).hasSize(5);
  }

  @Test
  void aRevisionTellsItsWholeBlueprintInItsCanonicalForm() {
    door.apply(SHOP);
    RevisionDetail first = one("1");
    assertThat(first.against()).isEmpty();
    assertThat(first.steps())
        .extracting(step -> step.verb() + " " + step.service())
        .containsExactly("create store", "create web");
    String text = first.text().orElseThrow();
    assertThat(BlueprintReader.read("it", text, "/elsewhere"))
        .isInstanceOfSatisfying(
            Parsed.Valid.class,
            valid -> assertThat(BlueprintWriter.write(valid.blueprint())).isEqualTo(text));
    assertThat(door.plan(text).as(PlanView.class).empty()).as("it is what runs").isTrue();
  }

  @Test
  void theStepsLeadFromTheRevisionBeforeUnlessAnotherIsNamed() {
    door.apply(SHOP);
    door.apply(THREE);
    door.apply(LEAN);

    assertThat(one("2").against()).contains(1L);
    assertThat(one("2").steps().get(1).reasons()).containsExactly("replicas: 2 -> 3");
    assertThat(one("1?against=2").steps().get(1).reasons()).containsExactly("replicas: 3 -> 2");
    assertThat(one("3?against=1").steps())
        .extracting(PlanView.StepView::verb)
        .containsExactly("replace", "retire");
    assertThat(one("3?against=0").steps())
        .extracting(PlanView.StepView::verb)
        .containsExactly("create");
    assertThat(one("3?against=3").steps())
        .extracting(PlanView.StepView::verb)
        .containsExactly("keep");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/robots/shop/revisions/4, UNKNOWN_REVISION, has no generation 4: it has 1 to 2",
    "/v1/robots/shop/revisions/0, UNKNOWN_REVISION, it has 1 to 2",
    "/v1/robots/shop/revisions/-1, UNKNOWN_REVISION, it has 1 to 2",
    "/v1/robots/shop/revisions/two, UNKNOWN_REVISION, generations count from 1",
    "/v1/robots/shop/revisions/1?against=9, UNKNOWN_REVISION, has no generation 9",
    "/v1/robots/shop/revisions/1?against=x, BAD_PARAMETER, must be a number",
    "/v1/robots/shop/revisions?before=0, BAD_PARAMETER, count from 1",
    "/v1/robots/shop/revisions?limit=0, BAD_PARAMETER, must be 1 to 1000",
    "/v1/robots/shop/revisions?limit=1001, BAD_PARAMETER, must be 1 to 1000",
    "/v1/robots/shop/revisions?befor=2, BAD_PARAMETER, did you mean 'before'?",
    "/v1/robots/shpo/revisions, UNKNOWN_ROBOT, did you mean 'shop'?",
    "/v1/robots/shpo/revisions/1, UNKNOWN_ROBOT, did you mean 'shop'?"
  })
  void whatIsNotThereIsRefusedInAWordThatHelps(String path, Kind kind, String word) {
    door.apply(SHOP);
    door.apply(THREE);
    Door.Answer refused = door.get(path);
    assertThat(refused.status()).isEqualTo(kind.status());
    assertThat(refused.problem().is(kind)).as(refused.body()).isTrue();
    assertThat(refused.problem().detail()).contains(word);
  }

  @Test
  void whatTheJournalHasForgottenIsNotMadeUp() {
    door.apply(SHOP);
    door.apply(THREE);
    door.apply(LEAN);
    grid.forget("shop", 1);

    Listing.Revisions kept = list("");
    assertThat(kept.revisions()).extracting(RevisionView::generation).containsExactly(3L, 2L);
    assertThat(kept.revisions().getLast().changes()).as("nobody knows").isEmpty();
    assertThat(one("2").against()).isEmpty();
    assertThat(one("2").text()).isPresent();
    for (String path : List.of("1", "2?against=1")) {
      Door.Answer refused = door.get("/v1/robots/shop/revisions/" + path);
      assertThat(refused.problem().is(Kind.UNKNOWN_REVISION)).as(refused.body()).isTrue();
      assertThat(refused.problem().detail()).contains("does not tell generation 1");
    }
  }

  @Test
  void whoGoesBackIsOnRecordWithWhereTo() {
    door.apply(SHOP);
    door.apply(THREE);
    Door.Answer back = goBack(one("1").text().orElseThrow(), 1);

    assertThat(back.status()).isEqualTo(202);
    assertThat(back.as(Wish.Applied.class).generation()).as("history goes on").isEqualTo(3);
    List<RevisionView> all = list("").revisions();
    assertThat(all.getFirst().by()).isEqualTo("operator, back to generation 1");
    assertThat(all.getFirst().digest()).isEqualTo(all.getLast().digest());
    assertThat(door.get("/v1/robots/shop").as(RobotView.class).services().get(1).replicas())
        .isEqualTo(2);
  }

  @Test
  void nobodyGoesBackToWhatWasNeverSaid() {
    door.apply(SHOP);
    door.apply(THREE);
    Door.Answer lie = goBack(LEAN, 1);
    assertThat(lie.status()).isEqualTo(400);
    assertThat(lie.problem().detail()).contains("not what generation 1 said");
    assertThat(goBack(SHOP, 7).problem().is(Kind.UNKNOWN_REVISION)).isTrue();
    assertThat(list("").revisions()).hasSize(2);
  }

  /** The listing is for looking at; only who asks for the whole of one revision gets it. */
  @Test
  void theListAndTheStepsNeverContainASecret() {
    String secret = SHOP.replace("args: [1000]", "env: {DB_PASSWORD: hunter2}");
    door.apply(secret);
    door.apply(secret.replace("hunter2", "hunter3"));
    assertThat(door.get("/v1/robots/shop/revisions").body()).doesNotContain("hunter");
    assertThat(one("2").steps().toString()).contains("DB_PASSWORD").doesNotContain("hunter");
    assertThat(one("2").text()).hasValueSatisfying(text -> assertThat(text).contains("hunter3"));
  }

  private Door.Answer goBack(String text, long generation) {
    Map<String, Object> wish = Door.blueprint(text);
    wish.put("plan", door.plan(text).as(PlanView.class).hash());
    wish.put("backTo", Optional.of(generation));
    return door.post("/v1/apply", wish);
  }
}
