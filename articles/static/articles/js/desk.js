/* Comfort for the desk: keys, rows, selecting words. Every page works without this file. */
"use strict";

const STORE = "newsroom-keys";
const typing = (node) => node.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.getClientRects().length);
const currentRow = () => document.querySelector("[data-row][aria-current]");
const keysOn = () => { try { return localStorage.getItem(STORE) !== "off"; } catch { return true; } };

/* Makes a row the current one, and the words it speaks of (data-row holds their id). */
function mark(row) {
  for (const old of document.querySelectorAll(":is([data-row], mark, ins, del, .claim)[aria-current]")) old.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  const words = row.dataset.row ? document.getElementById(row.dataset.row) : null;
  words?.setAttribute("aria-current", "true");
  return words;
}

function goTo(row) {
  const words = mark(row);
  if (!row.hasAttribute("tabindex")) row.tabIndex = -1;
  row.focus({ preventScroll: true });
  words?.scrollIntoView({ block: "nearest" });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(currentRow());
  goTo(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  return true;
}

/* The element that a key clicks: in the current row first, then anywhere outside the rows. */
function keyed(name) {
  const same = (node) => node.dataset.key.toLowerCase() === name && !node.disabled && node.getClientRects().length;
  const row = currentRow();
  return [...(row ? row.querySelectorAll("[data-key]") : [])].find(same)
    || [...document.querySelectorAll("[data-key]")].find((node) => !node.closest("[data-row]") && same(node));
}

/* A page that is worked on all day brings the list of its keys; for the others it is read off the page. */
function showKeys() {
  const own = document.getElementById("keys");
  if (own) { if (own.open) own.close(); else own.showModal(); return; }
  const old = document.querySelector("dialog.keys");
  if (old) { old.close(); return; }
  const box = document.createElement("dialog");
  box.className = "keys";
  box.setAttribute("aria-label", "Keys");
  const list = document.createElement("dl");
  const add = (key, words) => {
    const dt = document.createElement("dt"), dd = document.createElement("dd"), kbd = document.createElement("kbd");
    kbd.textContent = key; dt.append(kbd); dd.textContent = words; list.append(dt, dd);
  };
  const seen = new Set();
  for (const node of document.querySelectorAll("[data-key]")) {
    if (seen.has(node.dataset.key)) continue;
    seen.add(node.dataset.key);
    const copy = (node.labels?.[0] || node).cloneNode(true);
    for (const part of copy.querySelectorAll("kbd")) part.remove();
    add(node.dataset.key.replace("ctrl+enter", "Ctrl ↵").replace("enter", "↵"), node.getAttribute("aria-label") || copy.textContent.trim());
  }
  if (rows().length) { add("j", "Next in the list"); add(seen.has("k") ? "J" : "k", "Previous in the list"); }
  add("?", "This list"); add("Esc", "Close, leave a field");
  const heading = document.createElement("h2"), label = document.createElement("label"), on = document.createElement("input"), close = document.createElement("button");
  heading.textContent = "Keys on this page";
  on.type = "checkbox"; on.checked = keysOn();
  on.addEventListener("change", () => { try { localStorage.setItem(STORE, on.checked ? "on" : "off"); } catch { /* private window */ } });
  label.append(on, "Use single keys (Ctrl ↵ and ? always work)");
  close.textContent = "Close";
  close.addEventListener("click", () => box.close());
  box.addEventListener("close", () => box.remove());
  box.append(heading, list, label, close);
  document.body.append(box);
  box.showModal();
}

const single = document.querySelector("#keys [data-single-keys]");
if (single) {
  single.checked = keysOn();
  single.addEventListener("change", () => { try { localStorage.setItem(STORE, single.checked ? "on" : "off"); } catch { /* private window */ } });
}
for (const link of document.querySelectorAll("[data-opens=keys]")) link.addEventListener("click", (event) => { event.preventDefault(); showKeys(); });

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.repeat && event.key === "Enter") return;
  const open = document.querySelector("dialog[open]");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const send = !open && keyed("ctrl+enter");
    if (send) { event.preventDefault(); send.click(); }
    return;
  }
  if (event.ctrlKey || event.metaKey) return;
  if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
  if (event.key === "?") { event.preventDefault(); showKeys(); return; }
  if (open || !keysOn()) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary, input, label")) return;
  const hit = event.key !== "J" && keyed(event.key.toLowerCase());
  if (hit) {
    event.preventDefault();
    hit.click();
    if (hit.matches("input, textarea, select, summary")) hit.focus();
    return;
  }
  const by = { j: 1, k: -1, J: -1 }[event.key];
  if (by && step(by)) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (row && row !== currentRow()) mark(row);
});

