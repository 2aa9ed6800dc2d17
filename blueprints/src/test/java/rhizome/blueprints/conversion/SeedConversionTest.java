package rhizome.blueprints.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhizome.blueprints.dialect.Dialect;
import rhizome.blueprints.dialect.Mode;

class SeedConversionTest {

  private static final String ZROBOT =
      """
      services:
        - github.com/acct/repo/vm/0.0.1__Web_1:
            memory: 1024
            ports: ['22:2210']
            key: |
              -----BEGIN-----
              abc
              -----END-----
        - disk__data:
            size: 10
            vm: Web_1
      actions:
        - template: github.com/acct/repo/vm/0.0.1
          actions: [install, start]
        - service: data
          actions: [backup]
          args: {to: /srv}
          recurring: 1h
      """;

  private static final String AYS =
      """
      vdc__main: {location: be}
      sshkey__main:
      node.ovc__web:
        os.image: Ubuntu
        vdc: main
        disk: [d1, d2]
        key: main
      disk__d1: {size: 1}
      disk__d2: {size: 2}
      actions:
        - action: install, monitor
          actor: node.ovc
          recurring: 1m
        - action: start
          service: web
          force: yes
      """;

  @Test
  void servicesOfZeroRobotBecomeServicesOfTemplates() {
    assertThat(Converting.written(ZROBOT))
        .isEqualTo(
            """
            blueprint: v1
            name: f
            services:
              web_1:
                # was called Web_1
                # was of template github.com/acct/repo/vm/0.0.1
                template: vm@0.0.1
                with:
                  memory: 1024
                  ports: ["22:2210"]
                  key: |
                    -----BEGIN-----
                    abc
                    -----END-----
                # install, start: implied by being wanted
              data:
                template: disk
                with:
                  size: 10
                  vm: web_1
                needs: [web_1]
                # action not carried over: backup {to: /srv}, every 1h
            """);
    assertThat(Converting.told(ZROBOT))
        .containsExactly(
            "renamed 2:5 'Web_1' is no native name; it is called 'web_1' here",
            "action-not-carried 16:15 the action 'backup' every 1h, which the seed read and never"
                + " used, has no counterpart yet; told as a comment");
  }

  @Test
  void theFirstDialectOfZeroRobotSaysTheSameWithKeys() {
    String text =
        """
        github.com/acct/repo/vm/0.0.1__web: {memory: 1024}
        actions: {service: web, actions: [install]}
        """;
    assertThat(Converting.written(text))
        .isEqualTo(
            """
            blueprint: v1
            name: f
            services:
              web:
                # was of template github.com/acct/repo/vm/0.0.1
                template: vm@0.0.1
                with:
                  memory: 1024
                # install: implied by being wanted
            """);
    assertThat(Converting.refusals(text, Converting.STRICT)).isEmpty();
  }

  @Test
  void linksOfAysBecomeNeeds() {
    assertThat(Converting.written(AYS))
        .isEqualTo(
            """
            blueprint: v1
            name: f
            services:
              vdc-main:
                # was called main
                template: vdc
                with:
                  location: be
              sshkey-main:
                # was called main
                template: sshkey
              web:
                template: node.ovc
                with:
                  os-image: Ubuntu
                  vdc: vdc-main
                  disk: [d1, d2]
                  key: main
                needs: [vdc-main, d1, d2]
                # start: implied by being wanted
                # action not carried over: install, every 1m
                # action not carried over: monitor, every 1m
              d1:
                template: disk
                with:
                  size: 1
              d2:
                template: disk
                with:
                  size: 2
            """);
  }

  @Test
  void linksInACircleAreLeftOpenAtTheirEnd() {
    String text = "{vm__a: {vm: b}, vm__b: {vm: a}, vm__c: {vm: c}}";
    assertThat(Converting.written(text)).contains("  a:\n", "needs: [b]").doesNotContain("[a]");
    assertThat(Converting.told(text))
        .containsExactly(
            "link-in-circle 1:30 'b' and 'a' would wait for each other; this need is left out");
  }

  @Test
  void zeroRobotWaitsOnlyForWhatStandsAbove() {
    String text = "{services: [vm__a: {x: b}, vm__b: {x: a}]}";
    assertThat(Converting.written(text)).contains("needs: [a]").doesNotContain("[b]");
    assertThat(Converting.told(text)).isEmpty();
  }

  @Test
  void anActionForEveryServiceThereIsNeedsSayingSo() {
    String text = "{services: [vm__a: , vm__b: ], actions: {actions: [install, check]}}";
    assertThat(Converting.written(text))
        .endsWith(
            """
              b:
                template: vm
            # action not carried over, on every service: install
            # action not carried over, on every service: check
            """);
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly("unscoped-action");
    assertThat(Converting.refusals(text, Converting.STRICT))
        .containsExactly(
            "1:41: install, check: for no service in particular, so the seed acted on all there"
                + " are; not carried");
    assertThat(Converting.written(text, Converting.ALL))
        .endsWith(
            """
              b:
                template: vm
                # install: implied by being wanted
                # action not carried over: check
            """);
    assertThat(Converting.tags(text, Converting.ALL)).containsExactly("action-not-carried");
    Wish strictly = new Wish(Mode.STRICT, true, Converting.COMPAT.templates());
    assertThat(Converting.refusals(text.replace(", check", ""), strictly)).isEmpty();
  }

