// What the walk counts and looks for on any page. What an adviser does is told in steps.mjs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Counts what holds and says what does not. */
export class Checks {
  passed = 0;
  failed = 0;

  hold(what, holds, detail = "") {
    if (holds) this.passed += 1;
    else {
      this.failed += 1;
      console.log(`walk: NOT ${what}${detail ? `: ${detail}` : ""}`);
    }
    return holds;
  }
}

/** Notes errors, refusals of the content security policy, and requests to other hosts. */
export function watch(page, base) {
  const seen = { errors: new Set(), strangers: new Set() };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.errors.add(message.text().slice(0, 300));
  });
  page.on("pageerror", (fault) => seen.errors.add(String(fault)));
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(`${base}/`) && !address.startsWith("data:")) seen.strangers.add(address);
  });
  return seen;
}

/** Looks at every page as it stands: an answer, a heading, its width, and what axe finds. */
export async function look(page, base, pages, spoken, pictures, checks) {
  const { width } = page.viewportSize();
  for (const path of pages) {
    // A place on the page that is open already is no new page.
    const answer = (await page.goto(base + path)) ?? (await page.reload());
    await settled(page);
    const language = await page.locator("html").getAttribute("lang");
    const scheme = (await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches)) ? " dark" : "";
    const name = `${path} ${language} ${width}${scheme}`;
    checks.hold(`${name} is answered with 200`, answer.status() === 200, String(answer.status()));
    checks.hold(`${name} speaks the reader's language`, language === spoken, spoken);
    checks.hold(`${name} has one first heading`, (await page.locator("h1").count()) === 1);
    await narrow(page, name, checks);
    await accessible(page, name, checks);
    const file = join(pictures, `${picture(path)}-${language}-${width}${scheme.trim()}`);
    await page.screenshot({ path: `${file}-top.png` });
    await page.screenshot({ path: `${file}.png`, fullPage: true });
  }
}

/** What a page asks for once it stands has come. */
async function settled(page) {
  await page.waitForFunction(() => !document.querySelector('[hx-trigger="load"]'));
}

/** Nothing is to be scrolled sideways but what has a box of its own for it. */
async function narrow(page, name, checks) {
  const over = await page.evaluate(() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= innerWidth) return "";
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    return `${root.scrollWidth} px: ${wide.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(", ")}`;
  });
  checks.hold(`${name} fits its width`, over === "", over);
}

export async function accessible(page, name, checks) {
  // By the debugging protocol, so that the page's own policy against foreign scripts stays on.
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run({ runOnly: { type: "tag", values: tags } }), STANDARD);
  const told = violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target.join(" ")}`);
  checks.hold(`${name} has nothing that axe objects to`, violations.length === 0, told.join(" | "));
}

function picture(path) {
  if (path === "/") return "today";
  if (path.startsWith("/dossiers/new")) return "new-dossier";
  if (path.endsWith("/listen")) return "listen";
  if (path.includes("#")) return path.slice(path.indexOf("#") + 1);
  if (path.endsWith("/preview")) return "digest-preview";
  if (path.includes("view=week")) return "calendar-week";
  if (path.includes("?")) return `${path.slice(1, path.indexOf("?"))}-asked`;
  return path.slice(1).replace(/^(item|dossier)s\/.*/, "$1").replaceAll("/", "-");
}
