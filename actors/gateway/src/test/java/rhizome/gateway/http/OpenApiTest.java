package rhizome.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhizome.blueprints.model.Resources;
import rhizome.blueprints.plan.Counts;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.timeline.Entry;
import rhizome.gateway.view.ActionView;
import rhizome.gateway.view.DoctorView;
import rhizome.gateway.view.EndpointsView;
import rhizome.gateway.view.EventView;
import rhizome.gateway.view.GovernorView;
import rhizome.gateway.view.JobsView;
import rhizome.gateway.view.Listing;
import rhizome.gateway.view.NodeView;
import rhizome.gateway.view.NoticesView;
import rhizome.gateway.view.PlanView;
import rhizome.gateway.view.RevisionView;
import rhizome.gateway.view.RobotView;
import rhizome.gateway.view.RunView;
import rhizome.gateway.view.StatusView;
import rhizome.gateway.view.TimelineView;
import rhizome.gateway.view.Wish;
import rhizome.gateway.view.WorkloadView;
import rhizome.grid.endpoint.Table;
import rhizome.grid.workload.Status;

class OpenApiTest {

  private static final JsonNode DOCUMENT = new ObjectMapper().valueToTree(OpenApi.document());

  /** Every record that crosses the door, with the schema that describes it. */
  private static final List<Class<? extends Record>> SHAPES =
      List.of(
          Counts.class,
          Resources.class,
          ActionView.class,
          ActionView.Actions.class,
          ActionView.Begun.class,
          Entry.class,
          Entry.Link.class,
          DoctorView.class,
          DoctorView.AgentCertificateView.class,
          DoctorView.CertificateView.class,
          DoctorView.JournalView.class,
          DoctorView.MemberView.class,
          DoctorView.VitalsView.class,
          JobsView.class,
          JobsView.JobView.class,
          JobsView.JobRunView.class,
          EndpointsView.class,
          EndpointsView.PortEndpoints.class,
          EndpointsView.ServiceEndpoints.class,
          EventView.class,
          GovernorView.class,
          Listing.Governors.class,
          Listing.Nodes.class,
          Listing.Revisions.class,
          Listing.Robots.class,
          Listing.Workloads.class,
          NodeView.class,
          NodeView.Drain.class,
          NoticesView.class,
          NoticesView.DeadView.class,
          NoticesView.NoticeView.class,
          NoticesView.ReceiverView.class,
          PlanView.class,
          PlanView.CapacityView.class,
          PlanView.ShortageView.class,
          PlanView.PreemptedView.class,
          PlanView.DueView.class,
          PlanView.StepView.class,
          PlanView.WarningView.class,
          RevisionView.class,
          RevisionView.RevisionDetail.class,
          RobotView.class,
          RobotView.RevertView.class,
          RobotView.ServiceView.class,
          RunView.class,
          RunView.AttemptView.class,
          RunView.LegView.class,
          StatusView.class,
          Table.Row.class,
          StatusView.Closed.class,
          StatusView.Parked.class,
          StatusView.Unready.class,
          StatusView.Scaled.class,
          StatusView.Zone.class,
          TimelineView.class,
          Wish.Accepted.class,
          Wish.Applied.class,
          Wish.Posted.class,
          Wish.TemplateText.class,
          Wish.ToApply.class,
          Wish.ToDrain.class,
          Wish.ToScale.class,
          Wish.ToPlan.class,
          Wish.ToRun.class,
          Wish.ToShutDown.class,
          Wish.ToSubmit.class,
          WorkloadView.class);

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static List<String> texts(JsonNode array) {
    return stream(array).map(JsonNode::asText).toList();
  }

