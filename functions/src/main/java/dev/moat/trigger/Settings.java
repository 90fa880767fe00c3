package dev.moat.trigger;

import dev.moat.api.SignIn;
import dev.moat.engine.DriftSettings;
import dev.moat.engine.EngineSettings;
import dev.moat.engine.Messages;
import dev.moat.engine.PollSchedule;
import dev.moat.model.ResourceId;
import dev.moat.model.StepKind;
import dev.moat.request.GuardRails;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator sets, read from the app settings in one place. What is missing or malformed is
 * reported all at once.
 *
 * @param serviceBusConnectionString only of a local emulator; in Azure a namespace and an identity
 * @param serviceBusNamespace fully qualified
 * @param clientId of a user-assigned identity; without it the system-assigned one is used
 * @param replyQueues names of queues to which outcomes may be told
 * @param signIn whether App Service authentication is on, as the platform tells every app by
 *     itself, and whether it must be
 * @param queueNames by logical queue
 * @see <a
 *     href="https://learn.microsoft.com/azure/app-service/reference-app-settings#authentication--authorization">Variables
 *     of App Service authentication</a>
 */
record Settings(
    Optional<String> serviceBusConnectionString,
    String serviceBusNamespace,
    String tableServiceUri,
    URI resourceManagerEndpoint,
    String resourceManagerAudience,
    Optional<String> clientId,
    List<ResourceId> allowedScopes,
    Set<String> allowedRoles,
    Set<String> allowedPrincipalTypes,
    Set<String> replyQueues,
    EngineSettings engine,
    SignIn signIn,
    Map<String, String> queueNames) {

  static final String SERVICE_BUS = "ServiceBus";
  static final String SERVICE_BUS_NAMESPACE = "ServiceBus__fullyQualifiedNamespace";
  static final String TABLE_SERVICE_URI = "StateStorage__tableServiceUri";
  static final String RESOURCE_MANAGER_ENDPOINT = "RESOURCE_MANAGER_ENDPOINT";
  static final String RESOURCE_MANAGER_AUDIENCE = "RESOURCE_MANAGER_AUDIENCE";
  static final String CLIENT_ID = "AZURE_CLIENT_ID";
  static final String ALLOWED_SCOPES = "ALLOWED_SCOPES";
  static final String ALLOWED_ROLES = "ALLOWED_ROLES";
  static final String ALLOWED_PRINCIPAL_TYPES = "ALLOWED_PRINCIPAL_TYPES";
  static final String REPLY_QUEUES = "REPLY_QUEUES";
  static final String PROOF_DEADLINE = "PROOF_DEADLINE";
  static final String STEP_DEADLINE = "STEP_DEADLINE";
  static final String APPROVAL_DEADLINE = "APPROVAL_DEADLINE";
  static final String DURATION_SCALE = "EXPECTED_DURATION_SCALE";

  static final String DRIFT_DEBOUNCE = "DRIFT_DEBOUNCE";
  static final String DRIFT_FLIPS = "DRIFT_FLIPS";
  static final String DRIFT_FLIP_WINDOW = "DRIFT_FLIP_WINDOW";
  static final String SWEEP_INTERVAL = "SWEEP_INTERVAL";
  static final String SWEEP_READS = "SWEEP_READS";

  static final String SIGN_IN_REQUIRED = "SIGN_IN_REQUIRED";

  /** As the contract of requests has them. */
  private static final List<String> PRINCIPAL_TYPES = List.of("ServicePrincipal", "User", "Group");

  private static final String PLATFORM_AUTHENTICATION = "WEBSITE_AUTH_ENABLED";

  private static final String AZURE_RESOURCE_MANAGER = "https://management.azure.com/";

  /** Reads the settings; throws {@link IllegalStateException} that names all that is wrong. */
  static Settings from(Map<String, String> environment) {
    SettingsReader read = new SettingsReader(environment);
    Optional<String> connectionString = read.optional(SERVICE_BUS);
    Settings settings =
        new Settings(
            connectionString,
            connectionString.isPresent() ? "" : read.required(SERVICE_BUS_NAMESPACE),
            read.required(TABLE_SERVICE_URI),
            read.as(RESOURCE_MANAGER_ENDPOINT, AZURE_RESOURCE_MANAGER, URI::create),
            read.optional(RESOURCE_MANAGER_AUDIENCE).orElse(AZURE_RESOURCE_MANAGER),
            read.optional(CLIENT_ID),
            read.list(ALLOWED_SCOPES).map(scope -> read.parse(ALLOWED_SCOPES, scope)).toList(),
            read.list(ALLOWED_ROLES).collect(Collectors.toSet()),
            principalTypes(read),
            replyQueues(read),
            new EngineSettings(
                read.as(PROOF_DEADLINE, "PT30M", Duration::parse),
                read.as(STEP_DEADLINE, "PT2H", Duration::parse),
                read.as(APPROVAL_DEADLINE, "PT72H", Duration::parse),
                new PollSchedule(read.as(DURATION_SCALE, "1", Double::parseDouble)),
                drift(read)),
            SignIn.of(
                read.as(SIGN_IN_REQUIRED, "false", Settings::trueOrFalse),
                read.optional(PLATFORM_AUTHENTICATION)
                    .filter("true"::equalsIgnoreCase)
                    .isPresent()),
            queueNames(read));
    read.throwIfAnythingIsWrong();
    return settings;
  }

  private static DriftSettings drift(SettingsReader read) {
    return new DriftSettings(
        read.as(DRIFT_DEBOUNCE, "PT3S", Settings::positive),
        read.as(DRIFT_FLIPS, "3", Settings::countFromOne),
        read.as(DRIFT_FLIP_WINDOW, "PT10M", Settings::positive),
        read.as(SWEEP_INTERVAL, "PT6H", Settings::positive),
        read.as(SWEEP_READS, "300", Settings::countFromOne));
  }

  private static Duration positive(String text) {
    Duration duration = Duration.parse(text);
    if (duration.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("it must be a millisecond or longer");
    }
    return duration;
  }

  private static int countFromOne(String text) {
    int count = Integer.parseInt(text);
    if (count < 1) {
      throw new IllegalArgumentException("it must be 1 or more");
    }
    return count;
  }

  private static boolean trueOrFalse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it must be true or false");
    };
  }

  /** The guard rails that these settings make. */
  GuardRails guardRails() {
    return new GuardRails(allowedScopes, allowedRoles, allowedPrincipalTypes, replyQueues);
  }

  /** What a token for Resource Manager is asked for. */
  String resourceManagerScope() {
    String audience = resourceManagerAudience;
    return (audience.endsWith("/") ? audience : audience + "/") + ".default";
  }

  /**
   * The entity's name of a logical queue. Throws {@link IllegalArgumentException} when there is no
   * such queue, or outcomes may not be told to it, or no longer.
   */
  String queueName(String queue) {
    if (queue.startsWith(Messages.REPLY)) {
      return replyQueueName(queue.substring(Messages.REPLY.length()));
    }
    String name = queueNames.get(queue);
    if (name == null) {
      throw new IllegalArgumentException("There is no queue '" + queue + "' in the settings");
    }
    return name;
  }

  private String replyQueueName(String name) {
    return replyQueues.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Moat may not reply to queue '" + name + "': it is not in " + REPLY_QUEUES));
  }

  /** All logical queues, but for those of callers. */
  static List<String> queues() {
    return Stream.concat(
            Stream.of(
                Messages.SETUP_REQUESTS,
                Messages.REJECTED_REQUESTS,
                Messages.SETUP_EVENTS,
                Messages.RESOURCE_CHANGES,
                Messages.DRIFT_CHECKS),
            Arrays.stream(StepKind.values()).map(Messages::stepQueue))
        .toList();
  }

  /** The setting that holds a queue's name, such as {@code STEP_SUBNET_QUEUE}. */
  static String queueSetting(String queue) {
    return queue.toUpperCase(Locale.ROOT).replace('-', '_') + "_QUEUE";
  }

  private static Map<String, String> queueNames(SettingsReader read) {
    Map<String, String> names = new LinkedHashMap<>();
    queues().forEach(queue -> names.put(queue, read.required(queueSetting(queue))));
    return names;
  }

  /** As requests spell them; a misspelt one would allow nobody. */
  private static Set<String> principalTypes(SettingsReader read) {
    Set<String> types = read.optionalList(ALLOWED_PRINCIPAL_TYPES).collect(Collectors.toSet());
    List<String> unknown =
        types.stream().filter(type -> !PRINCIPAL_TYPES.contains(type)).sorted().toList();
    if (!unknown.isEmpty()) {
      read.refuse("'" + ALLOWED_PRINCIPAL_TYPES + "' names " + unknown + ", of " + PRINCIPAL_TYPES);
    }
    return types.isEmpty() ? Set.of(GuardRails.DEFAULT_PRINCIPAL_TYPE) : types;
  }

  /** Outcomes in a queue that Moat reads would be taken for orders. */
  private static Set<String> replyQueues(SettingsReader read) {
    Set<String> own =
        queues().stream()
            .flatMap(queue -> read.optional(queueSetting(queue)).stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<String> names = read.optionalList(REPLY_QUEUES).collect(Collectors.toSet());
    List<String> refused =
        names.stream()
            .filter(name -> own.contains(name.toLowerCase(Locale.ROOT)))
            .sorted()
            .toList();
    if (!refused.isEmpty()) {
      read.refuse("'" + REPLY_QUEUES + "' cannot name Moat's own queues: " + refused);
    }
    return names;
  }
}
