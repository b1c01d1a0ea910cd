// What was in force on a day: the standing of a line is that of its last step by then, as in the question
// lines_in_force_on. The day is that of the slider (a month, up to its end) or of the field (any day), and stands in the
// address, with a pair where one was chosen. Rows and pairs of the page are hidden or shown, nothing is loaded.
"use strict";
const WORKING = new Set(["in_force", "under_way", "completed"]);
const form = document.getElementById("when");
const slider = document.getElementById("month");
const field = document.getElementById("day");
const rows = [...document.querySelectorAll("#lines tbody tr[data-steps]")].map((row) => ({
  row,
  label: row.querySelector(".standing"),
  steps: row.dataset.steps.split(";").filter(Boolean).map((step) => step.split(" ")),
}));
const pairs = [...document.querySelectorAll("#matrix td[data-lines], #network .edge")].map((mark) => ({
  mark, link: mark.matches("a") ? mark : mark.querySelector("a"), ids: mark.dataset.lines.trim().split(" "),
}));
const days = [...new Set(rows.flatMap(({ steps }) => steps.map(([on]) => on)))].sort();
const english = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
let chosen = null;

function standingOn(steps, day) {
  let found = null;
  for (const [on, standing] of steps) if (on <= day) found = standing;
  return found;
}

function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

// The last day of a month of the slider; of the month in which the pages were made, the day on which they were.
function dayOf(position) {
  const [year, month] = form.dataset.first.split("-").map(Number);
  const day = new Date(Date.UTC(year, month + Number(position), 0)).toISOString().slice(0, 10);
  return day.slice(0, 7) === form.dataset.latest.slice(0, 7) ? form.dataset.latest : day;
}

function positionOf(day) {
  const [year, month] = day.split("-").map(Number);
  const [first, start] = form.dataset.first.split("-").map(Number);
  return 12 * (year - first) + month - start;
}

function addressOf(day, pair) {
  const asked = new URLSearchParams({ on: day });
  if (pair) {
    asked.set("actor", pair.a);
    asked.set("with", pair.b);
  }
  return "#" + asked;
}

function say(count, word) {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

function show(day) {
  const open = new Set();
  for (const { row, label, steps } of rows) {
    const standing = standingOn(steps, day);
    if (standing) {
      label.className = "standing " + standing;
      label.textContent = standing.replaceAll("_", " ");
    }
    if (WORKING.has(standing)) open.add(row.id);
    row.hidden = standing === null;
  }
  const linked = new Set();
  for (const { mark, link, ids } of pairs) {
    const { a, b, names } = mark.dataset;
    const count = ids.filter((id) => open.has(id)).length;
    if (count) linked.add(a).add(b);
    link.setAttribute("href", addressOf(day, { a, b }));
    if (mark === link) {
      mark.classList.toggle("off", count === 0);
      mark.classList.toggle("many", count > 1);
      mark.querySelector("title").textContent = `${names}: ${say(count, "line")}`;
    } else {
      link.hidden = count === 0;
      link.textContent = String(count);
      link.setAttribute("aria-label", `${names}: ${say(count, "line")}`);
    }
  }
  for (const node of document.querySelectorAll("#network [data-actor]")) {
    node.classList.toggle("idle", !linked.has(node.dataset.actor));
  }
  const spoken = english.format(new Date(day));
  document.getElementById("shown").textContent = spoken;
  document.getElementById("said").textContent = `In force on ${spoken}: ${say(open.size, "line")}`
    + (day > form.dataset.latest ? ", as announced by now." : ".");
  slider.value = positionOf(day);
  slider.setAttribute("aria-valuetext", spoken);
  field.value = day;
  document.getElementById("earlier").disabled = !days.some((one) => one < day);
  document.getElementById("later").disabled = !days.some((one) => one > day);
  narrow(day, open);
}

// Of a chosen pair, the list holds the lines that its number counts, and nothing else.
function narrow(day, open) {
  const only = document.getElementById("only");
  const pair = chosen && pairs.find(({ mark }) => mark.dataset.a === chosen.a && mark.dataset.b === chosen.b);
  only.hidden = !pair;
  if (!pair) return;
  for (const { row } of rows) row.hidden = !(pair.ids.includes(row.id) && open.has(row.id));
  document.getElementById("pair").textContent = pair.mark.dataset.names;
  document.getElementById("both").href = pair.mark.dataset.page;
  document.getElementById("every").href = addressOf(day, null);
}

function move(day) {
  show(day);
  history.replaceState(null, "", addressOf(day, chosen));
}

function follow() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const [on, year] = [asked.get("on") ?? "", asked.get("year") ?? ""];
  const day = isDay(on) ? on : isDay(year + "-12-31") ? year + "-12-31" : form.dataset.latest;
  const [a, b] = [asked.get("actor"), asked.get("with")].sort();
  chosen = a && b ? { a, b } : null;
  show(day);
  if (chosen) document.getElementById("line-by-line").focus();
}

if (form) {
  form.addEventListener("submit", (event) => event.preventDefault());
  slider.addEventListener("input", () => move(dayOf(slider.value)));
  field.addEventListener("change", () => { if (isDay(field.value)) move(field.value); });
  document.getElementById("earlier").addEventListener("click", () => move(days.findLast((one) => one < field.value)));
  document.getElementById("later").addEventListener("click", () => move(days.find((one) => one > field.value)));
  addEventListener("hashchange", () => { if (!location.hash || location.hash.includes("=")) follow(); });
  form.hidden = false;
  follow();
}
