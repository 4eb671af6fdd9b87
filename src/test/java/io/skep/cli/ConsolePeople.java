package io.skep.cli;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What people do in the console, by what they see of it. */
record ConsolePeople(String console, AdminApi api) {
  static final String PASSWORD = "correct horse battery staple";

  static Locator button(Page page, String words) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  static Locator link(Page page, String words) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  static Locator heading(Page page, String words) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words));
  }

  /** Comes by the link that the tracker printed, and becomes the first administrator. */
  static void becomeFirstAdministrator(Page page, String link, String name) {
    page.navigate(link);
    page.fill("input[name=name]", name);
    writePassword(page);
    button(page, "Begin").click();
    heading(page, "Overview").waitFor();
  }

  private static void writePassword(Page page) {
    page.fill("input[name=password]", PASSWORD);
    page.fill("input[name=again]", PASSWORD);
  }

  /** Takes an invitation. */
  static void join(Page page, String link, String name) {
    page.navigate(link);
    page.fill("input[name=name]", name);
    writePassword(page);
    button(page, "Join").click();
    heading(page, "My account").waitFor();
  }

  /** Is added by a program, sets a password by the link for it, and signs in. */
  void arrive(Page page, String name, String role) throws IOException, InterruptedException {
    api.post("/users", new JsonObject().put("name", name).put("role", role));
    String link =
        api.post("/users/name:" + name + "/password-link", new JsonObject()).getString("link");
    page.navigate(console + link.substring(link.indexOf("/#")));
    writePassword(page);
    button(page, "Set it").click();
    heading(page, "Sign in").waitFor();
    signIn(page, name, PASSWORD);
    heading(page, "Overview").waitFor();
  }

  static void signIn(Page page, String name, String password) {
    page.fill("input[name=name]", name);
    page.fill("input[name=password]", password);
    button(page, "Sign in").click();
  }

  void open(Page page, String path) {
    page.navigate(console + "/#/" + path);
  }

  /** Drops a file onto the page, as from the desktop. */
  static void drop(Page page, Path file) throws IOException {
    String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    page.locator(".drop").waitFor();
    page.evaluate(
        """
        ({ bytes, name }) => {
          const carried = new DataTransfer();
          const content = Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0));
          carried.items.add(new File([content], name));
          const event = { dataTransfer: carried, bubbles: true, cancelable: true };
          const target = document.querySelector('.drop');
          target.dispatchEvent(new DragEvent('dragenter', event));
          target.dispatchEvent(new DragEvent('drop', event));
        }""",
        Map.of("bytes", bytes, "name", file.getFileName().toString()));
  }

  /** The .torrent that the page of a torrent gives. */
  static byte[] download(Page page) throws IOException {
    Path file = page.waitForDownload(() -> link(page, "Download .torrent").click()).path();
    return Files.readAllBytes(file);
  }

  /** The announce URLs that the account's page shows. */
  static List<String> announceUrls(Page page) {
    page.locator("summary").click();
    page.locator("details code").first().waitFor();
    return page.locator("details code").allTextContents();
  }
}
