// From a request for access to a call, a new key and its end.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, focused, launch, listen, signIn, tabTo } from "./lib/browser.mjs";
import { call, start } from "./lib/server.mjs";

const practice = "DemoOffice";
let server;
let browser;

before(async () => {
  server = await start(0);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page of a browser of its own, signed in when a secret is given. */
async function open({ secret, ...options } = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  if (secret) await signIn(page, server.url, secret);
  return page;
}

test("a wrong key is told so, and the field says it", async () => {
  const page = await open();
  await page.goto(`${server.url}/portal`);
  await page.getByLabel("API key or admin secret").fill("pk_wrong");
  await page.keyboard.press("Enter");
  await page.getByText("Invalid access key").waitFor();
  const field = page.getByLabel("API key or admin secret");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.ok(await field.evaluate((input) => input === document.activeElement), "the field has the focus");
});

test("a request is approved in place, its key copied, and a call made with it shows up by itself", async (t) => {
  await ask(await open(), server.url, "Tern Software", practice);
  const page = await open({ secret: server.secret });
  const complaints = listen(page);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("link", { name: /access requests? waits? for your decision/ }).click();
  await page.getByRole("button", { name: "Approve the request of Tern Software" }).click();
  const secret = await page.locator("#secret").textContent();
  assert.match(secret, /^pk_[\w-]{43}$/);
  await page.getByRole("button", { name: "Copy secret" }).click();
  await page.getByText("Copied.").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
  await page.goto(`${server.url}/portal/access-requests`);
  await page.getByRole("row", { name: /Tern Software.*Approved/ }).waitFor();

  await page.goto(`${server.url}/portal/activity`);
  await page.getByLabel("Partner").selectOption("Tern Software");
  await page.getByLabel("Endpoint contains").fill("/V1/ME");
  await page.keyboard.press("Enter");
  await page.getByText("No calls here.").waitFor();
  const endpoint = page.getByLabel("Endpoint contains");
  await endpoint.focus();
  await page.keyboard.press("End");
  await page.keyboard.type("!");
  const statuses = await call(server.url, practice, secret, 3);
  if (!statuses) return t.skip("this server has no door that takes keys");
  assert.deepEqual(statuses, [200, 200, 200, 200]);
  const calls = page.getByRole("cell", { name: "/v1/me" });
  await calls.first().waitFor();
  assert.equal(await calls.count(), 3, "the exchange is filtered out");
  assert.ok(await endpoint.evaluate((input) => input === document.activeElement), "the focus stays where it was");
  assert.equal(await endpoint.inputValue(), "/V1/ME!", "and so does what was typed");

  await page.getByRole("button", { name: "Pause updates" }).click();
  await call(server.url, practice, secret, 1);
  await page.waitForTimeout(5000);
  assert.equal(await calls.count(), 3, "nothing moves while paused");
  await page.getByRole("button", { name: "Resume updates" }).click();
  await page.waitForFunction(() => document.querySelectorAll("[data-live-rows] tr").length === 4);
  assert.deepEqual(complaints, []);
});

test("a key is made, signs its partner in, and is dead the moment it is revoked", async () => {
  const page = await open({ secret: server.secret });
  await page.getByRole("link", { name: "Partners" }).click();
  await page.getByRole("link", { name: "New partner" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Otter <b>Systems</b>");
  await page.getByRole("button", { name: "Add partner" }).click();
  await page.getByRole("link", { name: "New key for this partner" }).click();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("alert").getByRole("link", { name: /^Name/ }).click();
  await page.keyboard.type("Web site");
  await page.getByLabel("Practices (PPass)").fill(practice);
  await page.getByLabel(/^KB/).check();
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = await page.locator("#secret").textContent();

  const partner = await open({ secret });
  assert.equal(await partner.getByRole("link", { name: "Partners" }).count(), 0);
  await partner.getByRole("link", { name: "API Keys" }).click();
  await partner.getByRole("cell", { name: "Otter <b>Systems</b>" }).waitFor();
  assert.equal((await partner.goto(`${server.url}/portal/partners`)).status(), 404);

  await page.goto(`${server.url}/portal/keys`);
  assert.equal(await page.getByText(secret).count(), 0, "never shown again");
  await page.getByRole("link", { name: "Web site" }).click();
  await page.getByRole("link", { name: "Revoke key…" }).click();
  await page.getByRole("heading", { name: "Revoke the key Web site?" }).waitFor();
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("link", { name: "Revoke key…" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await page.getByText("The key has been revoked.").waitFor();
  await partner.goto(`${server.url}/portal`);
  await partner.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("the figures are read by keyboard and from the accessibility tree", async () => {
  const page = await open({ secret: server.secret });
  const tree = await page.locator("main").ariaSnapshot();
  assert.match(tree, /- img "Calls per day, last 7 days, UTC"/);
  assert.match(tree, /- table "The same figures, newest day first"/);
  assert.equal((tree.match(/- row "\w{3}, \d+ \w{3} /g) ?? []).length, 7, tree);
  for (const name of ["Total Calls", "Success Rate", "Avg Duration", "Error Count"]) {
    assert.match(tree, new RegExp(`- term: ${name}\n\\s+- definition: \\S+`));
  }
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "Skip to content");
  await page.keyboard.press("Enter");
  const seen = [];
  for (let presses = 0; presses < 12 && !seen.at(-1)?.startsWith("The same figures"); presses += 1) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
    const outlined = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outlined, "none", `the focus is seen on ${seen.at(-1)}`);
  }
  assert.ok(seen.at(-1).startsWith("The same figures"), seen.join(" | "));
});

/** A partner of that name with a key of that name: the partner's address, the key's, and its secret. */
async function partnerWithKey(page, name, keyName) {
  await page.goto(`${server.url}/portal/partners/new`);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Add partner" }).click();
  const partner = page.url();
  await page.getByRole("link", { name: "New key for this partner" }).click();
  await page.getByLabel("Name", { exact: true }).fill(keyName);
  await page.getByLabel("Practices (PPass)").fill(practice);
  await page.getByLabel(/^KB/).check();
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = await page.locator("#secret").textContent();
  await page.goto(partner);
  const key = await page.getByRole("link", { name: keyName }).getAttribute("href");
  return { partner, key: `${server.url}${key}`, secret };
}

test("a key is changed by mouse, and what is wrong is said at its field", async () => {
  const page = await open({ secret: server.secret });
  const complaints = listen(page);
  const { key } = await partnerWithKey(page, "Heron Works", "Calendar");
  await page.goto(key);
  await page.getByRole("link", { name: "Change this key" }).click();
  assert.equal(await page.getByLabel("Practices (PPass)").inputValue(), practice);
  assert.ok(await page.getByLabel(/^KB/).isChecked());
  await page.getByLabel("Practices (PPass)").fill(`${practice}, nowhere`);
  await page.getByLabel("Last day").fill("2020-01-01");
  await page.getByRole("button", { name: "Save" }).click();
  const problems = page.getByRole("alert");
  await problems.getByRole("link", { name: "Last day: This moment has passed." }).waitFor();
  assert.ok(await problems.evaluate((list) => list === document.activeElement), "the list of mistakes has the focus");
  await problems.getByRole("link", { name: "There is no practice “nowhere”." }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "field-practices");
  await page.getByLabel("Practices (PPass)").fill(practice);
  await page.getByLabel("Last day").fill("2090-12-31");
  await page.getByLabel(/^Tags/).check();
  await page.getByLabel("Name", { exact: true }).fill("Calendar and tags");
  await page.getByRole("button", { name: "Save" }).click();
  const done = page.getByRole("status");
  await done.getByText("Saved.").waitFor();
  assert.ok(await done.evaluate((notice) => notice === document.activeElement), "what was done has the focus");
  assert.equal(page.url(), key, "a page that is reloaded does not say so again");
  await page.getByText("1 Jan 2091, 00:00:00").waitFor();
  await page.getByText("KB, Tags").waitFor();
  // That the refused form was answered 422 is in the console as well.
  assert.deepEqual(complaints.filter((text) => !text.includes("status of 422")), []);
});

test("a key and its partner are ended by keyboard, and each step asks first", async () => {
  const page = await open({ secret: server.secret });
  const { partner, key } = await partnerWithKey(page, "Wren Labs", "Short-lived");
  await page.goto(partner);
  await tabTo(page, "Delete partner…");
  await page.keyboard.press("Enter");
  await page.getByText("This partner has an active key. Revoke it first.").waitFor();
  assert.equal(await page.getByRole("button", { name: "Delete partner" }).count(), 0);
  await page.goto(key);
  for (const [step, done] of [["Revoke key", "The key has been revoked."], ["Delete key", "The key has been deleted."]]) {
    await tabTo(page, `${step}…`);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /Short-lived\?$/ }).waitFor();
    await tabTo(page, step);
    await page.keyboard.press("Enter");
    await page.getByText(done).waitFor();
    assert.ok((await focused(page)).startsWith(done), "what was done has the focus");
  }
  await page.goto(partner);
  await tabTo(page, "Delete partner…");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Delete the partner Wren Labs?" }).waitFor();
  await tabTo(page, "Delete partner");
  await page.keyboard.press("Enter");
  await page.getByText("The partner has been deleted.").waitFor();
  assert.equal(await page.getByRole("link", { name: "Wren Labs" }).count(), 0);
});

test("sessions are listed, and ended by mouse and by keyboard", async () => {
  const operator = await open({ secret: server.secret });
  const { secret } = await partnerWithKey(operator, "Puffin Apps", "Everywhere");
  const [page, second] = [await open({ secret }), await open({ secret })];
  const isOut = async (other) => {
    await other.goto(`${server.url}/portal`);
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
  };
  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByRole("row", { name: /This one.*Sign out/ }).waitFor();
  assert.equal(await page.getByRole("row").count(), 3, "the head and two sessions");
  await page.getByRole("button", { name: /^End the session since/ }).click();
  await page.getByText("The session has been ended.").waitFor();
  await isOut(second);
  assert.equal(await page.getByText("End all other sessions…").count(), 0);
  const more = [await open({ secret }), await open({ secret })];
  await page.reload();
  await tabTo(page, "End all other sessions…");
  assert.ok(await page.getByRole("button", { name: "End all other sessions" }).isHidden());
  await page.keyboard.press("Enter");
  await tabTo(page, "End all other sessions");
  await page.keyboard.press("Enter");
  await page.getByText("All other sessions have been ended.").waitFor();
  assert.equal(await page.getByRole("row").count(), 2);
  for (const other of more) await isOut(other);
  await operator.goto(`${server.url}/portal`);
  await operator.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
});

test("everything works without script", async () => {
  const page = await open({ javaScriptEnabled: false, secret: server.secret });
  await ask(page, server.url, "Paper Boats", practice);
  await page.goto(`${server.url}/portal/access-requests?status=Pending`);
  await page.getByRole("link", { name: "Paper Boats", exact: true }).click();
  await page.getByLabel("Name of the key").fill("Scriptless");
  await page.getByRole("button", { name: "Approve and make key" }).click();
  assert.match(await page.locator("#secret").textContent(), /^pk_/);
  assert.equal(await page.getByRole("button", { name: "Copy secret" }).count(), 0, "no button that does nothing");
  await page.goto(`${server.url}/portal/activity`);
  assert.equal(await page.getByRole("button", { name: "Pause updates" }).count(), 0);
  await page.goto(`${server.url}/portal/keys`);
  await page.getByRole("link", { name: "Scriptless" }).click();
  await page.getByLabel("In 7 days").check();
  await page.getByRole("button", { name: "Rotate key" }).click();
  await page.getByText(/^The old key, which ends in .{4}, works until/).waitFor();
  await page.goto(`${server.url}/portal/keys`);
  await page.getByRole("link", { name: "Scriptless" }).first().click();
  await page.getByRole("link", { name: "Change this key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Changed without script");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("link", { name: "Revoke key…" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await page.getByRole("link", { name: "Delete key…" }).click();
  await page.getByRole("button", { name: "Delete key" }).click();
  await page.getByText("The key has been deleted.").waitFor();
  const other = await open({ secret: server.secret });
  await page.getByRole("link", { name: "Sessions" }).click();
  await page.getByText("End all other sessions…").click();
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await page.getByText("All other sessions have been ended.").waitFor();
  await other.goto(`${server.url}/portal`);
  await other.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.goto(`${server.url}/portal/keys`);
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

test("every console of the documentation opens and tries a call on this server", async () => {
  const page = await open();
  await page.goto(`${server.url}/portal/docs`);
  const consoles = await page.getByRole("link", { name: /^Open console/ }).all();
  const addresses = await Promise.all(consoles.map((link) => link.getAttribute("href")));
  assert.ok(addresses.includes("/careportals/docs/"));
  for (const address of addresses) {
    const complaints = listen(page);
    const elsewhere = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith("data:")) elsewhere.push(request.url());
    });
    await page.goto(`${server.url}${address}`);
    await page.locator(".opblock").first().waitFor();
    assert.deepEqual(complaints, [], address);
    assert.deepEqual(elsewhere, [], address);
  }
  await page.goto(`${server.url}/careportals/docs/`);
  await page.getByRole("button", { name: /^get \/services$/i }).click();
  await page.getByRole("button", { name: "Try it out" }).click();
  await page.locator(".opblock.is-open input").first().fill(practice);
  await page.getByRole("button", { name: "Execute", exact: true }).click();
  const status = page.locator(".responses-table.live-responses-table .response-col_status").nth(1);
  assert.match(await status.textContent(), /200/);
});
