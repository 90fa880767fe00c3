package dev.moat.localazure.eventgrid;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.moat.localazure.resourcemanager.Caller;
import java.util.Map;
import java.util.TreeMap;

/**
 * The claims of a caller's token, under the names that events give them. See the examples of <a
 * href="https://learn.microsoft.com/azure/event-grid/event-schema-subscriptions">subscription
 * events</a>.
 */
final class Claims {
  private static final String MICROSOFT = "http://schemas.microsoft.com/identity/claims/";
  private static final String XML_SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
  private static final Map<String, String> LONG_NAMES =
      Map.of(
          "oid", MICROSOFT + "objectidentifier",
          "tid", MICROSOFT + "tenantid",
          "scp", MICROSOFT + "scope",
          "idp", MICROSOFT + "identityprovider",
          "sub", XML_SOAP + "nameidentifier",
          "upn", XML_SOAP + "upn",
          "unique_name", XML_SOAP + "name",
          "given_name", XML_SOAP + "givenname",
          "family_name", XML_SOAP + "surname");

  private Claims() {}

  static ObjectNode of(Caller caller, String tenant) {
    Map<String, String> claims = new TreeMap<>(caller.claims());
    claims.putIfAbsent("aud", "https://management.azure.com/");
    claims.putIfAbsent("iss", "https://sts.windows.net/" + tenant + "/");
    claims.putIfAbsent("tid", tenant);
    claims.putIfAbsent("ver", "1.0");
    claims.put("oid", caller.objectId());
    claims.put("appid", caller.applicationId());
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    claims.forEach((name, value) -> named.put(LONG_NAMES.getOrDefault(name, name), value));
    return named;
  }
}
