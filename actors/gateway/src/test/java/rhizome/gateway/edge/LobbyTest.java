package rhizome.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.gateway.edge.Lobby.Entrance;
import rhizome.house.Property;

class LobbyTest {

  private static Entrance from(String address, long number) {
    return new Entrance(number, address, () -> {});
  }

  @Test
  void whoFloodsFloodsOutHimself() {
    Lobby lobby = new Lobby(3);
    assertThat(lobby.enter(from("honest", 1))).isEmpty();
    assertThat(lobby.enter(from("flood", 2))).isEmpty();
    assertThat(lobby.enter(from("flood", 3))).isEmpty();
    for (long number = 4; number < 100; number++) {
      assertThat(lobby.enter(from("flood", number)))
          .get()
          .extracting(Entrance::number)
          .as("the oldest of the flood")
          .isEqualTo(number - 2);
    }
    assertThat(lobby.leave(1)).isPresent();
    assertThat(lobby.size()).isEqualTo(2);
  }

  @Test
  void aNewcomerAlwaysFindsRoom() {
    Lobby lobby = new Lobby(2);
    lobby.enter(from("a", 1));
    lobby.enter(from("b", 2));
    assertThat(lobby.enter(from("c", 3))).get().extracting(Entrance::number).isEqualTo(1L);
    assertThat(lobby.leave(3)).isPresent();
  }

  @Test
  void whoLeftIsNotCounted() {
    Lobby lobby = new Lobby(2);
    lobby.enter(from("a", 1));
    assertThat(lobby.leave(1)).isPresent();
    assertThat(lobby.leave(1)).isEmpty();
    lobby.enter(from("a", 2));
    lobby.enter(from("b", 3));
    assertThat(lobby.size()).isEqualTo(2);
  }

  @Test
  void neverMoreThanTheLimitWait() {
    Property.forAll(
        chance -> {
          Lobby lobby = new Lobby(5);
          for (int i = 0; i < 100; i++) {
            if (chance.nextInt(3) == 0) {
              lobby.leave(chance.nextInt(i + 1));
            } else {
              lobby.enter(from("address" + chance.nextInt(4), i));
            }
            assertThat(lobby.size()).isLessThanOrEqualTo(5);
          }
        });
  }
}
