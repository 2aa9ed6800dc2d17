package rhizome.runtime.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/** Answers as the plugins of Akka give them: a failure is the cause itself, at once or later. */
final class Answers {

  private Answers() {}

  static <T extends @Nullable Object> Future<T> of(Supplier<? extends CompletionStage<T>> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      CompletionStage<T> result = work.get();
      CompletionStage<T> _ =
          result.whenComplete(
              (value, failure) -> {
                if (failure == null) {
                  answer.complete(value);
                } else {
                  answer.completeExceptionally(cause(failure));
                }
              });
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
    return FutureConverters.asScala(answer);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
