package dev.moat.step;

import dev.moat.model.ResourceId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about a connection that waits for an approval, as they stand in the outputs of its
 * step. Each names the connection it is about: one that comes in its place has to be decided anew.
 */
public final class Approvals {

  /** Output: the id of the connection that waits. */
  public static final String WAITING = "awaitsApproval";

  /** Output: the id of the connection that an operator approved. */
  public static final String APPROVED = "approved";

  /** Output: the id of the connection that an operator rejected. */
  public static final String REJECTED = "rejected";

  private Approvals() {}

  /** Whether an operator approved this connection. */
  static boolean isApproved(ResourceId connection, Map<String, String> own) {
    return isAbout(connection, own.get(APPROVED));
  }

  /** Whether an operator rejected this connection. */
  static boolean isRejected(ResourceId connection, Map<String, String> own) {
    return isAbout(connection, own.get(REJECTED));
  }

  private static boolean isAbout(ResourceId connection, @Nullable String decided) {
    return Optional.ofNullable(decided).map(ResourceId::new).filter(connection::equals).isPresent();
  }
}
