package dev.moat.request;

/** Why a request is refused. The labels are part of the contract and do not change. */
public enum Reason {
  NOT_JSON("NotJson"),
  TOO_LONG("TooLong"),
  TOO_DEEP("TooDeep"),
  DUPLICATE_FIELD("DuplicateField"),
  UNSUPPORTED_VERSION("UnsupportedVersion"),
  MISSING_FIELD("MissingField"),
  UNKNOWN_FIELD("UnknownField"),
  /** The contract has the field or value, this version of Moat has not. */
  NOT_SUPPORTED_YET("NotSupportedYet"),
  WRONG_TYPE("WrongType"),
  INVALID_VALUE("InvalidValue"),
  TOO_FEW_ITEMS("TooFewItems"),
  TOO_MANY_ITEMS("TooManyItems"),
  INVALID_REQUEST_ID("InvalidRequestId"),
  INVALID_RESOURCE_ID("InvalidResourceId"),
  INVALID_CIDR("InvalidCidr"),
  ADDRESS_PREFIXES_OVERLAP("AddressPrefixesOverlap"),
  SUBNET_OUTSIDE_NETWORK("SubnetOutsideNetwork"),
  SUBNETS_OVERLAP("SubnetsOverlap"),
  SUBNET_TOO_SMALL("SubnetTooSmall"),
  SUBNET_NOT_IN_REQUEST("SubnetNotInRequest"),
  DUPLICATE_NAME("DuplicateName"),
  WRONG_ZONE_NAME("WrongZoneName"),
  WRONG_LOCATION("WrongLocation"),
  WRONG_SUBSCRIPTION("WrongSubscription"),
  UNKNOWN_STEP("UnknownStep"),
  RECREATE_WITHOUT_CREATE("RecreateWithoutCreate"),
  MANUAL_ONLY("ManualOnly"),
  SCOPE_NOT_ALLOWED("ScopeNotAllowed"),
  ROLE_NOT_ALLOWED("RoleNotAllowed"),
  PRINCIPAL_TYPE_NOT_ALLOWED("PrincipalTypeNotAllowed"),
  REPLY_QUEUE_NOT_ALLOWED("ReplyQueueNotAllowed"),
  /** Stands for the problems beyond those that are listed. */
  MORE_PROBLEMS("MoreProblems");

  private final String label;

  Reason(String label) {
    this.label = label;
  }

  /** The stable name that callers and operators see. */
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }
}
