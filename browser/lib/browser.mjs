// The browser, and what is asked of every page.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// As root, and in most containers, there is no sandbox to be had; the pages are our own. A demo is on this machine, so there
// nothing else can even be looked up: whatever a page or the browser itself would fetch from elsewhere fails, and is seen.
const args = ["--no-sandbox"];
if (process.env.POLYCLINIC_BIN) args.push("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost");

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });

/** Notes whatever the console complains about: a policy that was broken, a file that is missing. */
export function listen(page) {
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

/** The rules of axe-core that look at colours. */
export const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe-core has against the page, and how many of its rules passed. */
export async function judge(page, runOnly = { type: "tag", values: tags }) {
  // Evaluated by the developer tools, which no policy of the page stops.
  await page.evaluate(axe);
  // What passed is counted by rule, so its places need not be written down.
  const found = await page.evaluate((options) => window.axe.run(options), { runOnly, resultTypes: ["violations"] });
  const told = ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => `${node.html}\n      ${node.failureSummary}`).join("\n    ")}`;
  return { violations: found.violations.map(told), passes: found.passes.length };
}

/** Nothing may reach beyond the right edge of the window. */
export async function fits(page, name) {
  const [content, space] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= space, `${name}: ${content} pixels wide in ${space}`);
}

/** A picture for people to look at, where a folder for them is given. */
export async function picture(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** The name of what has the focus. */
export const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const named = document.getElementById(element.getAttribute("aria-labelledby"));
    return (named ?? element).textContent.trim();
  });

/** Goes on by the keyboard alone until what is named so has the focus, and the focus is seen all the way. */
export async function tabTo(page, name) {
  const seen = [];
  while (seen.length < 40) {
    await page.keyboard.press("Tab");
    seen.push(await focused(page));
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", `the focus is seen on ${seen.at(-1)}`);
    if (seen.at(-1) === name) return;
  }
  assert.fail(`no way by keyboard to ${name}: ${seen.join(" | ")}`);
}

/** Sends a form, and waits for the page that answers: what is looked at next must not be the one before. */
export const send = (page, button) => Promise.all([page.waitForEvent("load"), button.click()]);

export async function signIn(page, url, secret) {
  await page.goto(`${url}/portal`);
  await page.getByLabel("API key or admin secret").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Dashboard" }).waitFor();
}

/** Asks for access as anybody would. */
export async function ask(page, url, company, practice) {
  await page.goto(`${url}/portal/request-access`);
  await page.getByLabel("Company").fill(company);
  await page.getByLabel("Practice").fill(practice);
  await page.getByLabel("Your name").fill("Bob Example");
  await page.getByLabel("E-mail").fill("bob@example.com");
  await page.getByLabel(/^Providers/).check();
  await page.getByLabel(/^Tickets/).check();
  await page.getByLabel(/^Anything else/).fill("We make the web site.");
  await page.getByRole("button", { name: "Send request" }).click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
}
