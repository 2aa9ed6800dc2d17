package rhizome.runtime.validator;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.ActorPath;
import akka.actor.typed.ActorRef;
import akka.remote.artery.ArterySettings;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where validators are spawned is where the settings say that large messages go. */
class LargeStreamTest {

  @ParameterizedTest
  @ValueSource(strings = {"rhizome/embedded.conf", "rhizome/cluster-profile.conf"})
  void blocksTravelByTheStreamForLargeMessages(String profile) {
    Config config =
        ConfigFactory.parseResources(profile)
            .withFallback(ConfigFactory.defaultReference())
            .resolve();
    ArterySettings artery = ArterySettings.apply(config.getConfig("akka.remote.artery"));
    try (Fleet fleet = new Fleet("", 1)) {
      JournalBlocks blocks = fleet.disk.blocks(fleet.hamlet.id(0));
      ActorRef<Request> validator =
          ValidatorShell.begin(fleet.kit.system(), fleet.hamlet.parts(0, fleet.settings, blocks));
      assertThat(isLarge(artery, validator.path())).as("%s", validator.path()).isTrue();
      assertThat(isLarge(artery, fleet.kit.createTestProbe().getRef().path())).isFalse();
    }
  }

  /** As Artery chooses the stream of a message. */
  private static boolean isLarge(ArterySettings artery, ActorPath path) {
    return artery.LargeMessageDestinations().find(path.elements()).isDefined();
  }
}
