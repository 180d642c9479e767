// The steps of following a matter: what changed, who tells of it, where it leads, what comes and who
// is told of it. The morning at the desk is in steps.mjs.
import { accessible } from "./checks.mjs";

/** What changed stands on the card until somebody opened the paper. */
export async function changed(page, base, checks, found) {
  const list = `${base}/signals?dossier=spoor-duitsland`;
  const cards = page.locator("[data-signal]:has(.changes)", { hasText: "Voorbeeld: brief" });
  await page.goto(list);
  const told = (await cards.count()) ? await cards.first().locator(".changes").innerText() : "";
  checks.hold("a card says in words what changed", told.includes("Termijn verschoven"), told || "no card tells a change");
  found.changed = new URL(await cards.first().locator("h3 a").getAttribute("href"), base).pathname;
  await page.goto(base + found.changed);
  const versions = await page.locator(".changed").innerText();
  checks.hold("the paper says the same of its versions", versions.includes("Termijn verschoven"), versions);
  for (let look = 0; look < 40; look += 1) {
    await page.goto(list);
    if ((await cards.count()) === 0) break;
    await page.waitForTimeout(100);
  }
  checks.hold("what was opened is told no more", (await cards.count()) === 0);
}

/** A paper of two sources: found by either, named by both, with the way to its case. */
export async function traced(page, base, checks, found) {
  const first = page.locator('main .found a[href^="/items/"], main h2 a[href^="/items/"], main h3 a[href^="/items/"]').first();
  const paths = [];
  for (const source of ["tk-odata", "kamerstukken"]) {
    await page.goto(`${base}/search?q=Wunderline&source=${source}`);
    paths.push((await first.count()) ? await first.getAttribute("href") : `none from ${source}`);
  }
  checks.hold("a paper of two sources is found by either", paths[0] === paths[1] && paths[0].startsWith("/items/"), paths.join(" "));
  found.several = `${paths[0]}#trail`;
  await page.goto(base + found.several);
  const origins = await page.locator("section[aria-labelledby=origins] li").count();
  checks.hold("it names both sources", origins === 2, `${origins}`);
  const steps = page.locator("section[aria-labelledby=trail] li a");
  checks.hold("its trail leads to another paper", (await steps.count()) > 0);
  await steps.first().click();
  checks.hold("the trail can be walked", /\/items\/\d+$/.test(page.url()), page.url());
}

/** A file of a matter is put beside the others, and every side says who decides there. */
export async function sided(page, base, checks, found) {
  found.files = "/dossiers/spoor-duitsland#files";
  await page.goto(base + found.files);
  for (const side of ["nl", "de", "eu"]) {
    const deciding = await page.locator(`.side-${side} .deciding li`).count();
    checks.hold(`who decides is named on the side of ${side}`, deciding > 0);
  }
  await page.locator("#file-name").fill("2025Z10741");
  await page.locator("form:has(#file-name) button").click();
  const file = page.locator(".side-nl .file");
  await file.first().waitFor();
  checks.hold("a file that was named stands on its side", (await file.count()) === 1);
  await file.locator("summary").click();
  await file.locator("[name=competent]").fill("ProRail");
  await file.locator("form:has([name=competent]) button").click();
  await file.locator("dd", { hasText: "ProRail" }).waitFor();
  checks.hold("who decides on the file is kept", (await file.innerText()).includes("ProRail"));
}

/** Dates and promises; a calendar for a calendar program, by a secret address. */
export async function dated(page, base, checks) {
  for (const path of ["/calendar?scope=all", "/calendar?view=week&scope=all&at=2026-09-15"]) {
    await page.goto(base + path);
    const rows = await page.locator(".day li").count();
    checks.hold(`${path} shows dates`, rows > 0);
  }
  await page.goto(`${base}/commitments?state=all`);
  checks.hold("promises are followed", (await page.locator('main a[href^="/items/"]').count()) > 0);
  await page.goto(`${base}/calendar?scope=all&kind=call`);
  await page.locator("#feed-name").fill("Europese oproepen");
  await page.locator("form:has(#feed-name) button").click();
  await accessible(page, "a calendar that was just made", checks);
  const address = await page.locator(".query").innerText();
  const { pathname } = new URL(address.trim(), base);
  const answer = await page.request.get(base + pathname);
  const text = await answer.text();
  checks.hold("the secret address gives a calendar", answer.ok() && /BEGIN:VEVENT/.test(text), text.slice(0, 80));
  const shorter = await page.request.get(base + pathname.replace(/.\/noaber\.ics$/, "/noaber.ics"));
  checks.hold("another address gives none", shorter.status() === 404, String(shorter.status()));
  await page.goto(`${base}/calendar`);
  checks.hold("the calendar is listed", (await page.locator("section[aria-labelledby=feeds]").innerText()).includes("Europese oproepen"));
}

/** Somebody is put down for the digest, and what she would get can be read. */
export async function subscribed(page, base, checks, found) {
  await page.goto(`${base}/digest`);
  const form = page.locator("form:has(#address)");
  if (!(await form.isVisible())) await page.locator("details:has(#address) > summary").click();
  await page.locator("#name").fill("Adviseur public affairs");
  await page.locator("#address").fill("adviseur@voorbeeld.example");
  await form.locator("button[type=submit]").click();
  await page.getByText("/digest.atom").waitFor();
  checks.hold("the secret address of her feed is shown once", true);
  await page.goto(`${base}/digest`);
  const preview = page.locator('main a[href$="/preview"]').first();
  await preview.waitFor();
  checks.hold("who was put down for the digest stands on the page", (await page.locator("main").innerText()).includes("adviseur@voorbeeld.example"));
  found.digest = await preview.getAttribute("href");
  await preview.click();
  const told = await page.locator("main").innerText();
  checks.hold("what she would get can be read", told.length > 200, told);
}
