// The keys of the desk. Every page works without this file; it only adds hands to the keyboard.
"use strict";

const cards = () => [...document.querySelectorAll("[data-signal]")];
const chosen = () => document.querySelector("[data-signal].here");

function choose(card) {
  chosen()?.classList.remove("here");
  if (!card) return;
  card.classList.add("here");
  const link = card.querySelector("h3 a, .title a");
  (link ?? card).focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = cards();
  const now = chosen() ?? document.activeElement?.closest?.("[data-signal]");
  const at = all.indexOf(now);
  choose(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function press(selector) {
  const card = chosen() ?? document.activeElement?.closest?.("[data-signal]");
  const button = card?.querySelector(selector);
  if (!button) return false;
  card.classList.add("here");
  button.click();
  return true;
}

function undo() {
  const button = chosen()?.querySelector("[data-key=u]") ?? document.querySelector("[data-key=u]");
  button?.click();
  return Boolean(button);
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("[data-key=a]"),
  w: () => press("[data-key=w]"),
  d: () => press("[data-key=d]"),
  u: undo,
  "/": () => document.getElementById("q")?.focus(),
  "?": () => document.querySelector("[data-key=help]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (act && act() !== false) event.preventDefault();
});

// Pointing at a card with the mouse or the Tab key chooses it as well.
document.addEventListener("focusin", (event) => {
  const card = event.target.closest?.("[data-signal]");
  if (card && card !== chosen()) {
    chosen()?.classList.remove("here");
    card.classList.add("here");
  }
});

// After a verdict the card has become a bar: keep the place, so that j goes on from there.
document.addEventListener("htmx:after:swap", () => {
  const fresh = document.querySelector("[data-fresh]");
  if (!fresh) return;
  fresh.removeAttribute("data-fresh");
  chosen()?.classList.remove("here");
  fresh.classList.add("here");
  fresh.querySelector("button, a")?.focus({ preventScroll: true });
});

// A filter that changes asks for its list at once; without script the button does.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-auto]");
  if (form && event.target.matches("select")) form.requestSubmit();
});
