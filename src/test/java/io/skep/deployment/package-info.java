/**
 * What Skep is deployed and watched with, held against what the code serves: the image, the
 * Kubernetes manifests, the dashboard and the alert rules.
 *
 * <p>These files are read by other programs, and a slip in them shows only in production: a probe
 * of a path that is gone, a panel of a metric that was renamed, a field that Kubernetes drops in
 * silence. So each is read here by a typed model that refuses what it does not know, and the
 * programs that really read them (kubectl, promtool, bash) are run where the machine has them.
 */
@NullMarked
package io.skep.deployment;

import org.jspecify.annotations.NullMarked;
