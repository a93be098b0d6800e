package io.orderstorm.report.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.orderstorm.report.analysis.RunAnalysis;
import io.orderstorm.report.expectation.Expectations;
import io.orderstorm.report.folder.RunFolder;
import io.orderstorm.report.recount.Recount;
import io.orderstorm.report.render.ResultJson;
import io.orderstorm.report.result.RunResult;

/**
 * Analyses a run and, of every run that a test makes, requires that its result fits the schema and
 * that the second pass counts the same.
 */
public final class Checked {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              RunResult.class.getResourceAsStream("/io/orderstorm/report/result.schema.json"));

  private Checked() {}

  public static RunResult analyse(RunFolder folder, Expectations expectations) {
    RunResult result = RunAnalysis.analyse(folder, expectations);
    String json = ResultJson.render(result);
    try {
      assertThat(SCHEMA.validate(new ObjectMapper().readTree(json))).as("schema").isEmpty();
    } catch (JsonProcessingException e) {
      throw new AssertionError("result.json is no JSON", e);
    }
    assertThat(Recount.of(folder, expectations).differences(json)).as("recount").isEmpty();
    return result;
  }
}
