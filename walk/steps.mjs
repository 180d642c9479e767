// The steps of a morning at the desk, by keyboard and mouse, with script and without. What is
// looked for on every page is told in checks.mjs.
import { accessible } from "./checks.mjs";

const TIERS = ["decide", "act", "know"];
const cards = (page) => page.locator("[data-signal]");
const idOf = (card) => card.getAttribute("data-signal");
const byId = (page, id) => page.locator(`[data-signal="${id}"]`);
const judged = (page, id) => byId(page, id).locator("[data-key=u]");

/** Today: three tiers, cards that say why they are there, and the keys that move between them. */
export async function morning(page, base, checks, found) {
  await page.goto(base);
  const tiers = await page.locator("[data-tier]").evaluateAll((all) => all.map((e) => e.dataset.tier));
  checks.hold("Today shows the three tiers in order", String(tiers) === String(TIERS), String(tiers));
  const count = await cards(page).count();
  checks.hold("Today shows signals", count > 2, `${count} cards`);
  const silent = await cards(page).evaluateAll((all) =>
    all.filter((e) => !e.querySelector(".why .nl-data-badge")?.textContent.trim()).map((e) => e.dataset.signal),
  );
  checks.hold("every card says why it is there", silent.length === 0, silent.join(" "));
  checks.hold("cards show the words that matched", (await page.locator("[data-signal] mark").count()) > 0);
  checks.hold("the demo says that its clock stands still", await page.locator(".demo").isVisible());
  const titles = await page.locator("[data-signal] h3").evaluateAll((all) =>
    all.map((e) => e.querySelector("[lang]")?.getAttribute("lang") ?? document.documentElement.lang),
  );
  checks.hold("signals stand there in more than one language", new Set(titles).size > 1, String([...new Set(titles)]));

  const here = () => page.locator("[data-signal].here");
  const ids = await cards(page).evaluateAll((all) => all.map((e) => e.dataset.signal));
  await page.keyboard.press("j");
  checks.hold("j chooses the first card", (await idOf(here())) === ids[0]);
  await page.keyboard.press("j");
  checks.hold("j goes on to the next", (await idOf(here())) === ids[1]);
  await page.keyboard.press("k");
  checks.hold("k goes back", (await idOf(here())) === ids[0]);
  const focused = await page.evaluate(() => document.activeElement?.closest("[data-signal]")?.dataset.signal);
  checks.hold("the focus goes along", focused === ids[0], String(focused));

  found.item = new URL(await cards(page).first().locator("h3 a").getAttribute("href"), base).pathname;
  found.dossier = new URL(await cards(page).first().locator('a[href^="/dossiers/"]').getAttribute("href"), base).pathname;
}

/** Acting on a signal with a key, taking it back with a key, and the number that waits. */
export async function undone(page, base, checks) {
  await page.goto(base);
  const id = await idOf(cards(page).first());
  await page.keyboard.press("j");
  await page.keyboard.press("a");
  await judged(page, id).waitFor();
  checks.hold("a acts on the chosen signal and offers to take it back", (await byId(page, id).locator("[data-key=a]").count()) === 0);
  await accessible(page, "Today after a verdict", checks);
  await page.goto(`${base}/`);
  checks.hold("what was acted on no longer waits", (await byId(page, id).locator("[data-key=a]").count()) === 0);

  const other = await idOf(cards(page).first());
  await page.keyboard.press("j");
  await page.keyboard.press("w");
  await judged(page, other).waitFor();
  await page.keyboard.press("u");
  await byId(page, other).locator("[data-key=a]").waitFor();
  checks.hold("u takes the verdict back", true);
  await page.goto(`${base}/`);
  checks.hold("what was taken back waits again", (await byId(page, other).locator("[data-key=a]").count()) === 1);
}

/** Dismissing with a reason, and finding the reason again in the history of the dossier. */
export async function dismissed(page, base, checks) {
  await page.goto(base);
  const card = cards(page).last();
  const id = await idOf(card);
  const dossier = await card.locator('a[href^="/dossiers/"]').getAttribute("href");
  const why = "Raakt ons niet: <b>andere grens</b> & ander spoor";
  await card.locator("summary").click();
  await card.locator("[name=why]").fill(why);
  await card.locator("[data-key=d]").click();
  await judged(page, id).waitFor();
  await page.goto(base + dossier);
  const history = await page.locator("main").innerText();
  checks.hold("the reason stands in the history of the dossier, letter for letter", history.includes(why));
}

