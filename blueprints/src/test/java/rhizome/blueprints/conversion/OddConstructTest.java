package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import rhizome.blueprints.dialect.Notes;

/** Each odd thing that was found in real documents, with what becomes of it in both modes. */
class OddConstructTest {

  @Test
  void theLastOfTwoKeysCounts() {
    String text =
        "vm__a: {size: 1}\nvm__a: {size: 2}\nactions: [{service: x, service: a, action: s}]\n";
    assertThat(Converting.written(text)).containsOnlyOnce("  a:").contains("size: 2", "over: s\n");
    odd(text, "duplicate-key", "duplicate-key", "action-not-carried");
  }

  @Test
  void aServiceMayHaveNoBody() {
    assertThat(Converting.written("vm__a:\nvm__b: ~\nvm__c: {}\n"))
        .endsWith("  a:\n    template: vm\n  b:\n    template: vm\n  c:\n    template: vm\n");
    fine("vm__a:\nvm__b: ~\n");
  }

  @Test
  void aBodyOfThreeDotsIsLeftOut() {
    String text = "services:\n  - vm__a:\n      ...\n";
    assertThat(Converting.written(text)).endsWith("  a:\n    template: vm\n");
    odd(text, "body-is-no-mapping");
  }

  @Test
  void namesAreMadeNative() {
    String text =
        "{services: [vm__js8.1: , vm__0-complexity: , vm__525400123456: , vm__Q4: , vm__é-ß: ]}";
    assertThat(Converting.written(text))
        .contains("\n  js8.1:", "\n  \"0-complexity\":", "\n  \"525400123456\":", "\n  q4:");
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly("renamed", "renamed");
    assertThat(Converting.refusals(text, Converting.STRICT)).isEmpty();
  }

  @Test
  void aSpaceBeforeTheColonIsNothing() {
    String text = "vm__a :\n  size : 1\nactions :\n  - action : install\n    service : a\n";
    assertThat(Converting.written(text)).contains("size: 1", "# install: implied");
    fine(text);
  }

  @Test
  void dottedFieldsAreSpelledAsParametersAre() {
    String text = "{vm__a: {os.image: x, maxIOPS: 10, size_id: 1, größe: 1, 8x: 1, a.b: 1, aB: 2}}";
    assertThat(Converting.written(text))
        .contains("os-image: x\n", "max-iops: 10\n", "size-id: 1\n")
        .contains("\"gr\\u00F6\\u00DFe\": 1\n", "\"8x\": 1\n", "a-b: 1\n", "aB: 2\n");
    assertThat(Converting.tags(text, Converting.STRICT))
        .hasSize(4)
        .allMatch("renamed-field"::equals);
    assertThat(Converting.refusals(text, Converting.STRICT)).isEmpty();
  }

  @Test
  void placeholdersStayAndAreToldOf() {
    String text = "vm__a: {x: <PASSWORD>, y: '{random}@e.com', z: '{randint=1,6}', s: 'a < b > c'}";
    assertThat(Converting.written(text))
        .contains("x: \"<PASSWORD>\"\n", "y: \"{random}@e.com\"\n", "s: \"a < b > c\"\n");
    odd(text, "placeholder", "placeholder", "placeholder");
  }

  @Test
  void aPlaceholderWithoutQuotesIsNoMapping() {
    String text = "vm__a: {x: {random_vdc}, y: {randint=1,6}}\n";
    assertThat(Converting.written(text)).contains("x: \"{random_vdc}\"\n");
    assertThat(Converting.tags(text, Converting.COMPAT)).contains("placeholder");
    assertThat(Converting.refusals("vm__a:\n  x: {randitem[a,b]}\n", Converting.COMPAT))
        .singleElement()
        .asString()
        .startsWith("2:");
  }

  @Test
  void aNameWithAPlaceholderPassesOnlyWhereAysDoesNotLook() {
    assertThat(Converting.refusals("vm__{random}:\n", Converting.COMPAT)).hasSize(1);
    String text = "vm__a:\nvm__{random}:\n";
    assertThat(Converting.written(text)).contains("\n  random:\n    # was called {random}\n");
    odd(text, "unchecked-name", "renamed");
    assertThat(Converting.refusals("{services: [vm__a: , 'vm__{random}': ]}", Converting.COMPAT))
        .hasSize(1);
  }

  @Test
  void theSourceOfATemplateIsNamedAsOne() {
    for (String text :
        new String[] {"{% for a in b %}\nservices:\n", "  - h/a/r/vm/{{v}}__{{k or f()}}:\n"}) {
      assertThat(Converting.refusals(text, Converting.COMPAT))
          .anyMatch(said -> said.contains("the source of a template (Jinja2)"));
    }
  }

