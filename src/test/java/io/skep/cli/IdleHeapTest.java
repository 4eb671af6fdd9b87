package io.skep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class IdleHeapTest {
  private static final String INTERVAL = "G1PeriodicGCInterval";

  private final HotSpotDiagnosticMXBean jvm =
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

  @Test
  void whatNobodyHasChosenIsChosen() {
    assumeTrue(jvm.getVMOption(INTERVAL).getOrigin() == VMOption.Origin.DEFAULT);
    try {
      IdleHeap.watch();
      assertEquals("60000", jvm.getVMOption(INTERVAL).getValue());
      jvm.setVMOption(INTERVAL, "7000");
      IdleHeap.watch();
      assertEquals("7000", jvm.getVMOption(INTERVAL).getValue());
    } finally {
      jvm.setVMOption(INTERVAL, "0");
    }
  }
}