/** d asks why first; Enter or a second d then puts aside. Enter elsewhere never chooses a verdict. */
export async function asked(page, base, checks) {
  await page.goto(base);
  const [opened, typed, twice] = await cards(page).evaluateAll((all) => all.slice(-3).map((e) => e.dataset.signal));
  const why = (id) => byId(page, id).locator("[name=why]");

  await byId(page, opened).locator("summary").click();
  await why(opened).fill("nog niet");
  await why(opened).press("Enter");
  await page.waitForTimeout(300);
  checks.hold("Enter in the why field chooses no verdict", (await judged(page, opened).count()) === 0);
  checks.hold("what was typed there stays", (await why(opened).inputValue()) === "nog niet");

  await byId(page, typed).locator("h3 a").focus();
  await page.keyboard.press("d");
  const field = await page.evaluate(() => document.activeElement.id);
  checks.hold("d opens the why field and goes there", field === `why-${typed}`, field);
  checks.hold("d alone puts nothing aside", (await judged(page, typed).count()) === 0);
  await page.keyboard.type("dat is ver weg", { delay: 30 });
  await page.waitForTimeout(900);
  checks.hold("a reason that begins with d is only typed", (await why(typed).inputValue()) === "dat is ver weg");
  await page.keyboard.press("Enter");
  await judged(page, typed).waitFor();
  checks.hold("Enter then puts it aside", (await byId(page, typed).innerText()).includes("Niet voor ons"));

  await byId(page, twice).locator("h3 a").focus();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await judged(page, twice).waitFor();
  checks.hold("a second d puts aside without a reason", true);
  await page.keyboard.press("u");
  await byId(page, twice).locator("[data-key=d]").waitFor();
}

/** The single keys can be switched off, which the browser remembers, and on again. */
export async function keysOff(page, base, checks) {
  await page.goto(`${base}/help#keys`);
  await page.locator("#keys-on").uncheck();
  await page.goto(base);
  await page.keyboard.press("j");
  checks.hold("switched off, a key does nothing", (await page.locator("[data-signal].here").count()) === 0);
  checks.hold("switched off, no button shows a key", !(await page.locator(".act kbd").first().isVisible()));
  await page.goto(`${base}/help`);
  checks.hold("the switch is remembered", !(await page.locator("#keys-on").isChecked()));
  await page.locator("#keys-on").check();
  await page.goto(base);
  await page.keyboard.press("j");
  checks.hold("switched on, the key works again", (await page.locator("[data-signal].here").count()) === 1);
}

/** Searching: a common word, a word that is nowhere, and a query that is no query. */
export async function searched(page, base, checks) {
  await page.goto(base);
  await page.keyboard.press("/");
  await page.keyboard.type("spoor");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?/);
  const results = page.locator('main a[href^="/items/"]');
  checks.hold("a common word is found", (await results.count()) > 0);
  await page.goto(`${base}/search?q=zzqqxyzzy`);
  checks.hold("a word that is nowhere gives an empty list that says so", (await results.count()) === 0);
  for (const odd of ["spoor AND (", '"', "<script>alert(1)</script>", "*", "NOT"]) {
    const answer = await page.request.get(`${base}/search?q=${encodeURIComponent(odd)}`);
    const body = await answer.text();
    checks.hold(`the query ${odd} is answered calmly`, answer.status() < 500, String(answer.status()));
    checks.hold(`the query ${odd} never becomes markup`, !body.includes("<script>alert(1)"));
  }
}

/** An item: marks in its text, the way to its source, and all its signals. */
export async function read(page, base, checks, found) {
  await page.goto(base + found.item);
  checks.hold("the item's text has marks", (await page.locator("main mark").count()) > 0);
  const source = page.locator('main a[href^="http"]').first();
  checks.hold("the item leads to its source", /^https?:/.test(await source.getAttribute("href")));
  checks.hold("the item names the dossiers it touches", (await page.locator('main a[href^="/dossiers/"]').count()) > 0);
}