  @Test
  void aStrayQuoteInAKeyIsToldOf() {
    String text = "vm__a: {chatId': x, 'b,': y}";
    assertThat(Converting.written(text)).contains("chat-id: x\n", "b: y\n");
    odd(text, "odd-key", "renamed-field", "odd-key", "renamed-field");
  }

  @Test
  void aKeyInABlockStaysABlock() {
    String text =
        "vm__a:\n  key: |\n    -----BEGIN-----\n      in\n\n    end\n  x: >\n    a\n    b\n";
    assertThat(Converting.written(text))
        .endsWith(
            """
                with:
                  key: |
                    -----BEGIN-----
                      in

                    end
                  x: |
                    a b
            """);
    fine(text);
  }

  @Test
  void lettersOfAllLanguagesAreData() {
    assertThat(Converting.written("vm__a: {x: ünï, y: \"a\\nü\"}"))
        .contains("x: \"\\u00FCn\\u00EF\"\n", "y: |-\n        a\n        ü\n");
    fine("vm__a: {x: ünï}");
  }

  @Test
  void aTextWithAColonIsOneAndWithoutQuotesMayBeANumberOfBase60() {
    String text = "vm__a: {p: '22:2210', q: 22:2210, r: 22:22}";
    assertThat(Converting.written(text)).contains("p: \"22:2210\"", "q: \"22:2210\"", "r: 1342\n");
    odd(text, "old-scalar");
  }

  @Test
  void truthsAndOctalsAreThoseOfYaml11() {
    String text = "vm__a: {x: yes, y: off, z: 0755, w: 1_000, v: 'no', u: 08}";
    assertThat(Converting.written(text))
        .contains("x: true\n", "y: false\n", "z: 493\n", "w: 1000\n", "v: no\n", "u: \"08\"\n");
    odd(text, "old-scalar", "old-scalar", "old-scalar", "old-scalar");
  }

  @Test
  void aListOfMappingsOfOneKeyIsKept() {
    String text = "vm__a:\n  nics:\n    - type: default\n    - id: 7\n";
    assertThat(Converting.written(text)).contains("nics: [{type: default}, {id: 7}]\n");
    fine(text);
  }

  @Test
  void fieldsLeftEmptyAreToldInComments() {
    String text = "vm__a: {x: , y: [1, ~], z: {b: , c: 1}, w: {d: ~, e: ~}}\nvm__b: {f: }\n";
    assertThat(Converting.written(text))
        .contains(
            "      # x: was left empty\n",
            "      # y: what was left empty in it is left out\n      y: [1]\n",
            "      z:\n        # b: was left empty\n        c: 1\n",
            "      w: {}\n        # d: was left empty\n")
        .endsWith("  b:\n    template: vm\n    # f: was left empty\n");
  }

  @Test
  void anEmptyDocumentOfActionsOrServicesIsOne() {
    assertThat(Converting.written("{services: [], actions: []}")).endsWith("services: {}\n");
    assertThat(Converting.written("{services: , actions: [{actions: [x], service: a}]}"))
        .contains("# action not carried over, on service 'a': x\n");
  }

  @Test
  void whatIsNoTextForAnyTerminalIsMadeOne() {
    String written = Converting.written("{services: ['vm__a': {\"x\\e[2J\": 1}], \"y\\e[1m\": 2}");
    assertThat(written.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    assertThat(Converting.told("{services: [], \"y\\e[1m\": 2}").getFirst())
        .doesNotContain("\u001b");
  }

  @Test
  void moreDepthThanAnybodyNeedsIsRefused() {
    String deep = "[".repeat(26) + "]".repeat(26);
    assertThat(Converting.refusals("vm__a: {x: " + deep + "}", Converting.COMPAT))
        .singleElement()
        .asString()
        .endsWith("the data is nested too deep");
    String key = "k".repeat(201);
    assertThat(Converting.refusals("vm__a: {" + key + ": 1}", Converting.COMPAT)).hasSize(1);
  }

  @Test
  void veryManyWarningsAreCutWithAWord() {
    StringBuilder text = new StringBuilder("vm__a:\n");
    for (int i = 0; i < Notes.KEPT_MAX + 7; i++) {
      text.append("  f").append(i).append(": <X>\n");
    }
    assertThat(Converting.told(text.toString()))
        .hasSize(Notes.KEPT_MAX + 1)
        .last()
        .asString()
        .endsWith("there are 7 more warnings, which are not shown");
  }

  /** A warning in compat, a problem when strict. */
  private static void odd(String text, String... tags) {
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly(tags);
    assertThat(Converting.refusals(text, Converting.STRICT)).isNotEmpty();
  }

  private static void fine(String text) {
    assertThat(Converting.tags(text, Converting.COMPAT)).isEmpty();
    assertThat(Converting.refusals(text, Converting.STRICT)).isEmpty();
  }
}
