/* What is typed into a field with data-draft stays in this tab until it is closed: over a reload, a lost session, a way back. */
"use strict";

for (const field of document.querySelectorAll("[data-draft]")) {
  const key = `newsroom-draft:${field.dataset.draft}`;
  try {
    if (!field.value) field.value = sessionStorage.getItem(key) || "";
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  } catch { /* storage is switched off */ }
}