/* After a decision the page comes back: go on at the row that the address names, else at the first with keys. */
const named = () => {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* a stray % */ }
  return id ? document.getElementById(id)?.closest("[data-row]") || document.querySelector(`[data-row="${CSS.escape(id)}"]`) : null;
};
const first = named() || rows().find((row) => row.querySelector("[data-key]"));
if (first && !currentRow()) mark(first);
addEventListener("hashchange", () => { const row = named(); if (row) goTo(row); });

/* The text beside a claim begins where the claim stands. */
for (const box of document.querySelectorAll("[data-shows]")) {
  const words = document.getElementById(box.dataset.shows);
  if (words && box.scrollHeight > box.clientHeight) box.scrollTop += words.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
}

/* Selecting words. The browser counts UTF-16 units, the server code points of the raw text. */
const points = (text) => { let n = 0; for (const _ of text) n += 1; return n; };

function pieces(box, range) {
  const found = [];
  for (const span of box.querySelectorAll("[data-start]")) {
    if (!range.intersectsNode(span)) continue;
    const part = document.createRange();
    part.selectNodeContents(span);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    const text = part.toString();
    if (!text) continue;
    const lead = document.createRange();
    lead.selectNodeContents(span);
    lead.setEnd(part.startContainer, part.startOffset);
    const base = Number(span.dataset.start);
    const whole = "end" in span.dataset && Number(span.dataset.end) - base !== points(span.textContent);
    const start = whole ? base : base + points(lead.toString());
    found.push({ text: whole ? span.textContent : text, start, end: whole ? Number(span.dataset.end) : start + points(text), whole });
  }
  return found;
}

function trim(found) {
  while (found.length && !found[0].text.trim()) found.shift();
  while (found.length && !found.at(-1).text.trim()) found.pop();
  if (!found.length) return null;
  const first = found[0], last = found.at(-1);
  const lead = first.whole ? 0 : points(first.text) - points(first.text.trimStart());
  const tail = last.whole ? 0 : points(last.text) - points(last.text.trimEnd());
  return { start: first.start + lead, end: last.end - tail, exact: found.map((piece) => piece.text).join("").trim() };
}

function takeSelection() {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  for (const box of document.querySelectorAll("[data-select-claim]")) {
    const form = document.getElementById(box.dataset.selectClaim);
    const words = form && range.intersectsNode(box) && trim(pieces(box, range));
    if (!words) continue;
    for (const [name, value] of Object.entries(words)) if (form.elements[name]) form.elements[name].value = value;
    form.hidden = false;
    const folded = form.closest("details");
    if (folded) folded.open = true;
    form.scrollIntoView({ block: "nearest" });
    form.dispatchEvent(new CustomEvent("claim-selected", { bubbles: true, detail: words }));
  }
}

document.addEventListener("mouseup", (event) => { if (event.target.closest?.("[data-select-claim]")) setTimeout(takeSelection); });
document.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") takeSelection(); });
document.addEventListener("touchend", (event) => { if (event.target.closest?.("[data-select-claim]")) setTimeout(takeSelection, 50); });
