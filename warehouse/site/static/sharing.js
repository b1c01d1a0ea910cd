// What was in force at the end of a year: the standing of a line is that of its last step by then, as in the question
// lines_in_force_on. Rows and pairs of the page are hidden or shown, nothing is loaded.
"use strict";
const WORKING = new Set(["in_force", "under_way", "completed"]);
const slider = document.getElementById("year");
const shown = document.getElementById("shown");
const rows = [...document.querySelectorAll("#lines tbody tr[data-steps]")];
const cells = [...document.querySelectorAll("#matrix td[data-lines]")];

const edges = [...document.querySelectorAll("#network .edge")];

function standingThen(row, day) {
  const steps = row.dataset.steps.split(";").filter(Boolean).map((step) => step.split(" "));
  const then = steps.filter(([on]) => on <= day);
  return then.length ? then[then.length - 1][1] : null;
}

function show() {
  const day = slider.value + "-12-31";
  const open = new Set();
  for (const row of rows) {
    const standing = standingThen(row, day);
    row.hidden = standing === null;
    if (standing === null) continue;
    const label = row.querySelector(".standing");
    label.className = "standing " + standing;
    label.textContent = standing.replaceAll("_", " ");
    if (WORKING.has(standing)) open.add(row.id);
  }
  for (const cell of cells) {
    const ids = cell.dataset.lines.trim().split(" ").filter((id) => open.has(id));
    const link = cell.querySelector("a");
    link.hidden = ids.length === 0;
    link.textContent = String(ids.length);
    link.setAttribute("aria-label", link.getAttribute("aria-label").replace(/\d+$/, String(ids.length)));
    if (ids.length) link.href = "#" + ids[0];
  }
  for (const edge of edges) {
    const count = edge.dataset.lines.trim().split(" ").filter((id) => open.has(id)).length;
    edge.classList.toggle("off", count === 0);
    edge.classList.toggle("many", count > 1);
  }
  shown.textContent = slider.value;
}

if (slider) {
  const asked = /^#year=(\d{4})$/.exec(location.hash);
  if (asked) slider.value = asked[1];
  slider.addEventListener("input", () => {
    show();
    history.replaceState(null, "", "#year=" + slider.value);
  });
  show();
}
