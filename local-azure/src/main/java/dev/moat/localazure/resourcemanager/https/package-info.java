/** The Resource Manager as a server: HTTPS in front of it, and a surface that tests control. */
@NullMarked
package dev.moat.localazure.resourcemanager.https;

import org.jspecify.annotations.NullMarked;
