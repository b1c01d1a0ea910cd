// One country stands out in the chart of all; a mark that leads to a figure opens the table that holds it.
"use strict";
for (const figure of document.querySelectorAll("figure.big")) {
  const choose = figure.querySelector(".choose");
  if (!choose) continue;
  choose.addEventListener("change", () => {
    figure.classList.toggle("chosen", choose.value !== "");
    for (const mark of figure.querySelectorAll("[data-id]")) {
      mark.classList.toggle("on", mark.dataset.id === choose.value);
    }
  });
}

function open() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = row && row.closest("details");
  if (!details) return;
  details.open = true;
  row.scrollIntoView();
}
window.addEventListener("hashchange", open);
open();
