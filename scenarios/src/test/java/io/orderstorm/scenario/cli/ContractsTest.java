package io.orderstorm.scenario.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The contracts that ship, and a team's own with one thing wrong after the other. */
class ContractsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String V1 =
      """
      {"type":"record","name":"Parcel","fields":[
        {"name":"id","type":"string"}, {"name":"grams","type":"int"}]}
      """;

  /** May follow: the new field has a default. */
  private static final String V2 =
      """
      {"type":"record","name":"Parcel","fields":[
        {"name":"id","type":"string"}, {"name":"grams","type":"int"},
        {"name":"express","type":"boolean","default":false}]}
      """;

  /** May not: nobody knows an old parcel's shelf. */
  private static final String V3 =
      """
      {"type":"record","name":"Parcel","fields":[
        {"name":"id","type":"string"}, {"name":"grams","type":"int"},
        {"name":"shelf","type":"string"}]}
      """;

  @TempDir Path folder;

  private String output = "";

  private int verify(String... arguments) {
    var out = new StringWriter();
    CommandLine commands = OrderStorm.commandLine();
    commands.setOut(new PrintWriter(out));
    commands.setErr(new PrintWriter(out));
    var all = new String[arguments.length + 2];
    all[0] = "contracts";
    all[1] = "verify";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    int status = commands.execute(all);
    output = out.toString();
    return status;
  }

  @BeforeEach
  void writeSoundContracts() throws IOException {
    Files.writeString(
        folder.resolve("contracts.yaml"),
        """
        contracts: parcels
        owner: logistics
        schemas: schemas
        subjects:
          Parcel: { topic: parcels, compatibility: backward }
        """);
    Files.createDirectories(folder.resolve("schemas/Parcel"));
    Files.createDirectories(folder.resolve("samples"));
    write("schemas/Parcel/v1.avsc", V1);
    write("schemas/Parcel/v2.avsc", V2);
    write("samples/Parcel.v1.jsonl", sample(V1, "{\"id\":\"a\",\"grams\":5,\"express\":false}"));
    write("samples/Parcel.v2.jsonl", sample(V2, "{\"id\":\"a\",\"grams\":5,\"express\":false}"));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  /** A parcel as somebody wrote it with a version of the schema. */
  private static String sample(String schemaText, String expected) throws IOException {
    Schema schema = new Schema.Parser().parse(schemaText);
    var builder = new GenericRecordBuilder(schema).set("id", "a").set("grams", 5);
    var out = new ByteArrayOutputStream();
    new BinaryMessageEncoder<>(GenericData.get(), schema).encode(builder.build(), out);
    ObjectNode line = JSON.createObjectNode();
    line.put("bytes", Base64.getEncoder().encodeToString(out.toByteArray()));
    line.set("expected", JSON.readTree(expected));
    return JSON.writeValueAsString(line) + "\n";
  }

  @Test
  void theContractsThatShipHold() {
    assertThat(verify("../contracts")).as(() -> output).isZero();
    assertThat(output).contains("OrderPlaced", "3 sample(s)", "all hold");
  }

  @Test
  void aTeamsOwnContractsHold() throws IOException {
    assertThat(verify(folder.toString(), "--json")).as(() -> output).isZero();

    JsonNode findings = JSON.readTree(output);
    assertThat(findings.findValuesAsText("what")).contains("v2 after v1", "v1 has samples");
    assertThat(findings.findValuesAsText("holds")).containsOnly("true");
  }

  @Test
  void anIncompatibleChangeIsRefusedWithTheReadersReason() throws IOException {
    write("schemas/Parcel/v3.avsc", V3);
    write("samples/Parcel.v3.jsonl", "");

    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(output)
        .contains("producer, v3 after v1: v3 can't read v1: READER_FIELD_MISSING_DEFAULT_VALUE")
        .contains("/fields/2 (shelf)", "v3 can't read it", "owner logistics");
  }

  @Test
  void aSampleThatIsReadDifferentlyTodayIsFound() throws IOException {
    write("samples/Parcel.v1.jsonl", sample(V1, "{\"id\":\"a\",\"grams\":5,\"express\":true}"));

    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(output).contains("Parcel.v1.jsonl:1: expected", "but v2 reads");
  }

  @Test
  void aVersionWithoutSamplesAndASampleOfAnotherVersionAreFound() throws IOException {
    write("samples/Parcel.v1.jsonl", sample(V2, "{\"id\":\"a\",\"grams\":5,\"express\":false}"));
    Files.delete(folder.resolve("samples/Parcel.v2.jsonl"));

    assertThat(verify(folder.toString())).isEqualTo(1);
    assertThat(output)
        .contains("v2 has samples: there is none", "was written with v2, not with v1");
  }

  @Test
  void whatIsNoFolderOfContractsIsRefused() throws IOException {
    write("samples/Parcel.v1.jsonl", "{\"bytes\":\"%%\",\"expected\":{}}");

    assertThat(verify(folder.toString())).isEqualTo(2);
    assertThat(output).contains("Parcel.v1.jsonl:1: 'bytes' is not base64");
    assertThat(verify(folder.resolve("nothing").toString())).isEqualTo(2);
    assertThat(output).contains("contracts.yaml: no such contracts file");
  }
}
