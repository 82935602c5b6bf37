// Every page on a phone, a tablet and a desk, light and dark: what axe-core says, and that nothing is cut off.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, fits, judge, launch, listen, picture, signIn } from "./lib/browser.mjs";
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
  await page.getByRole("button", { name: "Reject the request of Paper Boats" }).click();
  const pending = await page.getByRole("link", { name: /^A company/ }).getAttribute("href");
  await page.goto(`${server.url}/portal/partners`);
  const partner = await page.getByRole("link", { name: "Tern Software" }).getAttribute("href");
  await page.goto(`${server.url}/portal/keys`);
  const key = await page.getByRole("link", { name: "Tern Software" }).getAttribute("href");
  const operator = await page.context().storageState();
  const partners = await (await browser.newContext()).newPage();
  await signIn(partners, server.url, secret);
  states = { anybody: undefined, operator, partner: await partners.context().storageState() };
  await call(server.url, practice, secret, 20);
  await call(server.url, "nowhere", secret);
  await new Promise((done) => setTimeout(done, 1500));
  pages = [
    ["anybody", "sign-in", "/portal/sign-in"],
    ["anybody", "sign-in-refused", "/portal/sign-in", (page) => page.getByRole("button", { name: "Sign in" }).click()],
    ["anybody", "request-access", "/portal/request-access"],
    ["anybody", "request-access-refused", "/portal/request-access", (page) => page.getByRole("button", { name: "Send request" }).click()],
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
    ["operator", "key-new", "/portal/keys/new"],
    ["operator", "key-new-refused", "/portal/keys/new", (page) => page.getByRole("button", { name: "Create key" }).click()],
    ["operator", "secret", key, (page) => page.getByRole("button", { name: "Rotate key" }).click()],
    ["operator", "requests", "/portal/access-requests"],
    ["operator", "request-pending", pending],
    ["operator", "request-rejected", address],
    ["operator", "activity", "/portal/activity"],
    ["operator", "activity-none", "/portal/activity?endpoint=none&status=5xx"],
    ["partner", "dashboard-of-partner", "/portal"],
    ["partner", "keys-of-partner", "/portal/keys"],
    ["partner", "activity-of-partner", "/portal/activity"],
  ];
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 800, 1280]) {
    test(`${width} pixels, ${colorScheme}`, async (t) => {
      const contexts = {};
      let passes = 0;
      for (const [who, name, address, act] of pages) {
        contexts[who] ??= await browser.newContext({
          colorScheme,
          viewport: { width, height: 800 },
          storageState: states[who],
          reducedMotion: "reduce",
        });
        const page = await contexts[who].newPage();
        const complaints = listen(page);
        await page.goto(`${server.url}${address}`);
        if (act) {
          await act(page);
          await page.waitForLoadState();
        }
        await picture(page, `${name}-${width}-${colorScheme}`);
        await fits(page, name);
        const found = await judge(page);
        assert.deepEqual(found.violations, [], name);
        // That a page answers 401, 404 or 422 is in the console as well.
        assert.deepEqual(complaints.filter((text) => !text.includes("the server responded with a status of 4")), [], name);
        passes += found.passes;
        await page.close();
      }
      t.diagnostic(`axe-core: 0 violations on ${pages.length} pages, ${passes} rules passed`);
      for (const context of Object.values(contexts)) await context.close();
    });
  }
}