  private static Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    DOCUMENT
        .at("/paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        entry -> {
                          if (!entry.getKey().equals("parameters")) {
                            String method = entry.getKey().toUpperCase(Locale.ROOT);
                            operations.put(method + " " + path.getKey(), entry.getValue());
                          }
                        }));
    return operations;
  }

  @Test
  void theDocumentIsOpenApi31AndAsksForTheToken() {
    assertThat(DOCUMENT.at("/openapi").asText()).isEqualTo("3.1.0");
    assertThat(DOCUMENT.at("/components/securitySchemes/operator/scheme").asText())
        .isEqualTo("bearer");
    assertThat(DOCUMENT.at("/security/0").has("operator")).isTrue();
  }

  @Test
  void everyRouteIsDocumentedAndNothingElse() {
    List<String> routes =
        Arrays.stream(Operation.values()).map(o -> o.method() + " " + o.path().text()).toList();

    assertThat(operations().keySet()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyOperationHasTheNameAndTheParametersOfItsRoute() {
    for (Operation operation : Operation.values()) {
      JsonNode documented =
          operations().getOrDefault(operation.method() + " " + operation.path().text(), DOCUMENT);
      assertThat(documented.at("/operationId").asText())
          .isEqualTo(operation.name().toLowerCase(Locale.ROOT));
      assertThat(stream(documented.at("/parameters")).map(p -> p.at("/name").asText()).toList())
          .isEqualTo(operation.parameters());
      assertThat(documented.at("/responses").has("default")).isTrue();
    }
  }

  @Test
  void everyPlaceholderOfAPathIsDescribed() {
    DOCUMENT
        .at("/paths")
        .properties()
        .forEach(
            path -> {
              List<String> described =
                  stream(path.getValue().at("/parameters"))
                      .map(parameter -> resolve(parameter.at("/$ref").asText()))
                      .map(parameter -> "{" + parameter.at("/name").asText() + "}")
                      .toList();
              assertThat(Arrays.stream(path.getKey().split("/")).filter(s -> s.startsWith("{")))
                  .containsExactlyElementsOf(described);
            });
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    List<String> references = new ArrayList<>();
    collect(DOCUMENT, references);

    assertThat(references).hasSizeGreaterThan(50);
    references.forEach(reference -> assertThat(resolve(reference).isMissingNode()).isFalse());
  }

  private static void collect(JsonNode node, List<String> references) {
    Optional.ofNullable(node.get("$ref")).map(JsonNode::asText).ifPresent(references::add);
    node.forEach(child -> collect(child, references));
  }

  private static JsonNode resolve(String reference) {
    return DOCUMENT.at(reference.substring(1));
  }

  static List<Class<? extends Record>> shapes() {
    return SHAPES;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyRecordThatCrossesTheDoorIsDescribedMemberByMember(Class<? extends Record> type) {
    JsonNode schema = DOCUMENT.at("/components/schemas/" + type.getSimpleName());
    List<String> members = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      members.add(component.getName());
      if (component.getType() != Optional.class) {
        required.add(component.getName());
      }
    }
    List<String> described = new ArrayList<>();
    schema.at("/properties").fieldNames().forEachRemaining(described::add);
    assertThat(described).isEqualTo(members);
    assertThat(texts(schema.at("/required"))).containsExactlyInAnyOrderElementsOf(required);
  }

  @Test
  void noSchemaIsLeftOver() {
    TreeSet<String> described = new TreeSet<>();
    DOCUMENT.at("/components/schemas").fieldNames().forEachRemaining(described::add);
    SHAPES.forEach(type -> described.remove(type.getSimpleName()));

    assertThat(described).containsExactly("BlueprintProblem", "ByStatus", "Name", "Problem");
  }

  @Test
  void problemsOfBlueprintsAreDescribedMemberByMember() {
    Map<String, Boolean> members = new LinkedHashMap<>();
    DOCUMENT
        .at("/components/schemas/BlueprintProblem/properties")
        .fieldNames()
        .forEachRemaining(name -> members.put(name, true));
    List<String> components =
        Arrays.stream(rhizome.blueprints.tree.Problem.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();
    assertThat(members.keySet()).containsExactlyElementsOf(components);
  }

  @Test
  void everyKindOfProblemAndEveryStatusIsListed() {
    assertThat(texts(DOCUMENT.at("/components/schemas/Problem/properties/type/enum")))
        .containsExactlyElementsOf(Arrays.stream(Kind.values()).map(Kind::type).toList());
    assertThat(texts(DOCUMENT.at("/components/schemas/WorkloadView/properties/status/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(Status.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList());
  }
}
