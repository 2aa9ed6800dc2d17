package rhizome.cli.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static rhizome.cli.chaos.history.Stories.apply;
import static rhizome.cli.chaos.history.Stories.at;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import rhizome.cli.chaos.checker.Checker;
import rhizome.cli.chaos.history.Answer;
import rhizome.cli.chaos.history.Entry;
import rhizome.cli.chaos.history.Stories;

class ReportTest {

  @TempDir private Path folder;

  private static Report report() {
    Stories story =
        new Stories()
            .wish(0, 1, apply(1), new Answer.Done(1))
            .wish(3, 4, apply(2), new Answer.Refused("<no> & \"no\""))
            .life("shop/ledger#0", "n1", 1, 2, 10)
            .fault(10, 30, false)
            .lasts("shop/ledger#0", "n2", 2, 12.5)
            .life("shop/ledger#0", "n1", 1, 40, 41)
            .entry(new Entry.Remark(at(0), "no clocks here: no compiler"))
            .robot("active", 1, 1);
    return new Report("story", story.told(), Checker.within(Duration.ofSeconds(20)));
  }

  @Test
  void thePageForPeopleNamesSeedLawsFaultsAndTheLongestAbsence() {
    assertThat(report().text())
        .contains(
            "-Dproperty.seed=42",
            "BROKEN  a single workload never runs twice",
            "kept    no acknowledged command is lost",
            "2 wishes: 1 acknowledged, 1 refused, 0 unknown",
            "no clocks here: no compiler")
        .containsPattern("a fault +10.00 s +20.00 s +1 +2.50 s +shop/ledger#0");
  }

  @Test
  void thePictureIsWellFormedAndHasABarForEachLifeAndAFrameForEachBreach() throws Exception {
    Path page = report().write(folder);
    String html = Files.readString(page);
    Document svg = picture(html);
    assertThat(html).contains("grey band", "&lt;no&gt; &amp; &quot;no&quot;");
    int bars = 0;
    int frames = 0;
    for (int i = 0; i < svg.getElementsByTagName("rect").getLength(); i++) {
      String title = svg.getElementsByTagName("title").item(i).getTextContent();
      bars += title.contains("incarnation 1, pid") ? 1 : 0;
      frames += title.startsWith("a single workload never runs twice, at") ? 1 : 0;
    }
    assertThat(bars).isEqualTo(3);
    assertThat(frames).isEqualTo(1);
    assertThat(folder.resolve("story-42.txt")).hasContent(report().text());
  }

  private static Document picture(String html) throws Exception {
    String svg = html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + 6);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsBrokenManyTimesIsShownAFewTimes() throws IOException {
    Stories story = new Stories().lasts("shop/ledger#0", "n1", 1, 1).robot("active", 1, 1);
    for (int i = 2; i < 40; i++) {
      story.life("shop/ledger#0", "n2", i, 2 * i, 2 * i + 1);
    }
    Report report = new Report("many", story.told(), Checker.within(Duration.ofSeconds(20)));
    assertThat(report.text()).contains("and 26 more");
  }
}