  @Test
  void aNameIsTakenForTheServiceItNames() {
    String text = "{services: [vm__a: , vm__b: ], actions: {name: b, actions: [start]}}";
    assertThat(Converting.written(text))
        .endsWith("  b:\n    template: vm\n    # start: implied by being wanted\n")
        .containsOnlyOnce("implied");
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly("name-for-service");
    String both = "{services: [vm__a: , vm__b: ], actions: {name: b, service: a, actions: start}}";
    assertThat(Converting.written(both)).contains("  a:\n    template: vm\n    # start");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          h/a/r/vm       | true
          h/a/r/vm/0.0.1 | true
          h/a/r/vm/0.0.2 | false
          h/b/r/vm       | false
          h/a/r/v        | false
          """)
  void aTemplateSelectsItsServicesWithItsVersionOrWithout(String template, boolean selects) {
    String text =
        "{services: [h/a/r/vm/0.0.1__a: ], actions: {template: %s, actions: start}}"
            .formatted(template);
    assertThat(Converting.written(text).contains("# start: implied")).isEqualTo(selects);
    assertThat(Converting.tags(text, Converting.COMPAT).contains("action-elsewhere"))
        .isEqualTo(!selects);
  }

  @Test
  void whatEndsAServiceIsNotDoneByAServiceThatIsWanted() {
    assertThat(Converting.told("{vm__a: , actions: [{service: a, action: delete}]}"))
        .containsExactly(
            "action-not-carried 1:42 the action 'delete' ends a service that is wanted here; told"
                + " as a comment");
  }

  @Test
  void actionsAloneAreNoBlueprintAndAreKeptAsComments() {
    String text = "{actions: [{service: a, actions: [stop]}]}";
    assertThat(Converting.written(text))
        .isEqualTo(
            """
            blueprint: v1
            name: f
            services: {}
            # action not carried over, on service 'a': stop
            """);
    assertThat(Converting.tags(text, Converting.COMPAT))
        .containsExactly("actions-only", "action-elsewhere");
  }

  @Test
  void eventFiltersAreKeptAsComments() {
    String text = "{vm__a: , eventfilters: [{channel: telegram, command: x, actions: [y]}]}";
    assertThat(Converting.written(text))
        .endsWith(
            "# event filter not carried over: {channel: telegram, command: x, actions: [y]}\n");
    assertThat(Converting.tags(text, Converting.COMPAT)).containsExactly("event-filter");
  }

  @Test
  void oneNameOfSeveralServicesIsToldApartByTheirRoles() {
    String text = "{services: [vm__a: , disk__a: , vm__b: ]}";
    assertThat(Converting.written(text)).contains("\n  vm-a:\n", "\n  disk-a:\n", "\n  b:\n");
    String same = "{services: [h/a/r/vm__a: , g/a/r/vm__a: ]}";
    assertThat(Converting.written(same)).contains("\n  vm-a:\n", "\n  vm-a-2:\n");
    assertThat(Converting.tags(same, Converting.COMPAT))
        .containsExactly("renamed", "ambiguous-template", "renamed");
  }

  @Test
  void aChangeOfTheSameServiceCounts() {
    String text = "{services: [vm__a: {size: 1}, vm__a: {size: 2}]}";
    assertThat(Converting.written(text)).containsOnlyOnce("  a:\n").contains("size: 2");
    assertThat(Converting.told(text))
        .containsExactly(
            "service-twice 1:31 the service 'a' stands here once more; for the seed this changed"
                + " nothing, here it counts");
  }

  @Test
  void theBlueprintIsCalledAsItsFile() {
    for (String file : List.of("/a/b/My Shop.yaml", "my-shop", "_my-shop.v2.yaml", "my_shop.yml")) {
      Conversion conversion = Conversion.of(file, "vm__a:\n", Converting.COMPAT);
      assertThat(((Conversion.Converted) conversion).text()).containsPattern("name: my[-_]shop\n");
    }
    Conversion odd = Conversion.of("/a/___.yaml", "vm__a:\n", Converting.COMPAT);
    assertThat(((Conversion.Converted) odd).text()).contains("name: converted\n");
    assertThat(odd.cautions())
        .extracting(caution -> caution.habit().tag())
        .containsExactly("disabled-file");
  }

  @Test
  void keysOfTwoDialectsAreRefusedWhenStrictAndElseToldOf() {
    String both = "{services: [vm__a: ], vm__b: , sevices: [], actions: []}";
    assertThat(Converting.written(both)).doesNotContain("b:");
    assertThat(Converting.tags(both, Converting.COMPAT))
        .containsExactly("mixed-dialects", "ignored-key");
    assertThat(Converting.refusals(both, Converting.STRICT)).hasSize(2);
    String older = "{h/a/r/vm/0.0.1__a: , vm__b: }";
    assertThat(Converting.written(older)).contains("  b:\n");
    assertThat(Converting.tags(older, Converting.COMPAT)).contains("mixed-dialects");
    assertThat(Converting.refusals(older, Converting.STRICT)).isNotEmpty();
  }

  @Test
  void aWarningShowsItsPlaceItsRuleAndWhatToDo() {
    Conversion conversion = Conversion.of("f.yaml", "odd__a:\n", Converting.COMPAT);
    assertThat(((Conversion.Converted) conversion).dialect()).isEqualTo(Dialect.AYS);
    assertThat(conversion.cautions().getFirst().render())
        .isEqualTo(
            """
            f.yaml:1:1: warning: Cannot find actor:odd natively; the name odd is written \
            [template-missing]
              1 | odd__a:
                | ^
                = a native template of that name, before this can be applied\
            """);
  }
}
