package rhizome.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rhizome.gateway.problem.Kind;
import rhizome.gateway.problem.Problem;
import rhizome.gateway.view.Wish;

class AnswersTest {

  private static String body(HttpResponse answer) {
    return ((HttpEntity.Strict) answer.entity()).getData().utf8String();
  }

  private static String type(HttpResponse answer) {
    return answer.entity().getContentType().toString();
  }

  @Test
  void aViewIsAnsweredAsJson() {
    HttpResponse ok = Answers.ok(new Wish.Accepted("done"));
    assertThat(ok.status().intValue()).isEqualTo(200);
    assertThat(type(ok)).isEqualTo("application/json");
    assertThat(body(ok)).isEqualTo("{\"what\":\"done\"}");
    assertThat(Answers.accepted(new Wish.Accepted("done")).status().intValue()).isEqualTo(202);
  }

  @Test
  void theLastAnswerClosesItsConnectionAndKeepsWhatIsToBeDoneThen() {
    AtomicInteger done = new AtomicInteger();
    HttpResponse last = Answers.last(new Wish.Accepted("bye"), done::incrementAndGet);
    assertThat(last.getHeader("Connection").orElseThrow().value()).isEqualTo("close");
    assertThat(done).as("not before the answer has left").hasValue(0);
    last.getAttribute(Answers.AFTERWARDS).orElseThrow().run();
    assertThat(done).hasValue(1);
    assertThat(Answers.accepted(new Wish.Accepted("bye")).getAttribute(Answers.AFTERWARDS))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindOfProblemIsAnsweredWithItsStatus(Kind kind) {
    HttpResponse answer = Answers.problem(Problem.of(kind, "because").at("/v1/it"));
    assertThat(answer.status().intValue()).isEqualTo(kind.status());
    assertThat(type(answer)).startsWith("application/problem+json");
    assertThat(body(answer))
        .contains("\"type\":\"" + kind.type() + "\"", "\"detail\":\"because\"", "/v1/it");
    assertThat(answer.getHeader("WWW-Authenticate").isPresent())
        .as("only who lacks a token is told what to send")
        .isEqualTo(kind == Kind.UNAUTHORIZED);
  }

  @Test
  void whoLacksATokenIsToldTheScheme() {
    HttpResponse answer = Answers.problem(Problem.of(Kind.UNAUTHORIZED, "no token"));
    assertThat(answer.getHeader("WWW-Authenticate").orElseThrow().value())
        .isEqualTo("Bearer realm=\"rhizome\"");
  }

  @Test
  void bytesAreUtf8() {
    assertThat(Answers.utf8("ü")).isEqualTo("ü".getBytes(UTF_8)).hasSize(2);
  }
}
