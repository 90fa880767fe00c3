package dev.moat.localazure.host.http;

import dev.moat.localazure.host.app.FunctionApp;
import dev.moat.localazure.host.execution.FunctionExecutor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All HTTP-triggered functions of the app, the most exact route first. */
public final class HttpFunctions implements HttpEndpoint {

  private final List<HttpFunction> functions;

  public HttpFunctions(FunctionApp app, AccessKeys keys, FunctionExecutor executor) {
    String prefix = app.host().routePrefix();
    this.functions =
        app.functions().stream()
            .filter(function -> function.trigger().isOf("httpTrigger"))
            .map(function -> new HttpFunction(function, prefix, keys, executor))
            .sorted()
            .toList();
  }

  @Override
  public Optional<HttpReply> answer(HttpCall call) {
    return functions.stream().flatMap(function -> function.answer(call).stream()).findFirst();
  }

  /** Function name to methods and URL, for the list that the host prints. */
  public Map<String, String> descriptions(String baseUrl) {
    Map<String, String> lines = new LinkedHashMap<>();
    functions.forEach(f -> lines.put(f.function().name(), f.describe(baseUrl)));
    return lines;
  }

  /** Function name to URL template. */
  Map<String, String> urlTemplates(String baseUrl) {
    Map<String, String> urls = new LinkedHashMap<>();
    functions.forEach(f -> urls.put(f.function().name(), f.urlTemplate(baseUrl)));
    return urls;
  }
}
