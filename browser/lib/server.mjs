// A demo server for one test file, or the one that runs already.
import { spawn } from "node:child_process";
import { once } from "node:events";

const port = Number(process.env.POLYCLINIC_PORT ?? 18300);

/** Starts a demo on the port of that number; gives its address, its admin secret, and how to stop it. */
export async function start(number) {
  if (!process.env.POLYCLINIC_BIN) {
    const { POLYCLINIC_URL: url = "http://localhost:8080", POLYCLINIC_ADMIN_SECRET: secret } = process.env;
    if (!secret) throw new Error("POLYCLINIC_BIN or POLYCLINIC_ADMIN_SECRET is needed: see README.md");
    return { url, secret, stop: async () => {} };
  }
  const [url, secret] = [`http://localhost:${port + number}`, "an admin secret for journeys only"];
  const at = process.env.DEMO_AT ? ["--at", process.env.DEMO_AT] : [];
  const program = spawn(process.env.POLYCLINIC_BIN, ["demo", "--port", String(port + number), ...at], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      POLYCLINIC_ACCESS__ADMIN_SECRET: secret,
      POLYCLINIC_SERVER__PUBLIC_URL: url,
      POLYCLINIC_LIMITS__SIGN_IN_TRIES_PER_MINUTE: "1000",
      POLYCLINIC_LIMITS__ACCESS_REQUESTS_PER_HOUR: "1000",
    },
  });
  const gone = once(program, "exit");
  for (let tries = 0; ; tries += 1) {
    const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (program.exitCode !== null || tries > 600) throw new Error("the demo did not start");
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    program.kill("SIGTERM");
    await gone;
  };
  return { url, secret, stop };
}

/** Calls the door that takes API keys: exchanges the key, then asks who it is. Gives the statuses; none without such a door. */
export async function call(url, practice, apiKey, times = 1) {
  const door = `${url}/naturae`;
  if (!(await fetch(`${door}/openapi.json`)).ok) return undefined;
  const exchange = await fetch(`${door}/v1/${practice}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ apiKey }),
  });
  const statuses = [exchange.status];
  const { accessToken } = await exchange.json();
  for (let number = 0; accessToken && number < times; number += 1) {
    const answer = await fetch(`${door}/v1/me`, { headers: { authorization: `Bearer ${accessToken}` } });
    statuses.push(answer.status);
  }
  return statuses;
}
