package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.gateway.edge.Claims.Claim;
import rhizome.house.Property;
import rhizome.kernel.NodeId;

class ClaimsTest {

  private static final NodeId NODE = new NodeId("n1");

  private final Claims claims = new Claims(2);

  @Test
  void aBootIsAsOldAsItsFirstWelcome() {
    assertThat(claims.arrive(NODE, "a", 0, 100)).contains(new Claim("a", 100));
    assertThat(claims.arrive(NODE, "a", 100, 900)).contains(new Claim("a", 100));
    assertThat(claims.arrive(NODE, "a", 0, 900))
        .as("a Welcome that got lost was one")
        .contains(new Claim("a", 100));
  }

  @Test
  void aNewBootIsYoungerThanAllThatWereWelcomedWhateverTheClockSays() {
    claims.arrive(NODE, "a", 0, 100);
    assertThat(claims.arrive(NODE, "b", 0, 40)).contains(new Claim("b", 101));
  }

  @Test
  void anOlderBootFindsItselfSuperseded() {
    claims.arrive(NODE, "a", 0, 100);
    claims.arrive(NODE, "b", 0, 200);
    assertThat(claims.arrive(NODE, "a", 100, 300)).isEmpty();
    assertThat(claims.arrive(NODE, "b", 200, 300)).contains(new Claim("b", 200));
  }

  @Test
  void nobodyIsYoungerThanNow() {
    assertThat(claims.arrive(NODE, "a", Long.MAX_VALUE, 100)).contains(new Claim("a", 100));
    assertThat(claims.arrive(NODE, "b", 0, 100)).contains(new Claim("b", 101));
  }

  @Test
  void whatOtherDoorsTookCounts() {
    assertThat(claims.hear(NODE, new Claim("a", 100))).isTrue();
    assertThat(claims.hear(NODE, new Claim("b", 50))).isFalse();
    assertThat(claims.arrive(NODE, "b", 50, 300)).isEmpty();
    assertThat(claims.hear(NODE, new Claim("c", 100))).as("a tie has a winner").isTrue();
    assertThat(claims.hear(NODE, new Claim("a", 100))).isFalse();
  }

  @Test
  void whoWasNotLookedAtForLongestIsForgotten() {
    claims.arrive(NODE, "young", 0, 200);
    claims.arrive(new NodeId("n2"), "x", 0, 200);
    claims.arrive(NODE, "young", 200, 300);
    claims.arrive(new NodeId("n3"), "x", 0, 200);
    assertThat(claims.arrive(NODE, "old", 100, 300)).as("n2 went, n1 stays").isEmpty();
  }

  @Test
  void allDoorsComeToTheSameYoungestInWhateverOrderTheyHear() {
    Property.forAll(
        chance -> {
          Claims one = new Claims(10);
          Claims other = new Claims(10);
          int count = 5;
          Claim[] said = new Claim[count];
          for (int i = 0; i < count; i++) {
            said[i] = new Claim("boot" + i, chance.nextLong(3));
          }
          for (int i = 0; i < count; i++) {
            one.hear(NODE, said[i]);
            other.hear(NODE, said[count - 1 - i]);
          }
          for (Claim claim : said) {
            assertThat(one.hear(NODE, claim)).isEqualTo(other.hear(NODE, claim));
          }
        });
  }
}
