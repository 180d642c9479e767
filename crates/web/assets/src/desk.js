// The keys of the desk. Every page works without this file; it only adds hands to the keyboard.
"use strict";

/** Milliseconds after a lone d in which no other letter came. */
const PAUSE = 700;

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

// Putting a signal aside asks why first: Enter then does it, with the reason or without; so does a
// second d that nothing follows, for most reasons begin with a letter.
function why() {
  const card = chosen() ?? document.activeElement?.closest?.("[data-signal]");
  const field = card?.querySelector("[name=why]");
  if (!field) return press("[data-key=d]");
  card.classList.add("here");
  field.closest("details").open = true;
  field.dataset.opened = "d";
  field.focus();
  return true;
}

function dismiss(field) {
  field.closest("form").querySelector("[data-key=d]").click();
}

function inField(event) {
  const field = event.target;
  if (event.key === "Escape") return field.blur();
  if (field.dataset.opened !== "d") return;
  if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    dismiss(field);
  } else if (event.key === "d" && field.value === "") {
    setTimeout(() => {
      if (field.value !== "d" || !field.isConnected) return;
      field.value = "";
      dismiss(field);
    }, PAUSE);
  }
}

document.addEventListener("focusout", (event) => {
  if (event.target.dataset?.opened) delete event.target.dataset.opened;
});

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
  d: why,
  u: undo,
  "/": () => document.getElementById("q")?.focus(),
  "?": () => document.querySelector("[data-key=help]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest?.("input, textarea, select")) {
    inField(event);
    return;
  }
  if (keysAreOff()) return;
  const act = keys[event.key];
  if (act && act() !== false) event.preventDefault();
});

// Single keys can be switched off, on the help page; the browser remembers it (WCAG 2.1.4).
const OFF = "noaber-keys-off";

function keysAreOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function switchKeys(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  } catch {
    // A browser that keeps nothing leaves the keys as they are.
  }
  showKeys();
}

function showKeys() {
  document.documentElement.toggleAttribute("data-keys-off", keysAreOff());
  const box = document.getElementById("keys-on");
  if (!box) return;
  box.checked = !keysAreOff();
  box.closest("[hidden]")?.removeAttribute("hidden");
}

showKeys();
document.getElementById("keys-on")?.addEventListener("change", (event) => switchKeys(event.target.checked));

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