/** The lists and pages beside Today. */
export async function overview(page, base, checks) {
  await page.goto(`${base}/sources`);
  checks.hold("Sources lists its sources", (await page.locator("main section[id] dl.facts").count()) > 0);
  await page.goto(`${base}/dossiers`);
  checks.hold("there are ten dossiers or more", (await page.locator('main a[href^="/dossiers/"]').count()) >= 10);
  await page.goto(`${base}/agenda`);
  checks.hold("the agenda leads from lines to dossiers", (await page.locator('main a[href^="/dossiers/"]').count()) > 0);
  await page.goto(`${base}/networks`);
  checks.hold("there are networks", (await page.locator("main h2, main h3, main tbody tr").count()) > 3);
  await page.goto(`${base}/signals?tier=know`);
  checks.hold("the list of signals can be filtered", (await cards(page).count()) > 0);
  const json = await page.request.get(`${base}/signals.json`);
  const list = await json.json();
  checks.hold("the same list is there as JSON", json.ok() && JSON.stringify(list).includes("reasons"));
  for (const [path, begins] of [["/signals.csv", /^[^<{]/], ["/signals.atom", /^<\?xml/]]) {
    const answer = await page.request.get(base + path);
    checks.hold(`${path} is answered in its form`, answer.ok() && begins.test(await answer.text()), String(answer.status()));
  }
}

/** The switch of languages changes the page, keeps its place and is remembered. */
export async function switched(page, base, checks) {
  const now = () => page.locator("html").getAttribute("lang");
  await page.goto(`${base}/signals?tier=know`);
  checks.hold("the browser's language is spoken first", (await now()) === "nl");
  for (const language of ["de", "en", "nl"]) {
    await page.locator(`.speak a[hreflang=${language}]`).click();
    await page.waitForFunction((l) => document.documentElement.lang === l, language);
    checks.hold(`${language}: the filter stays`, page.url().includes("tier=know"), page.url());
    await page.goto(`${base}/networks`);
    checks.hold(`${language}: the next page speaks it too`, (await now()) === language);
    await page.goto(`${base}/signals?tier=know`);
  }
}

/** The same triage without script: forms, a way back, a reason. */
export async function withoutScript(page, base, checks) {
  await page.goto(base);
  const id = await idOf(cards(page).first());
  await byId(page, id).locator("[data-key=w]").click();
  const bar = page.locator("[data-undo]");
  await bar.waitFor();
  checks.hold("without script: the verdict stands", (await byId(page, id).locator("[data-key=w]").count()) === 0);
  await bar.locator("button").click();
  await byId(page, id).locator("[data-key=w]").waitFor();
  checks.hold("without script: it can be taken back", true);
  await page.locator("#q").fill("spoor");
  await page.locator("#q").press("Enter");
  await page.waitForURL(/\/search\?/);
  checks.hold("without script: searching works", (await page.locator('main a[href^="/items/"]').count()) > 0);
}

/** What is asked wrongly is answered with a page that leads on, and every answer is guarded. */
export async function edges(page, base, checks) {
  for (const [path, status] of [["/items/999999999", 404], ["/items/x", 404], ["/dossiers/none", 404], ["/nowhere", 404], ["/signals/", 404]]) {
    const answer = await page.request.get(base + path);
    const leads = (await answer.text()).includes('href="/"');
    checks.hold(`${path} is answered with ${status} and a way on`, answer.status() === status && leads, String(answer.status()));
  }
  const policy = (await page.request.get(base)).headers()["content-security-policy"] ?? "";
  checks.hold("the content security policy allows nothing inline", policy.includes("default-src 'none'") && !policy.includes("unsafe"), policy);
  const forged = await page.request.post(`${base}/signals/1/judge`, { form: { verdict: "act" } });
  checks.hold("a form without its token is refused", forged.status() === 403 || forged.status() === 400, String(forged.status()));
}

/** The mirror of an item: papers elsewhere that mean nearly the same, or why that cannot be said. */
export async function mirrored(page, base, checks, found, meaning) {
  found.mirror = `${found.item}#mirror`;
  if (!meaning) {
    await page.goto(base + found.item);
    const told = await page.locator("#mirror").innerText();
    checks.hold("without a model the mirror says how to add one", told.includes("noaber model add"), told);
    return;
  }
  const last = 400;
  for (let id = 1; id <= last; id += 1) {
    const body = await (await page.request.get(`${base}/items/${id}`)).text();
    if (/id="mirror"[^]*<ul class="found">/.test(body)) {
      found.mirror = `/items/${id}#mirror`;
      break;
    }
  }
  await page.goto(base + found.mirror);
  const rows = page.locator("#mirror li");
  checks.hold("an item has a mirror elsewhere", (await rows.count()) > 0, `none among the first ${last}`);
  const told = await page.locator("#mirror").innerText();
  checks.hold("the mirror says what was compared", told.includes("Vergeleken zijn de titel en het begin van de tekst"), told);
  const own = await page.locator("main h1").innerText();
  await rows.first().locator("a").click();
  checks.hold("the mirror leads to another paper", (await page.locator("main h1").innerText()) !== own);
}

/** Without script: a dossier from two words, a query saved, its past filled, three put aside and back. */
export async function begun(page, base, checks, found) {
  const button = (value) => page.locator(`main button[name=do][value=${value}]:not(.hide)`).first();
  await page.goto(`${base}/dossiers/new`);
  await page.locator("#title").fill("Spoor over de grens");
  await page.locator("#words").fill("spoor\ntrein*");
  await button("show").click();
  checks.hold("without script: a new dossier shows what it would find", (await page.locator(".preview .found li").count()) > 0);
  checks.hold("without script: what was filled in stays", (await page.locator("#title").inputValue()) === "Spoor over de grens");
  await button("save").click();
  found.made = new URL(page.url()).pathname;
  checks.hold("without script: the dossier is made", /^\/dossiers\/spoor-over-de-grens/.test(found.made), page.url());

  await page.goto(`${base}${found.made}/listen`);
  await page.locator("#query-de").fill("Bahn AND (");
  await button("save").click();
  checks.hold("without script: a query that cannot be read is not saved", await page.locator(".misread pre").isVisible());
  checks.hold("without script: it stays to be mended", (await page.locator("#query-de").inputValue()) === "Bahn AND (");
  await page.locator("#query-de").fill("Bahn*\nSchiene*");
  await button("save").click();
  const past = page.locator(".past, .utrecht-alert--ok");
  checks.hold("without script: a saved query tells of its past", (await past.count()) > 0);
  for (let look = 0; look < 40 && (await page.locator(".past").count()) > 0; look += 1) {
    await page.waitForTimeout(250);
    await page.goto(`${base}${found.made}/listen?saved=de`);
  }
  checks.hold("without script: its past is filled", (await page.locator(".past").count()) === 0);

  await page.goto(base + found.made);
  const ids = (await cards(page).evaluateAll((all) => all.map((e) => e.dataset.signal))).slice(0, 3);
  checks.hold("without script: the past brought signals", ids.length === 3, `${ids.length}`);
  for (const id of ids) await set(page, base + found.made, id, "d");
  await page.goto(`${base}${found.made}`);
  const history = (await page.locator("#history ~ *").allInnerTexts()).join(" ");
  const verdicts = history.match(/niet voor ons/gi) ?? [];
  checks.hold("without script: three verdicts stand in the history", verdicts.length >= 3, history.slice(0, 300));
  for (const id of ids) await set(page, signals(base, found.made), id, "u");
  await page.goto(signals(base, found.made));
  const open = await Promise.all(ids.map((id) => byId(page, id).locator("[data-key=d]").count()));
  checks.hold("without script: all three are open again", open.every((n) => n === 1), String(open));
}

const signals = (base, dossier) => `${base}/signals?dossier=${dossier.split("/").pop()}`;

/** A verdict, or taking it back, by the button on the card. */
async function set(page, address, id, key) {
  await page.goto(address);
  await byId(page, id).locator(`[data-key=${key}]`).click();
  await page.locator(`[data-signal="${id}"] [data-key=${key === "u" ? "d" : "u"}], [data-undo]`).first().waitFor();
}
