/** What holds for Skep as a whole. */
@NullMarked
package io.skep;

import org.jspecify.annotations.NullMarked;
