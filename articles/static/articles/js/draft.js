/* Keeps what a reviewer types: on the server every few seconds, and in this window until it is there. The page works without. */
"use strict";

const form = document.querySelector("form[data-save]");
const WAIT = 1500, RETRY = 10000;
const key = `newsroom-draft:${form.dataset.draft}`;
const field = (name) => form.elements[name];
const words = () => {
  const data = new FormData(form);
  return JSON.stringify([data.get("verdict") || "", data.get("rationale") || "", data.get("note") || "", data.getAll("evidence").sort()]);
};
const store = {
  get() { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  set(value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* storage is switched off */ } },
  drop() { try { sessionStorage.removeItem(key); } catch { /* storage is switched off */ } },
};

let saved = "unsaved" in form.dataset ? "" : words();
const blank = JSON.stringify(["", "", "", []]);
let timer = 0, busy = false, held = false, renewed = false;
field("tab").value = [...crypto.getRandomValues(new Uint32Array(4))].map((number) => number.toString(36)).join("");

function say(text, address) {
  const line = form.querySelector("[data-saved]");
  if (!line) return;
  line.textContent = text;
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.textContent = "Log in in another window";
    line.append(" ", link, ", then go on here.");
  }
}

function fill([verdict, rationale, note, evidence]) {
  const box = form.querySelector("[data-typed]");
  if (box) box.hidden = false;
  if (field("rationale")) field("rationale").value = rationale;
  if (field("note")) field("note").value = note;
  for (const one of form.querySelectorAll("input[name=verdict][type=radio]")) one.checked = one.value === verdict;
  for (const one of form.querySelectorAll("input[name=evidence]")) one.checked = evidence.includes(one.value);
}

/* The other window's draft, beside what is typed here; nothing is saved until one of the two is chosen. */
function showNewer(newer) {
  const box = form.querySelector("[data-newer]");
  box.querySelector("[data-newer-at]").textContent = newer.at;
  box.querySelector("[data-newer-verdict]").textContent = newer.verdict || "No verdict yet";
  box.querySelector("[data-newer-words]").textContent = newer.rationale;
  box.querySelector("[data-newer-note]").textContent = newer.note;
  box.dataset.number = newer.number;
  box.hidden = false;
  held = true;
}

async function renew() {
  /* Somebody who logged in again in another window has a new token; the page there has it. */
  const answer = await fetch(location.pathname, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-save] [name=csrfmiddlewaretoken]")?.value;
  if (token) field("csrfmiddlewaretoken").value = token;
  return Boolean(token);
}

async function save(leaving = false) {
  clearTimeout(timer);
  const now = words();
  if (held || now === saved || (saved === "" && now === blank)) return;
  if (busy && !leaving) { later(); return; }
  busy = true;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual", keepalive: leaving });
    await heard(answer, now);
  } catch {
    say("Not saved: no connection. Your words are kept in this window.");
    later(RETRY);
  } finally {
    busy = false;
  }
}

async function heard(answer, sent) {
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    say("Not saved: you are logged out. Your words are kept in this window.", "/desk/login/");
    later(RETRY);
    return;
  }
  if (answer.status === 403) {
    if (!renewed && await renew()) { renewed = true; later(0); return; }
    say("Not saved: load the page anew. Your words are kept in this window.");
    return;
  }
  const told = await answer.json().catch(() => ({ words: "Not saved: the desk did not answer." }));
  if (answer.ok) {
    renewed = false;
    saved = sent;
    field("draft").value = told.number;
    if (words() === saved) store.drop(); else later();
    say(`Draft saved ${told.at}`);
  } else if (told.newer) {
    showNewer(told.newer);
    say("Not saved: a newer draft is there.");
  } else {
    say(told.words);
    held = answer.status === 409;
    if (answer.status >= 500) later(RETRY);
  }
}

function later(wait = WAIT) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

function typed() {
  const now = words();
  if (now === saved) { store.drop(); return; }
  store.set({ number: field("draft").value, words: now, sent: false });
  if (!held) { say("Not saved yet"); later(); }
}

/* What this window held when it was left before it could be saved. */
let left = store.get();
if (left?.sent && Number(left.number) > 0 && field("draft").value === "0") { store.drop(); left = null; } // it is in, or went back
const judging = Boolean(form.querySelector("input[name=verdict][type=radio]"));
if (left && left.words !== words() && !("unsaved" in form.dataset && words() !== blank) && (judging || !left.sent)) {
  fill(JSON.parse(left.words));
  field("draft").value = left.number;
  say("What you typed here before is back.");
  later(0);
} else if (left && left.words === words() && !("unsaved" in form.dataset)) {
  store.drop();
} else if (saved === "" && words() !== blank) {
  if (form.querySelector("[data-newer]:not([hidden])")) held = true; else later(0);
}

form.addEventListener("input", typed);
form.addEventListener("change", typed);
form.addEventListener("click", (event) => {
  const node = event.target.closest("[data-save-now], [data-newer-mine], [data-newer-other]");
  if (!node) return;
  if (node.matches("[data-newer-other]")) { store.drop(); held = true; return; }
  event.preventDefault();
  if (node.matches("[data-newer-mine]")) {
    const box = node.closest("[data-newer]");
    if (box.dataset.number) field("draft").value = box.dataset.number;
    box.hidden = true;
    held = false;
    saved = "";
    field("rationale")?.focus();
  } else if (words() === saved || words() === blank) {
    say("Nothing new to save.");
  }
  save();
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  held = true;
  if (words() !== blank) store.set({ number: field("draft").value, words: words(), sent: true });
});
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
window.addEventListener("pageshow", (event) => { if (event.persisted) held = false; });
