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

  const asked = () => {
    const state = new URLSearchParams();
    const verdicts = boxes.filter((box) => box.checked).map((box) => box.value);
    if (verdicts.length) state.set("verdict", verdicts.join(" "));
    for (const one of selects) if (one.value) state.set(one.name, one.value);
    if (search.value.trim()) state.set("text", search.value.trim());
    return state;
  };

  const apply = () => {
    const state = asked();
    const verdicts = new Set((state.get("verdict") ?? "").split(" ").filter(Boolean));
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
    return filtering;
  };

  // The state of the filter stands in the address, so that a link shows what was filtered.
  const note = () => {
    const filtering = apply();
    if (filtering || location.hash.startsWith("#?")) {
      history.replaceState(null, "", filtering ? `#?${asked()}` : "#");
    }
  };

  const set = (state) => {
    const verdicts = (state.get("verdict") ?? "").split(" ");
    for (const box of boxes) box.checked = verdicts.includes(box.value);
    for (const one of selects) {
      const wanted = state.get(one.name) ?? "";
      one.value = [...one.options].some((option) => option.value === wanted) ? wanted : "";
    }
    search.value = state.get("text") ?? "";
  };

  const reset = () => {
    set(new URLSearchParams());
    note();
  };

  const makeRoom = () => {
    document.documentElement.style.scrollPaddingTop = `${panel.offsetHeight + 8}px`;
  };

  const reveal = () => {
    if (location.hash.startsWith("#?")) {
      set(new URLSearchParams(location.hash.slice(2)));
      byId("filter-more").open = true;
      apply();
      (document.querySelector(".target:not([hidden])") ?? panel).scrollIntoView();
      return;
    }
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]") || getComputedStyle(target).display === "none") {
      set(new URLSearchParams());
      apply();
    }
    const inner = target.querySelector(":scope > details");
    if (inner) inner.open = true;
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    // The row with verdict and id is to be seen, too, below the bar that stays.
    const row = target.classList.contains("facts") ? target.parentElement : target;
    makeRoom();
    row.scrollIntoView();
  };

  const copy = (button, text) => {
    const done = () => {
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    };
    const select = () => {
      getSelection().selectAllChildren(button.parentElement.querySelector("pre"));
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select);
    else select();
  };

  for (const command of all(".command")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    command.append(button);
  }
  for (const link of all("a[data-filter]")) link.href = `#?${link.dataset.filter}`;
  document.addEventListener("click", (event) => {
    if (event.target.className === "copy") {
      copy(event.target, event.target.parentElement.querySelector("pre").textContent);
    }
  });
  panel.addEventListener("input", note);
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
  byId("filter-more").open = innerWidth > 900;
  addEventListener("resize", makeRoom);
  byId("filter-more").addEventListener("toggle", makeRoom);
  apply();
  makeRoom();
  if (location.hash) {
    reveal();
    // The browser goes to the place of the address once more when all is loaded.
    addEventListener("load", () => setTimeout(reveal));
  }
})();
