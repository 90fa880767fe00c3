package sample;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

public class HttpFunctions {

  private static final AtomicInteger INSTANCES = new AtomicInteger();
  private final int instance = INSTANCES.incrementAndGet();

  @FunctionName("Echo")
  public HttpResponseMessage echo(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.POST, HttpMethod.GET},
              route = "things/{id}",
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<Optional<String>> request,
      @BindingName("id") String id,
      ExecutionContext context) {
    context.getLogger().info("echoing " + id);
    return request
        .createResponseBuilder(HttpStatus.ACCEPTED)
        .header("X-Id", id)
        .body(
            String.join(
                "|",
                request.getHttpMethod().name(),
                request.getUri().getPath(),
                request.getHeaders().get("x-caller"),
                String.valueOf(request.getQueryParameters()),
                request.getBody().orElse("no body"),
                context.getFunctionName()))
        .build();
  }

  @FunctionName("Keyed")
  public String keyed(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET},
              authLevel = AuthorizationLevel.FUNCTION)
          HttpRequestMessage<String> request) {
    return "body is " + request.getBody();
  }

  /** Tells what a function can see: its instance, its context loader, and a class by name. */
  @FunctionName("Inspect")
  public String inspect(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET},
              route = "inspect/{className}",
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<String> request,
      @BindingName("className") String className) {
    boolean ownLoader =
        Thread.currentThread().getContextClassLoader() == HttpFunctions.class.getClassLoader();
    return instance + "|" + ownLoader + "|" + sees(className);
  }

  @FunctionName("Fail")
  public String fail(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET},
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<String> request) {
    throw new IllegalStateException("it does");
  }

  @FunctionName("Unbound")
  public String unbound(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET},
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<String> request,
      @BindingName("CorrelationId") String missing) {
    return missing;
  }

  @FunctionName("Hang")
  public String hang(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET},
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<String> request)
      throws InterruptedException {
    new CountDownLatch(1).await();
    return "never";
  }

  @FunctionName("Slow")
  public String slow(
      @HttpTrigger(
              name = "request",
              methods = {HttpMethod.GET},
              route = "slow",
              authLevel = AuthorizationLevel.ANONYMOUS)
          HttpRequestMessage<String> request,
      ExecutionContext context)
      throws InterruptedException {
    context.getLogger().info("slow has begun");
    Thread.sleep(1000);
    return "slow is done";
  }

  private static boolean sees(String className) {
    try {
      Class.forName(className, false, HttpFunctions.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
