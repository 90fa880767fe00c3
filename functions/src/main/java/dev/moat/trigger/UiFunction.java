package dev.moat.trigger;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;

/** Serves the operators' page. Anybody may have it: it holds no data, and the data has its key. */
public final class UiFunction {

  /** Answers with a file of the page. */
  @FunctionName("Ui")
  public HttpResponseMessage run(
      @HttpTrigger(
              name = "request",
              methods = HttpMethod.GET,
              authLevel = AuthorizationLevel.ANONYMOUS,
              route = "ui/{file?}")
          HttpRequestMessage<Optional<String>> request) {
    Page.Answer answer =
        Page.answer(
            request.getUri().getPath(),
            Optional.ofNullable(request.getHeaders().get("if-none-match")));
    HttpResponseMessage.Builder builder =
        request.createResponseBuilder(HttpStatus.valueOf(answer.status()));
    answer.headers().forEach(builder::header);
    return answer.body().isEmpty() ? builder.build() : builder.body(answer.body()).build();
  }
}
