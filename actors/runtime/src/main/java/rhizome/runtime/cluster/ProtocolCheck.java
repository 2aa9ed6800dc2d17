package rhizome.runtime.cluster;

import akka.cluster.ConfigValidation;
import akka.cluster.JoinConfigCompatChecker;
import com.typesafe.config.Config;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets only members in that speak this build's protocol. Named by {@code
 * akka.cluster.configuration-compatibility-check.checkers}; Akka makes it by reflection.
 */
public final class ProtocolCheck extends JoinConfigCompatChecker {

  static final String KEY = "rhizome.cluster.protocol";

  @Override
  public Seq<String> requiredKeys() {
    return CollectionConverters.asScala(List.of(KEY)).toSeq();
  }

  @Override
  public ConfigValidation check(Config toCheck, Config actual) {
    return JoinConfigCompatChecker.fullMatch(requiredKeys(), toCheck, actual);
  }
}
