package rhizome.runtime.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent to webhooks, in the form of Standard Webhooks 1.0: HMAC-SHA256 over {@code
 * id.timestamp.body}. While a key is exchanged there are two of them, and a signature of each.
 */
final class Signature {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_MIN = 24;

  private Signature() {}

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param secrets as {@code whsec_} and the key in Base64
   * @throws IllegalArgumentException if a secret is none; does not repeat it
   */
  static String of(List<String> secrets, String id, long seconds, byte[] body) {
    return secrets.stream()
        .map(
            secret ->
                "v1," + Base64.getEncoder().encodeToString(mac(key(secret), id, seconds, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] key(String secret) {
    try {
      byte[] key =
          Base64.getDecoder()
              .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
      if (key.length >= KEY_MIN) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      // Its message would tell a part of it.
    }
    throw new IllegalArgumentException(
        "a line of the secret-file is no key: it must be whsec_ and %d bytes or more in Base64, as"
                .formatted(KEY_MIN)
            + " of \"echo whsec_$(head -c 32 /dev/urandom | base64)\"");
  }

  private static byte[] mac(byte[] key, String id, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update("%s.%d.".formatted(id, seconds).getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
