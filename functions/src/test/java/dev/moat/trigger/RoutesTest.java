package dev.moat.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.moat.api.Document;
import dev.moat.api.Endpoint;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The functions that HTTP calls but for the page, held against the document. */
class RoutesTest {

  /** A function that HTTP calls. */
  private record Route(Method method, HttpTrigger trigger, JavaMethod code) {

    String method(HttpMethod of) {
      return of.toString().toLowerCase(Locale.ROOT);
    }

    /** Such as {@code get /api/v1/setups/{setup}}. */
    String inWords() {
      return method(trigger.methods()[0]) + " /api/" + trigger.route();
    }

    @Override
    public String toString() {
      return method.getAnnotation(FunctionName.class).value();
    }
  }

  static List<Route> routes() {
    return new ClassFileImporter()
        .importPath(Path.of("target", "classes", "dev", "moat", "trigger")).stream()
            .filter(type -> !type.isEquivalentTo(UiFunction.class))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(FunctionName.class))
            .flatMap(RoutesTest::route)
            .toList();
  }

  private static Stream<Route> route(JavaMethod code) {
    Method method = code.reflect();
    return Stream.of(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(HttpTrigger.class))
        .map(parameter -> new Route(method, parameter.getAnnotation(HttpTrigger.class), code));
  }

  @Test
  void the_functions_are_the_operations_of_the_document() {
    assertThat(routes())
        .extracting(Route::inWords)
        .containsExactlyInAnyOrderElementsOf(
            Document.operations().stream().map(RoutesTest::inWords).toList());
  }

  @Test
  void the_host_puts_its_usual_prefix_before_each_route() throws IOException {
    assertThat(
            new ObjectMapper()
                .readTree(Path.of("../host.json").toFile())
                .at("/extensions/http/routePrefix")
                .asText())
        .isEqualTo("api");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void each_needs_a_key_and_takes_one_method(Route route) {
    assertThat(route.trigger().authLevel()).isEqualTo(AuthorizationLevel.FUNCTION);
    assertThat(route.trigger().methods()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void each_asks_for_the_endpoint_that_the_document_has_there(Route route) {
    String operation =
        Document.operations().stream()
            .filter(each -> inWords(each).equals(route.inWords()))
            .map(Document.Operation::id)
            .findFirst()
            .orElseThrow();

    assertThat(route.code().getFieldAccesses())
        .filteredOn(access -> access.getTargetOwner().isEquivalentTo(Endpoint.class))
        .extracting(access -> Endpoint.valueOf(access.getTarget().getName()).operationId())
        .containsExactly(operation);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void each_binds_the_values_of_its_route(Route route) {
    List<String> inRoute =
        Pattern.compile("\\{(\\w+)}")
            .matcher(route.trigger().route())
            .results()
            .map(match -> match.group(1))
            .toList();
    List<String> bound = new ArrayList<>();
    for (Parameter parameter : route.method().getParameters()) {
      if (parameter.isAnnotationPresent(BindingName.class)) {
        bound.add(parameter.getAnnotation(BindingName.class).value());
      }
    }

    assertThat(bound).isEqualTo(inRoute);
  }

  private static String inWords(Document.Operation operation) {
    String server = Document.JSON.at("/servers/0/url").textValue();
    return operation.method() + " " + server + operation.path();
  }
}
