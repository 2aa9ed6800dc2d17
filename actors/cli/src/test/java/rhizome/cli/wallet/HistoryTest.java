package rhizome.cli.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhizome.cli.json.Json;
import rhizome.cli.json.JsonText;
import rhizome.cli.ledger.Sheets;

class HistoryTest {

  private static Json line(String text) throws IOException {
    return JsonText.parse(text);
  }

  @Test
  void whatOneEntryDidToSeveralAddressesIsOneLineAndTheNewestIsFirst() throws IOException {
    Json old =
        line(
            """
            {"height": 3, "time": 0, "place": 0, "transaction": "aa", "coinsIn": "0",
             "coinsOut": "5000000000", "stakeIn": "0", "stakeOut": "0", "whole": true}
            """);
    Json change =
        line(
            """
            {"height": 3, "time": 0, "place": 0, "transaction": "aa", "coinsIn": "4000000000",
             "coinsOut": "0", "stakeIn": "2", "stakeOut": "0", "whole": true}
            """);
    Json payout =
        line(
            """
            {"height": 3, "time": 0, "place": 2147483647, "kind": "payout", "coinsIn": "1",
             "coinsOut": "0", "stakeIn": "0", "stakeOut": "0", "whole": false}
            """);
    List<Json> merged = ShowHistory.merged(List.of(old, payout, change));
    assertThat(merged).hasSize(2);
    assertThat(Sheets.history(merged, false))
        .containsExactly(
            "HEIGHT  TIME                         COINS  STAKE  TRANSACTION",
            "     3  1970-01-01 00:00:00  +0.000000001?         payout",
            "     3  1970-01-01 00:00:00             -1     +2  aa");
  }
}
