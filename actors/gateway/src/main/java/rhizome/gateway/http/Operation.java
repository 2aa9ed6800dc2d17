package rhizome.gateway.http;

import java.util.List;

/** Every route there is: the router and the test of the OpenAPI document read this table. */
public enum Operation {
  OPENAPI("GET", "/v1/openapi.json"),
  SCHEMA("GET", "/v1/schema/blueprint-v1.json"),
  TEMPLATE("GET", "/v1/schema/templates/{template}"),
  PLAN("POST", "/v1/plan"),
  APPLY("POST", "/v1/apply"),
  ROBOTS("GET", "/v1/robots"),
  ROBOT("GET", "/v1/robots/{robot}"),
  DESTROY("DELETE", "/v1/robots/{robot}"),
  PROMOTE("POST", "/v1/robots/{robot}/promote"),
  JOBS("GET", "/v1/robots/{robot}/jobs"),
  RUN_JOB("POST", "/v1/robots/{robot}/jobs/{service}"),
  SCALE("POST", "/v1/robots/{robot}/services/{service}/scale"),
  ENDPOINTS("GET", "/v1/robots/{robot}/endpoints"),
  REVISIONS("GET", "/v1/robots/{robot}/revisions", "before", "limit"),
  REVISION("GET", "/v1/robots/{robot}/revisions/{generation}", "against"),
  ACTIONS("GET", "/v1/robots/{robot}/actions"),
  BEGIN("POST", "/v1/robots/{robot}/actions"),
  RUN("GET", "/v1/robots/{robot}/actions/{service}/{action}/{run}"),
  CANCEL("DELETE", "/v1/robots/{robot}/actions/{service}/{action}/{run}"),
  WORKLOADS("GET", "/v1/workloads", "robot", "after", "limit"),
  WORKLOAD("GET", "/v1/workloads/{robot}/{service}/{slot}"),
  TIMELINE("GET", "/v1/workloads/{robot}/{service}/{slot}/timeline"),
  LOG("GET", "/v1/workloads/{robot}/{service}/{slot}/log", "offset", "max", "follow"),
  RETRY("POST", "/v1/workloads/{robot}/{service}/{slot}/retry"),
  DISCARD("POST", "/v1/workloads/{robot}/{service}/{slot}/discard"),
  NODES("GET", "/v1/nodes"),
  NODE("GET", "/v1/nodes/{node}"),
  CORDON("POST", "/v1/nodes/{node}/cordon"),
  UNCORDON("POST", "/v1/nodes/{node}/uncordon"),
  DRAIN("POST", "/v1/nodes/{node}/drain"),
  POWER_DOWN("POST", "/v1/nodes/{node}/power-down"),
  POWER_UP("POST", "/v1/nodes/{node}/power-up"),
  REMOVE("DELETE", "/v1/nodes/{node}"),
  STATUS("GET", "/v1/status"),
  DOCTOR("GET", "/v1/doctor"),
  BACKUP("GET", "/v1/backup"),
  GOVERNOR("GET", "/v1/governor"),
  RESUME("POST", "/v1/governor/resume"),
  NOTICES("GET", "/v1/notices"),
  TEST_NOTICES("POST", "/v1/notices/test"),
  EVENTS("GET", "/v1/events", "after", "follow"),
  LEDGER("GET", "/v1/ledger"),
  BLOCK("GET", "/v1/ledger/blocks/{block}", "page"),
  TRANSACTION("GET", "/v1/ledger/transactions/{transaction}"),
  SUBMIT("POST", "/v1/ledger/transactions"),
  ADDRESS("GET", "/v1/ledger/addresses/{address}", "page"),
  VALIDATORS("GET", "/v1/ledger/validators", "page"),
  SUPPLY("GET", "/v1/ledger/supply"),
  BLOCKS("GET", "/v1/ledger/events", "after", "follow"),
  LINK("GET", "/v1/ledger/links/{link}"),
  PROOF("GET", "/v1/ledger/proofs/{kind}/{name}"),
  SEED_FACTS("GET", "/explorer"),
  SEED_BLOCK("GET", "/explorer/blocks/{height}"),
  SEED_HASH("GET", "/explorer/hashes/{hash}", "minheight"),
  SEED_NEWEST("GET", "/explorer/stats/history", "history"),
  SEED_RANGE("GET", "/explorer/stats/range", "start", "end"),
  SEED_CONSTANTS("GET", "/explorer/constants"),
  SEED_DOWNLOADER("GET", "/explorer/downloader/status"),
  SEED_CONSENSUS("GET", "/consensus"),
  SEED_TRANSACTION("GET", "/consensus/transactions/{transaction}"),
  SEED_COIN("GET", "/consensus/unspent/coinoutputs/{output}"),
  SEED_STAKE("GET", "/consensus/unspent/blockstakeoutputs/{output}"),
  SEED_POOL("GET", "/transactionpool/transactions", "unlockhash"),
  SHUTDOWN("POST", "/v1/shutdown");

  private final String method;
  private final String path;
  private final String parameters;

  Operation(String method, String path, String... parameters) {
    this.method = method;
    this.path = path;
    this.parameters = String.join(" ", parameters);
  }

  public String method() {
    return method;
  }

  public PathTemplate path() {
    return new PathTemplate(path);
  }

  /** Names of what may stand behind the question mark. */
  public List<String> parameters() {
    return parameters.isEmpty() ? List.of() : List.of(parameters.split(" "));
  }
}
