package rhizome.runtime.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Questions and answers between members, and the settings. */
class ExplorerWireTest {

  private static final Config OWN = ConfigFactory.parseResources("rhizome/explorer.conf").resolve();

  @Test
  void everyQuestionAndEveryAnswerArrivesAsItWasSaid() throws NotSerializableException {
    ActorTestKit kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(ConfigFactory.parseResources("rhizome/akka.conf"))
                .withFallback(ConfigFactory.parseResources("rhizome/serialization.conf"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve());
    try {
      var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
      TestProbe<Answered> asker = kit.createTestProbe();
      List<Object> messages = new ArrayList<>(more(asker.getRef()));
      messages.addAll(
          List.of(
              new Inquiry(new Question.Tip(), asker.getRef()),
              new Inquiry(new Question.Block("7", "20"), asker.getRef()),
              new Inquiry(new Question.Blocks(-1, 3), asker.getRef()),
              new Inquiry(new Question.Transaction("ab"), asker.getRef()),
              new Inquiry(new Question.Holder("01", "coins-"), asker.getRef()),
              new Inquiry(new Question.Validators(""), asker.getRef()),
              new Answered.Found("{\"text\": \"Grüße ✓\"}"),
              new Answered.Unknown("no"),
              new Answered.Bad("what?"),
              new Answered.Refused("NOT_VALID", "FEE_TOO_LOW"),
              new Answered.NotYet("later")));
      for (Object message : messages) {
        byte[] bytes = serialization.serialize(message).get();
        var serializer = serialization.findSerializerFor(message);
        assertThat(
                serialization
                    .deserialize(
                        bytes,
                        serializer.identifier(),
                        Serializers.manifestFor(serializer, message))
                    .get())
            .isEqualTo(message);
      }
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static List<Inquiry> more(ActorRef<Answered> asker) {
    return List.of(
        new Inquiry(new Question.Supply(), asker),
        new Inquiry(new Question.Submit("00ff"), asker),
        new Inquiry(new Question.Link("last"), asker),
        new Inquiry(new Question.Proof("coins", "ab"), asker),
        new Inquiry(new SeedQuestion.Facts(), asker),
        new Inquiry(new SeedQuestion.At("7"), asker),
        new Inquiry(new SeedQuestion.Hashed("ab", "7"), asker),
        new Inquiry(new SeedQuestion.Newest("75"), asker),
        new Inquiry(new SeedQuestion.Between("1", "2"), asker),
        new Inquiry(new SeedQuestion.Constants(), asker),
        new Inquiry(new SeedQuestion.Consensus(), asker),
        new Inquiry(new SeedQuestion.Final("16384"), asker),
        new Inquiry(new SeedQuestion.UnspentCoin("ab"), asker),
        new Inquiry(new SeedQuestion.UnspentStake("ab"), asker),
        new Inquiry(new SeedQuestion.Pool(""), asker));
  }

  @Test
  void theSettingsAreReadAndWhatCannotBeIsRefused() {
    assertThat(ExplorerSettings.from(OWN).pageMax()).isEqualTo(200);
    for (String wrong :
        List.of("lines-max = 0", "page-max = 1001", "patience = 0s", "reads-max = 0")) {
      Config config = ConfigFactory.parseString("rhizome.explorer." + wrong).withFallback(OWN);
      assertThatThrownBy(() -> ExplorerSettings.from(config))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rhizome.explorer");
    }
  }
}
