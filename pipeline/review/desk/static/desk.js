// Single keys press the buttons and links of the page that name them; without this script all of it works by Tab and Enter.
"use strict";
(() => {
  const form = document.getElementById("decide");
  const isOn = document.body.dataset.keys === "on";
  let isSent = false;

  // a second press of a key while the next page is on its way decides nothing
  document.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  window.addEventListener("pageshow", () => { isSent = false; });

  const isTyping = (where) => where.matches("input:not([type=radio]), select, textarea");

  const press = (key) => {
    const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    if (found.matches("[type=radio]")) found.focus();
    found.click();
    return true;
  };

  // to the columns of what the decision is about
  const edit = () => {
    const card = form.querySelector("input[name=target]:checked").closest("article");
    const details = card.querySelector("details");
    if (details) details.open = true;
    card.querySelector(".columns-of select, .columns-of input:not([type=hidden])").focus();
  };

  const turnOther = () => {
    const others = [...form.querySelectorAll("input[name=other]")];
    if (!others.length) return form.querySelector("#named").focus();
    const next = others[(others.findIndex((one) => one.checked) + 1) % others.length];
    next.checked = true;
    next.focus();
  };

  const compare = (key) => {
    const named = form.querySelector("#named");
    const isNamed = named.value.trim() || form.querySelector("input[name=other]");
    return isNamed ? press(key) : named.focus();
  };

  const own = {
    c: edit,
    o: turnOther,
    s: () => compare("s"),
    n: () => compare("n"),
    w: () => form.querySelector("#reason").focus(),
    "?": () => { const keys = document.getElementById("keys"); keys.open = !keys.open; keys.scrollIntoView(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if (!isOn || event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return undefined;
    const act = form && own[event.key];
    if (act) act();
    if (act || press(event.key)) event.preventDefault();
    return undefined;
  });
})();
