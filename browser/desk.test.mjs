// The desk of those who work for a practice: by mouse and by keyboard, with and without script, in a language from left to right and
// in one from right to left, at both widths.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { fits, judge, launch, listen, picture, send } from "./lib/browser.mjs";
import { start } from "./lib/server.mjs";

const [owner, password] = ["owner@demo.example", "desk-of-the-demo"];
let browser, server, desk;

before(async () => {
  [browser, server] = await Promise.all([launch(), start(2)]);
  desk = `${server.url}/desk/DemoOffice`;
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The code that a phone shows which was told that secret (RFC 6238). */
function phone(secret, now = Date.now()) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret.replaceAll(" ", "")].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const mac = createHmac("sha1", key).update(step).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function signIn(page, login = owner, secret = password) {
  await page.goto(`${desk}/sign-in`);
  await page.locator("#field-login").fill(login);
  await page.locator("#field-password").fill(secret);
  await page.locator("form.card button").click();
}

test("a colleague is added, chooses a password, and is switched off", async () => {
  const [context, theirs] = [await browser.newContext(), await browser.newContext()];
  const page = await context.newPage();
  const complaints = listen(page);
  await signIn(page);
  await page.getByRole("link", { name: "Users" }).click();
  await page.getByRole("link", { name: "New user" }).click();
  await page.getByLabel("Name").fill("Dana Example");
  await page.getByLabel("E-mail").fill("dana@demo.example");
  await page.getByLabel("Role").selectOption({ label: "Practitioner" });
  await page.getByRole("button", { name: "Add user" }).click();
  await page.getByRole("heading", { name: "Hand over this link" }).waitFor();
  const link = await page.locator("#link").textContent();
  const dana = await theirs.newPage();
  await dana.goto(link);
  await dana.getByLabel("New password").fill("two rivers and a hill");
  await dana.getByRole("button", { name: "Save" }).click();
  await dana.getByText("Your new password works.").waitFor();
  await signIn(dana, "dana@demo.example", "two rivers and a hill");
  await dana.getByRole("heading", { level: 1, name: "My account" }).waitFor();
  assert.equal(await dana.getByRole("link", { name: "Users" }).count(), 0, "practitioners manage nobody");
  await page.getByRole("link", { name: "Users" }).click();
  await page.getByRole("link", { name: "Dana Example" }).click();
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("They have been switched off.").waitFor();
  await dana.reload();
  await dana.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
  assert.deepEqual(complaints, []);
  await Promise.all([context.close(), theirs.close()]);
});

test("a second factor is set up and asked for, by keyboard alone and without script", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const login = "desk@demo.example";
  await page.goto(`${desk}/sign-in`);
  // Past the way to the content, the practice's name: the first field.
  for (const text of [login, password]) {
    while ((await page.locator(":focus").evaluate((found) => found.tagName, undefined, { timeout: 1000 }).catch(() => "")) !== "INPUT"
      || (await page.locator(":focus").inputValue()) !== "") await page.keyboard.press("Tab");
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "My account" }).waitFor();
  await page.getByRole("link", { name: "Set up" }).press("Enter");
  await page.getByRole("button", { name: "Set up" }).press("Enter");
  const secret = await page.locator(".secret-text code").textContent();
  await page.getByRole("img", { name: "QR code for your app" }).waitFor();
  await picture(page, "desk-qr-en-1280");
  await page.getByLabel("Code", { exact: true }).fill(phone(secret));
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Your recovery codes" }).waitFor();
  const codes = await page.locator(".codes code").allTextContents();
  assert.equal(new Set(codes).size, 10);
  await page.getByRole("link", { name: "I have kept them" }).press("Enter");
  await page.getByRole("button", { name: "Sign out", exact: true }).press("Enter");
  await signIn(page, login);
  await page.getByRole("heading", { level: 1, name: "Enter your code" }).waitFor();
  await page.getByLabel("Code", { exact: true }).fill("no code");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("This code is not right.").waitFor();
  await page.getByLabel("Code", { exact: true }).fill(codes[0]);
  await page.keyboard.press("Enter");
  await page.getByText("You have 9 recovery codes left.").waitFor();
  await context.close();
});

for (const [language, heading] of [["en", "My account"], ["ar", "حسابي"]]) {
  for (const [width, colorScheme] of [[320, "dark"], [800, "light"], [1280, "light"], [1280, "dark"]]) {
    test(`every page in ${language} at ${width} pixels, ${colorScheme}`, async () => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      const look = async (name) => {
        await fits(page, name);
        await picture(page, `desk-${name}-${language}-${width}-${colorScheme}`);
        const { violations, passes } = await judge(page);
        assert.deepEqual(violations, [], name);
        assert.ok(passes > 10, `${name}: ${passes} rules`);
      };
      const open = async (name, path) => {
        await page.goto(`${desk}/${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
        await look(name);
      };
      await open("sign-in", "sign-in");
      await send(page, page.locator("form.card button"));
      await look("sign-in-refused");
      await open("forgotten", "forgotten-password?done=link");
      await open("new-password", "new-password/none");
      await send(page, page.locator("form.card button"));
      await look("new-password-dead");
      await signIn(page);
      await page.getByRole("heading", { level: 1, name: heading }).waitFor();
      await look("account");
      await open("password", "account/password");
      await send(page, page.locator("form.card button"));
      await look("password-refused");
      await open("factor", "account/second-factor");
      await send(page, page.locator("main form button"));
      await page.locator(".qr").waitFor();
      await look("factor-begun");
      await open("users", "users");
      await open("new-user", "users/new");
      await send(page, page.locator("form.card button"));
      await look("new-user-refused");
      await open("users-again", "users");
      await send(page, page.getByRole("link", { name: "Greta Omondi" }));
      await look("user");
      await send(page, page.locator("form[action$='/link'] button"));
      await look("link");
      await open("nothing", "nothing");
      await context.close();
    });
  }
}
