// One step from the packages to what the desk serves: dist/ with one style sheet, two scripts,
// the letters and the sign. Run `npm ci && node build.mjs`, or `cargo xtask assets`.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const dist = join(here, "dist");

// Components as NL Design System publishes them, in the order of the cascade.
const components = [
  "@nl-design-system-candidate/link-css/dist/link.css",
  "@nl-design-system-candidate/heading-css/dist/heading.css",
  "@nl-design-system-candidate/paragraph-css/dist/paragraph.css",
  "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
  "@nl-design-system-candidate/mark-css/dist/mark.css",
  "@nl-design-system-candidate/number-badge-css/dist/number-badge.css",
  "@nl-design-system-candidate/data-badge-css/dist/data-badge.css",
  "@nl-design-system-candidate/button-css/dist/button.css",
  "@utrecht/table-css/dist/index.css",
  "@utrecht/textbox-css/dist/index.css",
  "@utrecht/alert-css/dist/index.css",
];

// Variants that no page uses: a rule that speaks only of these is left out.
const unused =
  /nl-button--(positive|negative|pressed|disabled|busy|subtle|secondary|icon-only)|nl-button__icon|nl-heading--level-[456]|utrecht-table__(footer|header--sticky|cell--)|utrecht-table--(alternate|html-table)|utrecht-textbox--(html|test|numeric|read-only|invalid|disabled)|utrecht-table-container--overflow/;

const letters = [
  ["source-sans-3", "Source Sans 3 Variable", "200 900", "wght", "normal"],
  ["source-sans-3", "Source Sans 3 Variable", "200 900", "wght", "italic"],
  ["source-serif-4", "Source Serif 4 Variable", "200 900", "wght", "normal"],
];
const subsets = {
  latin:
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
  "latin-ext":
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
};

function need(path) {
  const full = join(modules, path);
  if (!existsSync(full)) {
    console.error(`assets: ${path} is missing. Run "npm ci" in crates/web/assets and try again.`);
    process.exit(1);
  }
  return full;
}

/** Cuts a style sheet into its outermost rules, each with its head and its braces. */
function rules(css) {
  const found = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < css.length; i++) {
    if (css[i] === "{") depth++;
    else if (css[i] === "}" && --depth === 0) {
      found.push(css.slice(start, i + 1).trim());
      start = i + 1;
    } else if (css[i] === ";" && depth === 0) {
      found.push(css.slice(start, i + 1).trim());
      start = i + 1;
    }
  }
  return found;
}

/** Leaves out of each rule the selectors that speak of unused variants, and empty rules. */
function prune(css) {
  return rules(css)
    .map((rule) => {
      const open = rule.indexOf("{");
      if (open < 0) return rule;
      const head = rule.slice(0, open).trim();
      if (head.startsWith("@media")) {
        const inner = prune(rule.slice(open + 1, -1));
        return inner ? `${head}{${inner}}` : "";
      }
      if (head.startsWith("@")) return rule;
      const kept = split(head).filter((selector) => !unused.test(selector.replace(/:not\([^)]*\)/g, "")));
      return kept.length ? `${kept.join(",")}${rule.slice(open)}` : "";
    })
    .filter(Boolean)
    .join("\n");
}

/** Divides a list of selectors at its commas, but not at those inside brackets. */
function split(head) {
  const parts = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] === "(") depth++;
    else if (head[i] === ")") depth--;
    else if (head[i] === "," && depth === 0) {
      parts.push(head.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...parts, head.slice(from).trim()];
}

function squeeze(css) {
  return css
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};]) ?/g, "$1")
    .replace(/;}/g, "}")
    .trim();
}

function fontFaces() {
  return letters.flatMap(([name, family, weights, axis, style]) =>
    Object.entries(subsets).map(([subset, range]) => {
      const file = `${name}-${subset}-${axis}-${style}.woff2`;
      const source = need(`@fontsource-variable/${name}/files/${file}`);
      copyFileSync(source, join(dist, file));
      const version = createHash("sha256").update(readFileSync(source)).digest("hex").slice(0, 12);
      return `@font-face{font-family:"${family}";font-style:${style};font-display:swap;font-weight:${weights};src:url(${file}?v=${version}) format("woff2");unicode-range:${range}}`;
    }),
  );
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const own = (name) => readFileSync(join(here, "src", name), "utf8");
const css = [
  "/* Components: NL Design System, Frameless B.V., Gemeente Utrecht (EUPL-1.2). Letters: Source Sans 3, Source Serif 4 (OFL-1.1). */",
  "@layer base,components,page;",
  ...fontFaces(),
  squeeze(own("theme.css")),
  squeeze(own("tokens.css")),
  `@layer components{${components.map((path) => squeeze(prune(squeeze(readFileSync(need(path), "utf8"))))).join("\n")}}`,
  squeeze(own("desk.css")),
].join("\n");
writeFileSync(join(dist, "noaber.css"), css);
writeFileSync(
  join(dist, "htmx.min.js"),
  readFileSync(need("htmx.org/dist/htmx.min.js"), "utf8").replace(/\n?\/\/# sourceMappingURL=.*$/m, ""),
);
for (const name of ["desk.js", "favicon.svg"]) writeFileSync(join(dist, name), own(name));
console.log(`assets: noaber.css ${(css.length / 1024).toFixed(0)} kB, ready in crates/web/assets/dist`);
