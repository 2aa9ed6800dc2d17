package rhizome.runtime.tls;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class says to the log, from warnings on. */
final class Sayings implements AutoCloseable {

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger logger;

  Sayings(Class<?> speaker) {
    this(speaker.getName());
  }

  Sayings(String speaker) {
    logger = (Logger) LoggerFactory.getLogger(speaker);
    said.list = new CopyOnWriteArrayList<>();
    said.start();
    logger.addAppender(said);
  }

  List<String> all() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(said);
  }
}
