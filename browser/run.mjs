// Runs the journeys, once it is sure that they can run. With `--check` it only looks whether they can.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";

const oldest = 20;
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const required = !["", "0", undefined].includes(process.env.POLYCLINIC_REQUIRE_BROWSER);

function trouble() {
  if (Number(process.versions.node.split(".")[0]) < oldest) {
    return `node ${oldest} or later is needed; ${process.execPath} is ${process.versions.node}`;
  }
  try {
    accessSync(browser, constants.X_OK);
  } catch {
    return `there is no browser at ${browser} (Debian: apt-get install chromium; elsewhere: set CHROMIUM)`;
  }
  return undefined;
}

const why = trouble();
if (why) {
  const end = required ? "POLYCLINIC_REQUIRE_BROWSER is set" : "POLYCLINIC_REQUIRE_BROWSER=1 makes this a failure";
  console.error(`\n*** The journeys in a browser do NOT run: ${why}; ${end} ***\n`);
  process.exitCode = required ? 1 : 0;
} else if (!process.argv.includes("--check")) {
  // One file after the other: each has a server and a browser of its own.
  const tests = spawn(process.execPath, ["--test", "--test-concurrency=1"], { stdio: "inherit" });
  tests.on("exit", (code) => {
    process.exitCode = code ?? 1;
  });
}
