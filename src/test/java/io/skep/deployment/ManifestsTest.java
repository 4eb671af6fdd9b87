package io.skep.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ManifestsTest {
  private static final Path FOLDER = OutsideContract.PROJECT.resolve("k8s");
  private static final Path COMPONENT = FOLDER.resolve("components/service-monitor");
  private static final String KUSTOMIZATION = "kustomization.yaml";
  private static final String CONFIGURATION = "skep.yaml";

  // Reading

  private static Kustomization kustomization(Path folder) throws IOException {
    return StrictManifests.typed(document(folder.resolve(KUSTOMIZATION)), Kustomization.class);
  }

  private static JsonNode document(Path file) throws IOException {
    List<JsonNode> documents = StrictManifests.documents(Files.readString(file));
    assertEquals(1, documents.size(), file + " should hold one document");
    return documents.get(0);
  }

  private static List<HasMetadata> resources() throws IOException {
    List<HasMetadata> resources = new ArrayList<>();
    for (String file : kustomization(FOLDER).resources()) {
      resources.add(StrictManifests.resource(document(FOLDER.resolve(file))));
    }
    return resources;
  }

  private static <T extends HasMetadata> T only(List<HasMetadata> resources, Class<T> type) {
    List<T> found = resources.stream().filter(type::isInstance).map(type::cast).toList();
    assertEquals(1, found.size(), type.getSimpleName());
    return found.get(0);
  }

  private static <T extends HasMetadata> T only(Class<T> type) throws IOException {
    return only(resources(), type);
  }

  private static Service service(String name) throws IOException {
    return resources().stream()
        .filter(Service.class::isInstance)
        .map(Service.class::cast)
        .filter(service -> service.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static PodSpec pod() throws IOException {
    return only(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static Map<String, String> podLabels() throws IOException {
    return only(Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
  }

  private static Container container() throws IOException {
    List<Container> containers = pod().getContainers();
    assertEquals(1, containers.size());
    return containers.get(0);
  }

  private static Volume volume(String name) throws IOException {
    return pod().getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The container's ports by name, each as number and protocol. */
  private static Map<String, String> containerPorts() throws IOException {
    return container().getPorts().stream()
        .collect(
            Collectors.toMap(
                ContainerPort::getName, p -> p.getContainerPort() + "/" + p.getProtocol()));
  }

  private static ServiceMonitor serviceMonitor() throws IOException {
    return StrictManifests.typed(
        document(COMPONENT.resolve("service-monitor.yaml")), ServiceMonitor.class);
  }

  // Every file

  @Test
  void everyFileIsNamedByAKustomization() throws IOException {
    Set<Path> named = new TreeSet<>();
    for (Path folder : List.of(FOLDER, COMPONENT)) {
      Kustomization kustomization = kustomization(folder);
      named.add(folder.resolve(KUSTOMIZATION));
      kustomization.resources().forEach(file -> named.add(folder.resolve(file)));
      if (kustomization.configMapGenerator() != null) {
        for (Kustomization.ConfigMap map : kustomization.configMapGenerator()) {
          map.files().forEach(file -> named.add(folder.resolve(file)));
        }
      }
    }
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertEquals(
          named, files.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void everyResourceIsTypedAndLabelledAndLeavesTheNamespaceOpen() throws IOException {
    for (HasMetadata resource : resources()) {
      String name = resource.getFullResourceName() + " " + resource.getMetadata().getName();
      assertEquals("skep", resource.getMetadata().getLabels().get("app.kubernetes.io/name"), name);
      assertNull(resource.getMetadata().getNamespace(), name);
    }
  }

  // Ports, probes and paths

  @Test
  void theContainerHasThePortsOfTheContract() throws IOException {
    assertEquals(
        Map.of(
            "tracker-tcp", OutsideContract.TRACKER_PORT + "/TCP",
            "tracker-udp", OutsideContract.TRACKER_PORT + "/UDP",
            "console", OutsideContract.CONSOLE_PORT + "/TCP"),
        containerPorts());
  }

  @Test
  void theConfigurationListensOnThosePorts() throws IOException {
    JsonNode configuration = document(FOLDER.resolve(CONFIGURATION));

    assertEquals(OutsideContract.TRACKER_PORT, configuration.at("/tracker/http/port").intValue());
    assertEquals(OutsideContract.TRACKER_PORT, configuration.at("/tracker/udp/port").intValue());
    assertEquals(OutsideContract.CONSOLE_PORT, configuration.at("/console/port").intValue());
    assertEquals("0.0.0.0", configuration.at("/console/host").stringValue());
  }

  @Test
  void probesAskTheHealthPathsOfTheConsole() throws IOException {
    Container container = container();

    assertProbe(OutsideContract.LIVE, container.getStartupProbe());
    assertProbe(OutsideContract.LIVE, container.getLivenessProbe());
    assertProbe(OutsideContract.READY, container.getReadinessProbe());
  }

  private static void assertProbe(String path, Probe probe) {
    HTTPGetAction get = probe.getHttpGet();
    assertEquals(path, get.getPath());
    assertEquals("console", get.getPort().getStrVal());
  }

  @Test
  void servicesLeadToThePortsOfThePod() throws IOException {
    Map<String, String> ports = containerPorts();
    for (HasMetadata resource : resources()) {
      if (resource instanceof Service service) {
        String name = service.getMetadata().getName();
        assertTrue(
            podLabels().entrySet().containsAll(service.getSpec().getSelector().entrySet()), name);
        assertFalse(service.getSpec().getSelector().isEmpty(), name);
        for (ServicePort port : service.getSpec().getPorts()) {
          assertEquals(
              ports.get(port.getTargetPort().getStrVal()),
              port.getPort() + "/" + port.getProtocol(),
              name);
        }
      }
    }
  }

  @Test
  void trackerServicesKeepTheAddressOfTheClient() throws IOException {
    for (String protocol : List.of("TCP", "UDP")) {
      Service service = service("skep-tracker-" + protocol.toLowerCase(Locale.ROOT));
      assertEquals("LoadBalancer", service.getSpec().getType());
      assertEquals("Local", service.getSpec().getExternalTrafficPolicy());
      assertEquals(
          List.of(protocol),
          service.getSpec().getPorts().stream().map(ServicePort::getProtocol).toList());
    }
  }

  @Test
  void theConsoleStaysInsideTheCluster() throws IOException {
    assertEquals("ClusterIP", service("skep-console").getSpec().getType());
  }

  @Test
  void theServiceMonitorScrapesTheConsole() throws IOException {
    ServiceMonitor.Spec spec = serviceMonitor().spec();
    Service console = service("skep-console");
    Map<String, String> labels = console.getMetadata().getLabels();

    assertTrue(labels.entrySet().containsAll(spec.selector().matchLabels().entrySet()));
    for (String other : List.of("skep-tracker-tcp", "skep-tracker-udp")) {
      assertFalse(
          service(other)
              .getMetadata()
              .getLabels()
              .entrySet()
              .containsAll(spec.selector().matchLabels().entrySet()));
    }
    assertEquals(1, spec.endpoints().size());
    assertEquals(OutsideContract.METRICS, spec.endpoints().get(0).path());
    assertEquals(console.getSpec().getPorts().get(0).getName(), spec.endpoints().get(0).port());
    assertEquals("skep", labels.get(spec.jobLabel()), "The alert rules expect job=\"skep\"");
  }

  @Test
  void theNetworkPolicyOpensTheTrackerToAllAndTheConsoleToMonitoring() throws IOException {
    NetworkPolicy policy = only(NetworkPolicy.class);
    Map<String, Boolean> openToAll = new TreeMap<>();
    for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
      for (NetworkPolicyPort port : rule.getPorts()) {
        String name = port.getPort().getStrVal();
        assertTrue(
            String.valueOf(containerPorts().get(name)).endsWith("/" + port.getProtocol()), name);
        openToAll.put(name, rule.getFrom().isEmpty());
      }
      rule.getFrom()
          .forEach(
              from ->
                  assertEquals(
                      Map.of("kubernetes.io/metadata.name", "monitoring"),
                      from.getNamespaceSelector().getMatchLabels()));
    }

    assertEquals(Map.of("console", false, "tracker-tcp", true, "tracker-udp", true), openToAll);
    assertEquals(podLabels(), policy.getSpec().getPodSelector().getMatchLabels());
    assertEquals(Set.of("Ingress", "Egress"), new TreeSet<>(policy.getSpec().getPolicyTypes()));
  }

  // The pod

  @Test
  void onePodAtATimeHoldsTheSwarms() throws IOException {
    Deployment deployment = only(Deployment.class);

    assertEquals(1, deployment.getSpec().getReplicas());
    assertEquals("Recreate", deployment.getSpec().getStrategy().getType());
    assertEquals(podLabels(), deployment.getSpec().getSelector().getMatchLabels());
  }

  @Test
  void aDrainOfTheNodeIsNotBlocked() throws IOException {
    PodDisruptionBudget budget = only(PodDisruptionBudget.class);

    assertEquals(1, budget.getSpec().getMaxUnavailable().getIntVal());
    assertNull(budget.getSpec().getMinAvailable());
    assertEquals(podLabels(), budget.getSpec().getSelector().getMatchLabels());
  }

  @Test
  void serviceLinksDoNotReachTheConfiguration() throws IOException {
    assertEquals(false, pod().getEnableServiceLinks());
  }

  @Test
  void thePodHasNoRightsItDoesNotNeed() throws IOException {
    PodSecurityContext pod = pod().getSecurityContext();
    SecurityContext container = container().getSecurityContext();

    assertEquals(false, pod().getAutomountServiceAccountToken());
    assertEquals(true, pod.getRunAsNonRoot());
    assertEquals(DockerfileTest.USER, String.valueOf(pod.getRunAsUser()));
    assertEquals(DockerfileTest.USER, String.valueOf(pod.getFsGroup()));
    assertEquals("RuntimeDefault", pod.getSeccompProfile().getType());
    assertEquals(true, container.getReadOnlyRootFilesystem());
    assertEquals(false, container.getAllowPrivilegeEscalation());
    assertEquals(List.of("ALL"), container.getCapabilities().getDrop());
    assertTrue(container.getCapabilities().getAdd().isEmpty());
  }

  @Test
  void memoryIsReservedAsItIsLimited() throws IOException {
    Container container = container();

    assertNotNull(container.getResources().getRequests().get("cpu"));
    assertNotNull(container.getResources().getLimits().get("cpu"));
    assertEquals(
        container.getResources().getRequests().get("memory"),
        container.getResources().getLimits().get("memory"));
  }

  @Test
  void dataAndConfigurationAreMountedWhereSkepLooks() throws IOException {
    Map<String, String> mounts =
        container().getVolumeMounts().stream()
            .collect(Collectors.toMap(VolumeMount::getName, VolumeMount::getMountPath));
    JsonNode configuration = document(FOLDER.resolve(CONFIGURATION));

    assertEquals(
        mounts.keySet(),
        pod().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet()));
    assertEquals(DockerfileTest.DATA, mounts.get("data"));
    assertEquals(DockerfileTest.DATA, configuration.at("/data/folder").stringValue());
    assertEquals(
        List.of("serve", "--config", mounts.get("config") + "/" + CONFIGURATION),
        container().getArgs());
    assertEquals(
        only(PersistentVolumeClaim.class).getMetadata().getName(),
        volume("data").getPersistentVolumeClaim().getClaimName());
    List<Kustomization.ConfigMap> generated = kustomization(FOLDER).configMapGenerator();
    assertNotNull(generated);
    assertEquals(generated.get(0).name(), volume("config").getConfigMap().getName());
    assertEquals(List.of(CONFIGURATION), generated.get(0).files());
    // The root file system is read-only, and Netty unpacks its native transport.
    assertEquals("/tmp", mounts.get("temporary"));
  }

  // As kubectl renders it

  @Test
  void kubectlRendersWhatTheFilesSay() throws Exception {
    String rendered = CommandLineTool.require("kubectl").run("kustomize", FOLDER.toString());

    List<HasMetadata> resources = StrictManifests.resources(rendered);
    List<String> kinds = resources.stream().map(HasMetadata::getKind).sorted().toList();
    assertEquals(
        List.of(
            "ConfigMap",
            "Deployment",
            "NetworkPolicy",
            "PersistentVolumeClaim",
            "PodDisruptionBudget",
            "Service",
            "Service",
            "Service"),
        kinds);
    ConfigMap configuration = only(resources, ConfigMap.class);
    assertEquals(
        Files.readString(FOLDER.resolve(CONFIGURATION)),
        configuration.getData().get(CONFIGURATION));
    PodSpec pod = only(resources, Deployment.class).getSpec().getTemplate().getSpec();
    assertTrue(
        pod.getVolumes().stream()
            .map(Volume::getConfigMap)
            .anyMatch(
                map -> map != null && map.getName().equals(configuration.getMetadata().getName())));
    assertTrue(pod.getContainers().get(0).getImage().matches("skep:\\d+\\.\\d+\\.\\d+"));
  }

  @Test
  void kubectlRendersTheServiceMonitorWhereItIsWanted(@TempDir Path folder) throws Exception {
    CommandLineTool kubectl = CommandLineTool.require("kubectl");
    Path root = folder.resolve("k8s");
    try (Stream<Path> files = Files.walk(FOLDER)) {
      for (Path file : files.toList()) {
        Path copy = root.resolve(FOLDER.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Path kustomization = root.resolve(KUSTOMIZATION);
    String asDelivered = Files.readString(kustomization);
    String withComponent =
        asDelivered.replace(
            "# components:\n#   - components/service-monitor",
            "components:\n  - components/service-monitor");
    assertFalse(withComponent.equals(asDelivered), "The comment that names the component is gone");
    Files.writeString(kustomization, withComponent);

    String rendered = kubectl.run("kustomize", root.toString());

    List<JsonNode> monitors =
        StrictManifests.documents(rendered).stream()
            .filter(document -> document.path("kind").asString().equals("ServiceMonitor"))
            .toList();
    assertEquals(1, monitors.size());
    assertEquals(serviceMonitor(), StrictManifests.typed(monitors.get(0), ServiceMonitor.class));
  }
}
