"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const panel = byId("filters");
  const rows = all(".requirement").map((element) => ({ element, words: null, ...element.dataset }));
  const boxes = all("input[name=verdict]", panel);
  const selects = all("select", panel);
  const search = byId("filter-text");
  const folds = all(".group").map((element) => ({ element, open: element.open }));
  const holders = all(".group, .chapter, .target");

  const wordsOf = (row) => {
    if (row.words === null) {
      const parts = all(":scope > summary, dl > dd:not(.evidence)", row.element);
      row.words = parts.map((part) => part.textContent).join(" ").toLowerCase();
    }
    return row.words;
  };

  const apply = () => {
    const verdicts = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const chosen = selects.filter((one) => one.value).map((one) => [one.name, one.value]);
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const filtering = verdicts.size > 0 || chosen.length > 0 || terms.length > 0;
    let shown = 0;
    for (const row of rows) {
      const fits =
        (verdicts.size === 0 || verdicts.has(row.verdict)) &&
        chosen.every(([name, value]) => row[name] === value) &&
        terms.every((term) => wordsOf(row).includes(term));
      row.element.hidden = !fits;
      shown += fits;
    }
    for (const holder of holders) {
      holder.hidden = filtering && !holder.querySelector(".requirement:not([hidden])");
    }
    for (const fold of folds) fold.element.open = filtering || fold.open;
    document.body.classList.toggle("filtering", filtering);
    byId("filter-count").textContent = filtering
      ? `${shown} of ${rows.length} requirements shown`
      : `all ${rows.length} requirements shown`;
  };

  const reset = () => {
    for (const box of boxes) box.checked = false;
    for (const one of selects) one.value = "";
    search.value = "";
    apply();
  };

  const reveal = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]") || getComputedStyle(target).display === "none") reset();
    const inner = target.querySelector(":scope > details");
    if (inner) inner.open = true;
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    target.scrollIntoView();
  };

  panel.addEventListener("input", apply);
  byId("filter-reset").addEventListener("click", reset);
  byId("filter-open").addEventListener("click", () => {
    const visible = rows.filter((row) => !row.element.hidden).map((row) => row.element);
    const open = !visible.every((element) => element.open);
    for (const element of visible) {
      element.open = open;
      if (open) element.closest(".group").open = true;
    }
  });
  addEventListener("hashchange", reveal);
  panel.hidden = false;
  apply();
  if (location.hash) reveal();
})();
