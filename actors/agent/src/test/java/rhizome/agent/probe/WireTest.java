package rhizome.agent.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK, ''",
    "HTTP/1.0 204, ''",
    "HTTP/1.1 302 Found, ''",
    "HTTP/1.1 399 Odd, ''",
    "HTTP/1.1 404 Not Found, GET /x answered 404",
    "HTTP/1.1 503 Busy, GET /x answered 503",
    "SSH-2.0-OpenSSH, GET /x was not answered in HTTP: SSH-2.0-OpenSSH",
  })
  void aStatusFrom200To399IsAYes(String line, String complaint) throws Exception {
    int port = server("127.0.0.1", socket -> write(socket, line + "\r\n\r\n"));
    assertThat(Wire.http(port, "/x", LONG).orElse("")).isEqualTo(complaint);
  }

  @Test
  void theIpv6LoopbackCountsToo() throws Exception {
    int port = server("::1", socket -> write(socket, "HTTP/1.1 200 OK\r\n\r\n"));
    assertThat(Wire.tcp(port, LONG)).isEmpty();
    assertThat(Wire.http(port, "/", LONG)).isEmpty();
  }

  @Test
  void nobodyThereIsANo() throws Exception {
    try (Socket mute = new Socket()) { // bound, but listening to nobody
      mute.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      int port = mute.getLocalPort();
      assertThat(Wire.tcp(port, LONG)).contains("port " + port + ": connection refused");
      assertThat(Wire.http(port, "/", LONG)).isPresent();
    }
  }

  @Test
  void theDeadlineIsForTheWholeOfIt() throws Exception {
    int dribbling =
        server(
            "127.0.0.1",
            socket -> {
              for (int i = 0; i < 1000; i++) {
                write(socket, "H");
                TimeUnit.MILLISECONDS.sleep(50);
              }
            });
    int silent = server("127.0.0.1", _ -> TimeUnit.SECONDS.sleep(20));
    for (int port : List.of(dribbling, silent)) {
      long start = System.nanoTime();
      assertThat(Wire.http(port, "/", SHORT))
          .contains("no answer to GET / on port " + port + " within 200 ms");
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
  }

  @Test
  void anInterruptEndsAQuestionAtOnce() throws Exception {
    int silent = server("127.0.0.1", _ -> TimeUnit.SECONDS.sleep(20));
    CountDownLatch ended = new CountDownLatch(1);
    Thread asking =
        Thread.ofVirtual()
            .start(
                () -> {
                  Optional<String> complaint = Wire.http(silent, "/", Duration.ofMinutes(1));
                  if (complaint.isPresent()) {
                    ended.countDown();
                  }
                });
    asking.interrupt();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anAnswerInPiecesIsOneAnswerAndWhatFollowsItIsNotWaitedFor() throws Exception {
    int port =
        server(
            "127.0.0.1",
            socket -> {
              for (String piece : List.of("HT", "TP/1.1 ", "20", "0 O", "K\r", "\n")) {
                write(socket, piece);
              }
              TimeUnit.MINUTES.sleep(1); // neither headers nor a body ever come
            });
    assertThat(Wire.http(port, "/", LONG)).isEmpty();
  }

  @Test
  void anEndlessAnswerIsReadOnlySoFar() throws Exception {
    int flood = server("127.0.0.1", socket -> flood(socket, "x"));
    assertThat(Wire.http(flood, "/", LONG))
        .contains("GET / was not answered in HTTP: " + "x".repeat(1024));
    int well =
        server(
            "127.0.0.1",
            socket -> {
              write(socket, "HTTP/1.1 200 OK\r\n");
              flood(socket, "Header: x\r\n");
            });
    assertThat(Wire.http(well, "/", LONG)).as("the first line is enough").isEmpty();
  }

  @Test
  void aRedirectIsAYesAndNobodyFollowsIt() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    int port =
        server(
            "127.0.0.1",
            socket -> {
              asked.incrementAndGet();
              write(socket, "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n");
            });
    assertThat(Wire.http(port, "/", LONG)).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "' '",
    "HTTP/1.1",
    "HTTP/1.1 20",
    "HTTP/1.1 2000 OK",
    "HTTP/1.1 -20 OK",
    "HTTP/2 200",
    "http/1.1 200 OK",
    "xHTTP/1.1 200 OK",
  })
  void whatOnlyLooksLikeHttpIsANo(String line) throws Exception {
    int port = server("127.0.0.1", socket -> write(socket, line + "\r\n"));
    assertThat(Wire.http(port, "/x", LONG))
        .hasValueSatisfying(
            complaint -> assertThat(complaint).startsWith("GET /x was not answered in HTTP"));
  }

  @Test
  void whoHangsUpWithoutAWordIsUnwellButTakesConnections() throws Exception {
    int port = server("127.0.0.1", Socket::close);
    assertThat(Wire.tcp(port, LONG)).isEmpty();
    assertThat(Wire.http(port, "/", LONG)).isPresent();
  }

  @Test
  void theRequestIsOneThatAnyServerUnderstands() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    int port =
        server(
            "127.0.0.1",
            socket -> {
              BufferedReader in =
                  new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
              for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                heard.add(line);
              }
              heard.add("end");
              write(socket, "HTTP/1.1 200 OK\r\n\r\n");
            });
    assertThat(Wire.http(port, "/health?deep=1", LONG)).isEmpty();
    assertThat(heard)
        .containsExactly(
            "GET /health?deep=1 HTTP/1.1",
            "Host: localhost:" + port,
            "User-Agent: rhizome",
            "Connection: close",
            "end");
  }

  @Test
  void manyHangingQuestionsHoldUpNoAnsweringOne() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    int silent = server("127.0.0.1", _ -> end.await());
    int well = server("127.0.0.1", socket -> write(socket, "HTTP/1.1 200 OK\r\n\r\n"));
    List<Thread> hanging = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      hanging.add(Thread.ofVirtual().start(() -> Wire.http(silent, "/", LONG)));
    }
    assertThat(Wire.http(well, "/", LONG)).isEmpty();
    hanging.forEach(Thread::interrupt);
    for (Thread thread : hanging) {
      thread.join();
    }
    end.countDown();
  }

  private static void flood(Socket socket, String text) throws IOException {
    while (true) {
      write(socket, text.repeat(1000)); // until the other side has gone away
    }
  }

  @Test
  void aPathCannotSmuggleAnything() {
    assertThat(Wire.http(1, "/a\r\nX: y", LONG)).hasValueSatisfying(WireTest::isNoPath);
    assertThat(Wire.http(1, "a", LONG)).hasValueSatisfying(WireTest::isNoPath);
  }

  private static void isNoPath(String complaint) {
    assertThat(complaint).contains("is not the path of a URL");
  }

  private interface Serving {
    void serve(Socket socket) throws Exception;
  }

  private int server(String address, Serving serving) throws IOException {
    ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName(address));
    open.add(server);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!server.isClosed()) {
                try {
                  Socket socket = server.accept();
                  Thread.ofVirtual().start(() -> serve(socket, serving));
                } catch (IOException _) {
                  return;
                }
              }
            });
    return server.getLocalPort();
  }

  private static void serve(Socket socket, Serving serving) {
    try (socket) {
      serving.serve(socket);
      socket.getInputStream().skip(1);
    } catch (Exception _) {
      // the other side went away, which is its right
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }
}
