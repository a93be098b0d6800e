package io.orderstorm.scenario.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orderstorm dlq list",
        "orderstorm dlq list --json | grep -c 'a > b' && echo \"it is ${NAME}\"",
        "sort -rn runs | uniq -c -f 1",
        "date -Iseconds",
        "date -u +%F",
        "echo $NAME | sort | jq '{a, b: (.c)}'",
        "curl -fsS -o /dev/null -w '%{http_code} -o' http://localhost:8080/orders"
      })
  void programsThatLookAreAllowed(String line) {
    assertThat(ShellLine.require(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl localhost:8080/orders?open=1",
        "curl -sSf http://localhost:8080/orders",
        "curl -fsS https://localhost:8080/orders | grep open",
        "curl -sw%{http_code} http://localhost:8080/orders",
        "curl -sw'%{http_code}\" is it' http://localhost:8080/orders",
        "curl -s -w '' http://localhost:8080/orders",
        "curl -o/dev/null -m5 http://localhost:8080/orders",
        "curl -so/dev/null -w%{http_code} http://localhost:8080/orders",
        "curl -so /dev/null http://localhost:8080/orders",
        "curl -sm 5 http://localhost:8080/orders",
        "curl -XGET http://localhost:8080/orders",
        "curl -sX HEAD http://localhost:8080/orders",
        "curl -X 'GET' http://localhost:8080/orders",
        "curl -I -L -k -4 HTTP://localhost:8080/orders",
        "curl -H 'Accept: text/plain' -H \"Authorization: Bearer $TOKEN\" http://localhost:8080",
        "curl --silent --max-time 5 --output /dev/null --write-out '%{http_code}' http://h/",
        "curl --request GET --url http://localhost:8080/orders --retry 3 --connect-timeout 2",
        "curl -s http://h/a --next -o /dev/null http://h/b",
        "curl -s \"$ORDERSTORM_PIPELINE\"",
        "curl -s \"${ORDERSTORM_PIPELINE}status\" | jq .lag",
        "curl -s \"http://localhost:$PORT/orders\""
      })
  void curlMayLook(String line) {
    assertThat(ShellLine.require(line)).isEqualTo(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -X DELETE http://h/",
        "curl -XPOST http://h/",
        "curl -sXPUT http://h/",
        "curl -X get http://h/",
        "curl -sd x http://h/",
        "curl -dx http://h/",
        "curl -F a=b http://h/",
        "curl -T in http://h/",
        "curl -sTin http://h/",
        "curl -o out http://h/",
        "curl -oout http://h/",
        "curl -so out http://h/",
        "curl -o '/dev/null ' http://h/",
        "curl -o /dev/nullx http://h/",
        "curl -o \"/dev/null$X\" http://h/",
        "curl -O http://h/x",
        "curl -sO http://h/x",
        "curl -OJ http://h/x",
        "curl -K config",
        "curl -c jar http://h/",
        "curl -D headers http://h/",
        "curl -Q 'DELE x' ftp://h/",
        "curl --request POST http://h/",
        "curl --data x http://h/",
        "curl --dat x http://h/",
        "curl --json '{}' http://h/",
        "curl --upload-file in http://h/",
        "curl --upl in http://h/",
        "curl --output out http://h/",
        "curl --output=/dev/null http://h/",
        "curl --output-dir . http://h/",
        "curl --remote-name http://h/x",
        "curl --config config",
        "curl --cookie-jar jar http://h/",
        "curl --dump-header out http://h/",
        "curl --trace out http://h/",
        "curl --stderr out http://h/",
        "curl --hsts out http://h/",
        "curl --etag-save out http://h/",
        "curl --libcurl out http://h/",
        "curl --next -o out http://h/",
        "curl -s http://h/a --next -d x http://h/b",
        "curl -s -: -d x http://h/b",
        "curl -w '%output{out}x' http://h/",
        "curl -w \"%out$X\"'put{out}x' http://h/",
        "curl -w @format http://h/",
        "curl -H @headers http://h/",
        "curl -H 'X-HTTP-Method-Override: DELETE' http://h/",
        "curl -H \"X-HTTP-Me$X\"'thod-Override: DELETE' http://h/",
        // the first is the value of -w, so that the second is an option
        "curl -w '' -o out http://h/",
        "curl -w\f -o out http://h/",
        "curl ''-o out http://h/",
        "curl \"-o\" out http://h/",
        "curl $\"-o\" out http://h/",
        "curl {-o,out} http://h/",
        "curl {${X},-o} out http://h/",
        "curl http://h/$IFS-o${IFS}out",
        "curl -s $X http://h/",
        "echo -o && curl \"$_\" out http://h/",
        "curl gopher://h:25/_DATA",
        "curl GOPHER:/h:25/_DATA",
        "curl --url gopher://h:25/_DATA",
        "curl \"$X\"gopher://h:25/_DATA",
        "curl gopher:\"$X\"//h:25/_DATA",
        "curl 'gopher{:}//h:25/_DATA'",
        "curl '{gopher,dict}://h:25/_DATA'",
        "curl telnet://h/",
        "curl -o",
        "curl -",
        "curl -- http://h/",
        "curl -sY http://h/"
      })
  void whereCurlWouldWriteOrSendItIsRefused(String line) {
    assertThatThrownBy(() -> ShellLine.require(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusalNamesTheWordAndWhatIsAllowed() {
    assertThatThrownBy(() -> ShellLine.require("curl -sd x http://h/"))
        .hasMessageStartingWith("'curl -sd x' is not allowed in a runbook")
        .hasMessageContaining("-o /dev/null");
    assertThatThrownBy(() -> ShellLine.require("cat x || true_is_not_needed"))
        .hasMessageStartingWith(
            "'true_is_not_needed' is not allowed in a runbook; allowed: orders");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf /tmp/x",
        "orderstorm dlq list > out.txt",
        "orderstorm dlq list; rm x",
        "echo $(rm x)",
        "echo `rm x`",
        "echo \"$(rm x)\"",
        "cat x & rm y",
        "cat x |& rm y",
        "cat x |",
        "cat x &&",
        "| cat x",
        "orderstorm dlq list | xargs rm",
        "echo 'a",
        // a function is named cat here
        "cat () (rm -rf x) && cat",
        "sort -o /etc/hosts runs",
        "sort -uo out",
        "sort \"-o\" out",
        "sort -\"o\" out",
        "sort --output=out runs",
        "sort --co=./program runs",
        "uniq in out",
        "uniq 1 2out",
        "date -s 12:00",
        "date -us 12:00",
        "date --s=12:00",
        "date 010112002027",
        // bash ends the quotes elsewhere, and does the rm
        "echo \"\\\" | grep \"; rm -rf x; echo \"\"\\\"",
        "echo $'\\' | grep '; rm -rf x; echo '$'\\'",
        ""
      })
  void nothingElseIs(String line) {
    assertThatThrownBy(() -> ShellLine.require(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
