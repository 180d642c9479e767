// A browser does what an adviser does in the morning, and looks at every page at two widths, in
// three languages and in the dark. Run by `cargo xtask walk`; to see it do so by hand:
//   node walk.mjs --base http://127.0.0.1:8080 --pictures ../target/walk
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { Checks, watch, look } from "./checks.mjs";
import { morning, undone, dismissed, asked, keysOff, searched, read, overview, switched, withoutScript, edges, mirrored, begun } from "./steps.mjs";
import { changed, traced, sided, dated, subscribed } from "./follow.mjs";

const { values: options } = parseArgs({
  options: {
    base: { type: "string" },
    pictures: { type: "string", default: "pictures" },
    meaning: { type: "boolean", default: false },
  },
});
if (!options.base) {
  console.error("walk: name the desk to walk through, such as --base http://127.0.0.1:8080");
  process.exit(2);
}
const base = options.base.replace(/\/$/, "");

/** The pages that stand on their own; those of items and of one dossier are added on the way. */
const PAGES = ["/", "/signals", "/dossiers", "/search", "/search?q=spoor+AND+(", "/sources", "/sources/new", "/agenda", "/networks", "/help", "/calendar?scope=all", "/calendar?view=week&scope=all", "/commitments", "/digest"];
/** A dossier in the making, with what its words would find. */
const MAKING = "/dossiers/new?title=Spoor&language=nl&words=spoor+OR+trein*";
const LANGUAGES = ["nl", "de", "en"];
const WIDTHS = [1280, 320];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
  ],
});
const checks = new Checks();
rmSync(options.pictures, { recursive: true, force: true });
mkdirSync(options.pictures, { recursive: true });

/** A window of its own, watched for errors and strangers, closed afterwards. */
async function within(name, settings, story) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "nl-NL", ...settings });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const seen = watch(page, base);
  try {
    await story(page);
  } catch (fault) {
    checks.hold(`${name} is walked to its end`, false, String(fault).split("\n").slice(0, 4).join(" | "));
    await page.screenshot({ path: join(options.pictures, `broken-${name}.png`) }).catch(() => {});
  }
  checks.hold(`${name}: nothing is written to the console`, seen.errors.size === 0, [...seen.errors].join(" | "));
  checks.hold(`${name}: nothing is asked of another host`, seen.strangers.size === 0, [...seen.strangers].join(" "));
  await context.close();
}

const found = {};
await within("morning", {}, (page) => morning(page, base, checks, found));
await within("changed", {}, (page) => changed(page, base, checks, found));
await within("undo", {}, (page) => undone(page, base, checks));
await within("dismissal", {}, (page) => dismissed(page, base, checks));
await within("why", {}, (page) => asked(page, base, checks));
await within("keys", {}, (page) => keysOff(page, base, checks));
await within("search", {}, (page) => searched(page, base, checks));
await within("item", {}, (page) => read(page, base, checks, found));
await within("overview", {}, (page) => overview(page, base, checks));
await within("languages", {}, (page) => switched(page, base, checks));
await within("no-script", { javaScriptEnabled: false }, (page) => withoutScript(page, base, checks));
await within("mirror", {}, (page) => mirrored(page, base, checks, found, options.meaning));
await within("new-dossier", { javaScriptEnabled: false }, (page) => begun(page, base, checks, found));
await within("trail", {}, (page) => traced(page, base, checks, found));
await within("sides", { javaScriptEnabled: false }, (page) => sided(page, base, checks, found));
await within("dates", {}, (page) => dated(page, base, checks));
await within("digest", { javaScriptEnabled: false }, (page) => subscribed(page, base, checks, found));
await within("edges", {}, (page) => edges(page, base, checks));

const onTheWay = [found.item, found.mirror, found.dossier, found.dossier && `${found.dossier}/listen`, found.made, found.several, found.files, found.digest];
checks.hold("items and dossiers were found to look at", onTheWay.every(Boolean), onTheWay.join(" "));
const pages = [...PAGES, MAKING, ...onTheWay.filter(Boolean)];
for (const language of LANGUAGES) {
  for (const width of WIDTHS) {
    const settings = { viewport: { width, height: 900 }, locale: language };
    await within(`${language}-${width}`, settings, (page) => look(page, base, pages, language, options.pictures, checks));
  }
}
const dark = { colorScheme: "dark", locale: "nl-NL" };
await within("dark-1280", dark, (page) => look(page, base, pages, "nl", options.pictures, checks));

await browser.close();
console.log(`walk: ${checks.passed} passed, ${checks.failed} failed`);
process.exit(checks.failed ? 1 : 0);
