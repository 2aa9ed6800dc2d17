package rhizome.runtime.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@OnCassandra
class SchemaTest {

  @Test
  void aSessionThatOpensTooLateIsClosed() throws Exception {
    Contact contact = OneCassandra.contact();
    CompletionStage<CqlSession> opening = contact.connect(Duration.ofSeconds(20));
    assertThatThrownBy(() -> Schema.opened(contact, opening, Duration.ZERO))
        .isInstanceOf(Schema.Missing.class)
        .hasMessageContaining("does not answer");
    CqlSession late = opening.toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertThat(late.closeFuture().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(20));
  }
}
