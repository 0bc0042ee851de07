"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("tr.cell")].map((element) => ({
    element,
    differs: element.classList.contains("differs"),
    words: element.textContent.toLowerCase(),
  }));
  const bodies = [...document.querySelectorAll(".heat tbody")];
  const openers = [...document.querySelectorAll(".opener")];
  const panel = byId("filters");

  const apply = () => {
    const terms = byId("filter-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const differing = byId("filter-differs").checked;
    const filtering = differing || terms.length > 0;
    let shown = 0;
    for (const row of rows) {
      const fits = (!differing || row.differs) && terms.every((term) => row.words.includes(term));
      row.element.hidden = !fits;
      shown += fits;
    }
    for (const body of bodies) {
      const found = body.querySelector(".cell:not([hidden])") !== null;
      body.classList.toggle("found", filtering && found);
      body.hidden = filtering && !found;
    }
    byId("filter-count").textContent = `${shown} of ${rows.length} requirements`;
  };

  byId("filter-text").addEventListener("input", apply);
  byId("filter-differs").addEventListener("input", apply);
  byId("filter-open").addEventListener("click", () => {
    const open = !openers.every((one) => one.checked);
    for (const one of openers) one.checked = open;
  });
  panel.hidden = false;
  apply();
})();
