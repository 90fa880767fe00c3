package dev.moat.localazure.resourcemanager;

/**
 * What a call asks for, in the words of role definitions.
 *
 * @param action such as {@code Microsoft.Network/virtualNetworks/subnets/write}
 * @param scope the id of what it is asked for; of a list, of what holds the list
 * @param linked whether it is asked for because the body names another resource
 */
public record AskedAction(String action, String scope, boolean linked) {}
