// Every page on a phone, a tablet and a desk, light and dark: what axe-core says, and that nothing is cut off.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ask, colours, fits, judge, launch, listen, picture, send, signIn } from "./lib/browser.mjs";
import { call, start } from "./lib/server.mjs";

const practice = "DemoOffice";
let server;
let browser;
let states;
let pages;

before(async () => {
  server = await start(1);
  browser = await launch();
  const page = await (await browser.newContext()).newPage();
  for (const company of ["Tern Software", "Paper Boats", "A company with an exceptionally long name & Söhne <i>Ltd</i>"]) {
    await ask(page, server.url, company, practice);
  }
  await signIn(page, server.url, server.secret);
  await page.goto(`${server.url}/portal/access-requests`);
  const address = await page.getByRole("link", { name: "Paper Boats", exact: true }).getAttribute("href");
  await page.getByRole("button", { name: "Approve the request of Tern Software" }).click();
  const secret = await page.locator("#secret").textContent();
  await page.goto(`${server.url}/portal/access-requests`);
  await page.getByRole("link", { name: "Reject… the request of Paper Boats" }).click();
  await page.getByRole("button", { name: "Reject request" }).click();
  const pending = await page.getByRole("link", { name: /^A company/ }).getAttribute("href");
  await page.goto(`${server.url}/portal/partners`);
  const partner = await page.getByRole("link", { name: "Tern Software" }).getAttribute("href");
  await page.goto(`${server.url}/portal/keys`);
  const key = await page.getByRole("link", { name: "Tern Software" }).getAttribute("href");
  await page.goto(`${server.url}/portal/partners/new`);
  await page.getByLabel("Name", { exact: true }).fill("Idle Ltd");
  await page.getByRole("button", { name: "Add partner" }).click();
  const idle = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "New key for this partner" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Revoked long ago");
  await page.getByLabel("Practices (PPass)").fill(practice);
  await page.getByRole("button", { name: "Create key" }).click();
  await page.goto(`${server.url}${idle}`);
  const dead = await page.getByRole("link", { name: "Revoked long ago" }).getAttribute("href");
  await page.goto(`${server.url}${dead}/revoke`);
  await page.getByRole("button", { name: "Revoke key" }).click();
  await signIn(await (await browser.newContext()).newPage(), server.url, server.secret);
  const operator = await page.context().storageState();
  const partners = await (await browser.newContext()).newPage();
  await signIn(partners, server.url, secret);
  states = { anybody: undefined, operator, partner: await partners.context().storageState() };
  await call(server.url, practice, secret, 20);
  await call(server.url, "nowhere", secret);
  await new Promise((done) => setTimeout(done, 1500));
  pages = [
    ["anybody", "sign-in", "/portal/sign-in"],
    ["anybody", "sign-in-refused", "/portal/sign-in", (page) => send(page, page.getByRole("button", { name: "Sign in" }))],
    ["anybody", "request-access", "/portal/request-access"],
    ["anybody", "request-access-refused", "/portal/request-access", (page) => send(page, page.getByRole("button", { name: "Send request" }))],
    ["anybody", "request-access-sent", "/portal/request-access?sent"],
    ["anybody", "documentation", "/portal/docs"],
    ["anybody", "not-found", "/portal/nothing"],
    ["anybody", "booking", `/book/${practice}`],
    ["operator", "dashboard", "/portal"],
    ["operator", "partners", "/portal/partners"],
    ["operator", "partners-none", "/portal/partners?search=nobody"],
    ["operator", "partner", partner],
    ["operator", "partner-new", "/portal/partners/new"],
    ["operator", "keys", "/portal/keys"],
    ["operator", "key", key],
    ["operator", "key-change", `${key}/change`],
    ["operator", "key-change-refused", `${key}/change`, (page) => refuse(page, "Name", "Save")],
    ["operator", "key-revoke", `${key}/revoke`],
    ["operator", "key-dead", dead],
    ["operator", "key-delete", `${dead}/delete`],
    ["operator", "partner-delete-refused", `${partner}/delete`],
    ["operator", "partner-delete", `${idle}/delete`],
    ["operator", "sessions", "/portal/sessions"],
    ["operator", "sessions-asked", "/portal/sessions", (page) => page.getByText("End all other sessions…").click()],
    ["operator", "key-new", "/portal/keys/new"],
    ["operator", "key-new-refused", "/portal/keys/new", (page) => send(page, page.getByRole("button", { name: "Create key" }))],
    ["operator", "secret", key, (page) => send(page, page.getByRole("button", { name: "Rotate key" }))],
    ["operator", "requests", "/portal/access-requests"],
    ["operator", "request-pending", pending],
    ["operator", "request-rejected", address],
    ["operator", "activity", "/portal/activity"],
    ["operator", "activity-none", "/portal/activity?endpoint=none&status=5xx"],
    ["partner", "dashboard-of-partner", "/portal"],
    ["partner", "keys-of-partner", "/portal/keys"],
    ["partner", "key-of-partner", key],
    ["partner", "sessions-of-partner", "/portal/sessions"],
    ["partner", "activity-of-partner", "/portal/activity"],
  ];
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A window of somebody, and what its console complains about. */
async function open(who, options) {
  const context = await browser.newContext({ ...options, storageState: states[who], reducedMotion: "reduce" });
  const page = await context.newPage();
  return { page, complaints: listen(page) };
}

/** Sends a form with that field left empty. */
async function refuse(page, field, button) {
  await page.getByLabel(field, { exact: true }).fill("");
  await send(page, page.getByRole("button", { name: button }));
}

// Dark pages differ from light ones in their colours alone, so there the other rules are not asked again.
// Both layouts of tables are in the narrowest and the widest window; pictures are taken of all.
const widths = [320, 800, 1280];
const schemes = [
  ["light", widths, undefined],
  ["dark", process.env.SCREENSHOTS ? widths : [320, 1280], colours],
];

describe("looks", { concurrency: 2 }, () => {
  // As wide as A4 within its margins.
  test("on paper, where nothing is dark and tables stay tables", async () => {
    const { page } = await open("operator", { colorScheme: "dark", viewport: { width: 718, height: 1000 } });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const [who, name, address, act] of pages) {
      if (who !== "operator" || act) continue;
      await page.goto(`${server.url}${address}`);
      await picture(page, `${name}-print`);
      await fits(page, name);
      const dark = await page.evaluate(() => getComputedStyle(document.body).color !== "rgb(23, 38, 43)");
      assert.ok(!dark, `${name}: the ink is that of dark pages`);
      assert.ok(await page.locator(".parts").isHidden(), name);
      for (const row of await page.locator("tbody tr").all()) {
        assert.equal(await row.evaluate((element) => getComputedStyle(element).display), "table-row", name);
      }
    }
    await page.context().close();
  });

  for (const [colorScheme, wide, rules] of schemes) {
    for (const width of wide) {
      test(`${width} pixels, ${colorScheme}`, async (t) => {
        // A window each, which goes from page to page: opening one takes longer than all that is asked of a page.
        const windows = {};
        let passes = 0;
        for (const [who, name, address, act] of pages) {
          windows[who] ??= await open(who, { colorScheme, viewport: { width, height: 800 } });
          const { page, complaints } = windows[who];
          await page.goto(`${server.url}${address}`);
          if (act) {
            await act(page);
            await page.waitForLoadState();
          }
          await picture(page, `${name}-${width}-${colorScheme}`);
          await fits(page, name);
          const found = await judge(page, rules);
          assert.deepEqual(found.violations, [], name);
          // That a page answers 401, 404 or 422 is in the console as well.
          assert.deepEqual(complaints.filter((text) => !text.includes("the server responded with a status of 4")), [], name);
          complaints.length = 0;
          passes += found.passes;
        }
        t.diagnostic(`axe-core: 0 violations on ${pages.length} pages, ${passes} rules passed`);
        for (const { page } of Object.values(windows)) await page.context().close();
      });
    }
  }
});
