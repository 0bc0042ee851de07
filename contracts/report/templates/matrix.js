"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...document.querySelectorAll("tr.cell")].map((element) => ({
    element,
    differs: element.classList.contains("differs"),
    words: element.textContent.toLowerCase(),
  }));
  const panel = byId("filters");

  const apply = () => {
    const terms = byId("filter-text").value.toLowerCase().split(/\s+/).filter(Boolean);
    const differing = byId("filter-differs").checked;
    let shown = 0;
    for (const row of rows) {
      const fits = (!differing || row.differs) && terms.every((term) => row.words.includes(term));
      row.element.hidden = !fits;
      shown += fits;
    }
    byId("filter-count").textContent = `${shown} of ${rows.length} requirements shown`;
  };

  panel.addEventListener("input", apply);
  panel.hidden = false;
  apply();
})();
