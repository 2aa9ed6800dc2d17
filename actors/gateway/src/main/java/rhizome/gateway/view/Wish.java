package rhizome.gateway.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a caller sends, and what it gets for having its wish accepted. */
public final class Wish {

  private Wish() {}

  /**
   * A blueprint to plan.
   *
   * @param file its name, as it shall stand before each problem; nothing is opened
   * @param here what {@code ${here}} stands for: the absolute folder the file came from
   * @param templates beside those of the grid
   * @param parameters values for those of the blueprint, each as it would be written in YAML
   * @param files texts of files that the blueprint names under {@code from}, by those names
   */
  public record ToPlan(
      String file,
      String text,
      String here,
      Optional<List<TemplateText>> templates,
      Optional<SortedMap<String, String>> parameters,
      Optional<SortedMap<String, String>> files) {
    public ToPlan {
      require("file", file);
      require("text", text);
      require("here", here);
      templates = templates.map(List::copyOf);
      parameters = parameters.map(TreeMap::new);
      files = files.map(TreeMap::new);
    }
  }

  /**
   * A template that lies with the caller.
   *
   * @param file its name, as it shall stand before each problem; nothing is opened
   */
  public record TemplateText(String file, String text) {
    public TemplateText {
      require("file", file);
      require("text", text);
    }
  }

  /**
   * A blueprint to apply.
   *
   * @param plan the hash of the plan that was confirmed; without it whatever is planned now
   * @param backTo the earlier generation that said the same, when that is why
   */
  public record ToApply(
      String file,
      String text,
      String here,
      Optional<List<TemplateText>> templates,
      Optional<SortedMap<String, String>> parameters,
      Optional<SortedMap<String, String>> files,
      Optional<String> plan,
      Optional<Long> backTo) {
    public ToApply {
      templates = templates.map(List::copyOf);
      parameters = parameters.map(TreeMap::new);
      require("file", file);
      require("text", text);
      require("here", here);
      require("files", files);
      require("plan", plan);
      require("backTo", backTo);
    }

    public ToPlan blueprint() {
      return new ToPlan(file, text, here, templates, parameters, files);
    }
  }

  /**
   * A node to empty; what is absent is as the grid's settings say.
   *
   * @param deadlineSeconds how long what is shared may wait for its successor
   * @param atOnce how many may be on their way at the same time
   */
  public record ToDrain(Optional<Long> deadlineSeconds, Optional<Integer> atOnce) {
    public ToDrain {
      require("deadlineSeconds", deadlineSeconds);
      require("atOnce", atOnce);
    }
  }

  /**
   * An entry that is to be in a block: one of the two.
   *
   * @param hex its bytes in hexadecimal digits
   * @param entry the same as JSON
   */
  public record ToSubmit(Optional<String> hex, Optional<JsonNode> entry) {
    public ToSubmit {
      require("hex", hex);
      require("entry", entry);
      entry = entry.filter(json -> !json.isNull() && !json.isMissingNode());
    }
  }

  /**
   * A service to scale.
   *
   * @param replicas how many there shall be; boxed, so that none is never taken for 0
   */
  public record ToScale(Integer replicas) {
    public ToScale {
      require("replicas", replicas);
    }
  }

  /**
   * An action to run.
   *
   * @param service without it {@code all} must be true
   * @param slot beside which workload, if not where the blueprint says
   * @param args reach the program as {@code RHIZOME_ARG_NAME}
   * @param all run it beside every service that has an action of this name
   * @param key the same key is one run, however often it is sent
   */
  public record ToRun(
      Optional<String> service,
      String action,
      Optional<Integer> slot,
      Optional<SortedMap<String, String>> args,
      Optional<Boolean> all,
      Optional<String> key) {
    public ToRun {
      require("service", service);
      require("action", action);
      require("slot", slot);
      require("args", args);
      require("all", all);
      require("key", key);
    }
  }

  /**
   * @param keep leave the workloads running
   */
  public record ToShutDown(boolean keep) {}

  /** The robot aims at this generation now; the plan says what that means. */
  public record Applied(String robot, long generation, PlanView plan) {}

  /** Accepted; what was asked for happens from now on. */
  public record Accepted(String what) {}

  /** Accepted; the letter with this number waits for its receivers. */
  public record Posted(String what, long letter) {}

  @SuppressWarnings("ConstantValue") // JSON can leave out what Java's types promise
  private static void require(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
  }
}
