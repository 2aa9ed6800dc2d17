package rhizome.runtime.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import rhizome.grid.notice.Letter;

/** Sends letters by mail, one mail to all addresses of a mailbox. */
record MailCarrier(Receiver.Mailbox receiver, NotifySettings settings) implements Carrier {

  @Override
  public Outcome carry(Letter letter, String id) throws InterruptedException {
    try {
      Session session = Session.getInstance(properties());
      Message mail = mail(session, letter, id);
      try (Transport transport = session.getTransport("smtp")) {
        if (receiver.login().isPresent()) {
          Receiver.Login login = receiver.login().get();
          String password = SecretFile.read(login.password()).getFirst();
          transport.connect(login.user(), password);
        } else {
          transport.connect();
        }
        transport.sendMessage(mail, mail.getAllRecipients());
      }
      return new Outcome.Arrived();
    } catch (SendFailedException e) {
      return refused(e);
    } catch (AuthenticationFailedException e) {
      return Outcome.failed("the mail server does not accept user and password");
    } catch (MessagingException | IOException | GeneralSecurityException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return Outcome.failed(reason(e));
    }
  }

  /** A cause often says it better: it has the words of the socket. */
  private static String reason(Exception e) {
    Throwable last = e.getCause() == null ? e : e.getCause();
    return Optional.ofNullable(last.getMessage()).orElse(last.getClass().getSimpleName());
  }

  private Properties properties() throws IOException, GeneralSecurityException {
    String millis = Long.toString(settings.timeout().toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", receiver.host());
    properties.put("mail.smtp.port", Integer.toString(receiver.port()));
    properties.put("mail.smtp.localhost", domain());
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", Boolean.toString(receiver.login().isPresent()));
    properties.put("mail.smtp.sendpartial", "true");
    if (receiver.encryption() != Receiver.Encryption.OFF) {
      boolean first = receiver.encryption() == Receiver.Encryption.TLS;
      properties.put("mail.smtp.ssl.enable", Boolean.toString(first));
      properties.put("mail.smtp.starttls.enable", Boolean.toString(!first));
      properties.put("mail.smtp.starttls.required", Boolean.toString(!first));
      properties.put("mail.smtp.ssl.checkserveridentity", "true");
      properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
      properties.put("mail.smtp.ssl.socketFactory", Trust.of(receiver.trust()).getSocketFactory());
    }
    return properties;
  }

  /** Of whom the mail is from; to look up one's own name may take long. */
  private String domain() {
    return receiver.from().substring(receiver.from().lastIndexOf('@') + 1);
  }

  private Message mail(Session session, Letter letter, String id) throws MessagingException {
    LetterText text = new LetterText(letter, id, settings.grid());
    String messageId = "<%s.%s@%s>".formatted(id, receiver.name(), domain());
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
          }
        };
    mail.setFrom(new InternetAddress(receiver.from()));
    for (String to : receiver.to()) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to));
    }
    mail.setSubject(text.subject(), "UTF-8");
    mail.setSentDate(Date.from(letter.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setText(text.plain(), "UTF-8");
    mail.saveChanges();
    return mail;
  }

  /** What is refused for good to some has reached the others: they shall not get it again. */
  private static Outcome refused(SendFailedException e) {
    int sent = e.getValidSentAddresses() == null ? 0 : e.getValidSentAddresses().length;
    String reason = "the mail server refused it: " + words(e);
    return sent > 0 || code(e) >= 500 ? Outcome.never(reason) : Outcome.failed(reason);
  }

  /** The server's own are at the end of the chain. */
  private static String words(MessagingException e) {
    Exception last = e;
    while (last instanceof MessagingException link && link.getNextException() != null) {
      last = link.getNextException();
    }
    return Optional.ofNullable(last.getMessage()).map(String::strip).orElse("");
  }

  private static int code(Exception e) {
    return switch (e) {
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSendFailedException send
          when send.getNextException() instanceof SMTPAddressFailedException address ->
          address.getReturnCode();
      case SMTPSendFailedException send -> send.getReturnCode();
      case MessagingException other when other.getNextException() != null ->
          code(other.getNextException());
      default -> 0;
    };
  }
}
