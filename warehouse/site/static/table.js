// The table of all commitments. Data arrive in parts (`defcoop.add`), are filtered in the browser and shown a part at a
// time; what is asked for stands in the address, so that it can be shared. Text is only ever set as text.
"use strict";
const COLUMNS = ["commitment_id", "kind", "parties", "counterparts", "standing", "instrument", "quantity", "due_end_on",
  "last_seen_on", "documents_count", "evidence_text", "domains", "year"];
const STEP = 100; // rows shown at a time: the browser lays a table out whole, which takes longer than to filter all rows
const FIELDS = ["text", "actor", "with", "region", "kind", "domain", "standing", "year", "from", "to"];
const field = Object.fromEntries(FIELDS.map((name) => [name, document.getElementById(name)]));
const body = document.querySelector("#table tbody");
const count = document.getElementById("count");
const more = document.getElementById("more");
const total = Number(document.getElementById("filter").dataset.total);
const names = new Map([...field.actor.options].filter((one) => one.value).map((one) => [one.value, one.text]));
const regions = new Map([...field.actor.options].map((one) => [one.value, one.dataset.region]));
const together = new Map([...field.standing.querySelectorAll("[data-standings]")]
  .map((one) => [one.value, new Set(one.dataset.standings.split(" "))]));
const all = [];
let found = [];
let shown = 0;

const defcoop = {
  add(rows) {
    for (const row of rows) {
      const item = Object.fromEntries(COLUMNS.map((name, number) => [name, row[number]]));
      item.actors = item.parties.concat(item.counterparts);
      item.search = [item.kind, item.standing, item.instrument, item.quantity, item.evidence_text, ...item.actors,
        say(item.actors)]
        .join(" ").replaceAll("_", " ").toLowerCase();
      all.push(item);
    }
    if (all.length >= total || all.length === rows.length) filter();
  },
};

function matches(item, asked, words) {
  return (!asked.actor || item.actors.includes(asked.actor)) && (!asked.with || item.actors.includes(asked.with))
    && (!asked.region || item.actors.some((actor) => regions.get(actor) === asked.region))
    && (!asked.kind || item.kind === asked.kind)
    && (!asked.domain || (asked.domain === "unnamed" ? !item.domains.length : item.domains.includes(asked.domain)))
    && (!asked.standing || (together.get(asked.standing)?.has(item.standing) ?? item.standing === asked.standing))
    && (!asked.year || item.year === Number(asked.year)) && (!asked.from || item.last_seen_on >= asked.from)
    && (!asked.to || item.last_seen_on <= asked.to) && words.every((word) => item.search.includes(word));
}

function filter() {
  const asked = Object.fromEntries(FIELDS.map((name) => [name, field[name].value]));
  const words = asked.text.toLowerCase().split(/\s+/).filter(Boolean);
  found = all.filter((item) => matches(item, asked, words));
  shown = 0;
  body.replaceChildren();
  count.textContent = `${found.length} of ${total} commitments`;
  const address = new URLSearchParams(Object.entries(asked).filter(([, value]) => value)).toString();
  history.replaceState(null, "", address ? "#" + address : location.pathname);
  grow();
}

function say(ids) {
  return ids.map((id) => names.get(id) || id).join(", ");
}

function cell(row, text, name) {
  const made = row.insertCell();
  made.textContent = text ?? "";
  if (name) made.className = name;
  return made;
}

function grow() {
  for (const item of found.slice(shown, shown + STEP)) {
    const row = body.insertRow();
    const link = document.createElement("a");
    link.href = "c/" + encodeURIComponent(item.commitment_id) + ".html";
    link.textContent = item.kind.replaceAll("_", " ");
    cell(row, "").append(link);
    cell(row, say(item.parties) + (item.counterparts.length ? " with " + say(item.counterparts) : ""));
    const standing = document.createElement("span");
    standing.className = "standing " + item.standing;
    standing.textContent = item.standing.replaceAll("_", " ");
    cell(row, "").append(standing);
    cell(row, item.instrument);
    cell(row, item.quantity);
    cell(row, item.due_end_on, "day");
    cell(row, item.last_seen_on, "day");
    cell(row, item.documents_count, "number");
    const words = document.createElement("q");
    words.textContent = item.evidence_text;
    cell(row, "").append(words);
  }
  shown = Math.min(shown + STEP, found.length);
  more.hidden = shown >= found.length;
}

// A cell that begins like a formula would be run by a spreadsheet: an apostrophe before it makes it text.
function quote(value) {
  const text = Array.isArray(value) ? value.join(" ") : String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return '"' + safe.replaceAll('"', '""') + '"';
}

function download() {
  const lines = [COLUMNS.join(","), ...found.map((item) => COLUMNS.map((name) => quote(item[name])).join(","))];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
  link.download = "commitments.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function read() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const name of FIELDS) field[name].value = asked.get(name) ?? "";
}

read();
addEventListener("hashchange", () => { read(); filter(); });
for (const name of FIELDS) field[name].addEventListener("input", filter);
more.addEventListener("click", grow);
document.getElementById("download").addEventListener("click", download);
document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
