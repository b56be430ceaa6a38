/* Offers the tags there are while names are typed, with commas between them, into a field marked data-tags. */
"use strict";
document.querySelectorAll("input[data-tags]").forEach((field) => {
  const offered = document.createElement("datalist");
  offered.id = `${field.id}-offered`;
  field.after(offered);
  field.setAttribute("list", offered.id);
  let latest = 0;
  field.addEventListener("input", async () => {
    const typed = field.value;
    const cut = Math.max(...[..."，,、;；"].map((mark) => typed.lastIndexOf(mark))) + 1;
    const before = typed.slice(0, cut) + (cut ? " " : "");
    const word = typed.slice(cut).trim();
    const turn = ++latest;
    if (!word) {
      offered.replaceChildren();
      return;
    }
    const answer = await fetch(field.dataset.tags + encodeURIComponent(word)).catch(() => null);
    if (!answer || !answer.ok || turn !== latest) return;
    const names = (await answer.json()).results.map((one) => one.text);
    // A name that holds a separator stands in double quotes.
    const quoted = names.map((name) => (/[,，、;；"]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name));
    offered.replaceChildren(...quoted.map((name) => new Option("", before + name)));
  });
});
