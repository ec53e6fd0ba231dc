
// --- the page as a whole: what is chosen, what is drawn, and the keys

class App {
  constructor(report) {
    this.report = report;
    this.choice = new Choice(report);
    this.page = 0;
    this.painters = [];
    this.found = [];
    this.said = "";
    this.dirty = false;
    this.byFile = new Map();
    for (const one of report.records) {
      if (!this.byFile.has(one.file)) this.byFile.set(one.file, []);
      this.byFile.get(one.file).push(one);
    }
  }

  start() {
    names = this.report.tail.names;
    reviewing = this.report.run.command === REVIEWED;
    const { run } = this.report;
    document.title = `corpus-clean ${run.command} · ${this.report.tail.summary}`;
    drawSummary(this);
    this.draw();
  }

  change(step, stay = false) {
    step();
    if (!stay) this.page = 0;
    this.draw();
  }

  draw() {
    const { found, counts } = this.choice.apply();
    this.found = found;
    this.painters = [];
    drawFacets(this, counts);
    drawBars(this);
    drawStrips(this, found);
    this.drawRest();
  }

  drawRest() {
    drawChips(this);
    drawReview(this, this.found);
    drawList(this, this.found);
  }

  turn(page) {
    this.page = page;
    this.drawRest();
    document.getElementById("list").focus({ preventScroll: true });
    document.querySelector(".bar").scrollIntoView({ block: "nearest" });
    document.querySelector("#list .card")?.scrollIntoView({ block: "nearest" });
  }

  say(text) {
    this.said = text;
    const place = document.getElementById("said");
    if (place) place.textContent = text;
  }

  // Only the card is drawn anew: the list must not move below a finger.
  decide(one, word, choice = 0) {
    decide(this, one, word, choice);
    const old = document.querySelector(`.card[data-index="${one.index}"]`);
    if (old) {
      const pressed = document.activeElement?.dataset ?? {};
      const fresh = card(this, one);
      fresh.querySelector("details").open = old.querySelector("details").open;
      old.replaceWith(fresh);
      const again = pressed.verdict && [...fresh.querySelectorAll(".verdict button")].find((button) => button.dataset.verdict === pressed.verdict && button.dataset.choice === pressed.choice);
      (again || fresh).focus();
    }
    drawReview(this, this.found);
  }
}

function drawChips(app) {
  const { choice, report } = app;
  const chips = [];
  const chip = (label, remove) => chips.push(make("button", { type: "button", title: "Remove this filter", on: { click: () => app.change(remove) } }, label, " ✕"));
  for (const { id } of FACETS)
    for (const value of choice.sets[id]) {
      const label = id === "rule" ? report.tail.rules[value].id : id === "file" ? shown(report.files[value].path) : id === "point" ? title(value) : SURE_WORDS[value] ?? WORDS[value] ?? value;
      chip(label, () => choice.toggle(id, value));
    }
  if (choice.text) chip(shown(`“${choice.text}”`), () => { choice.text = document.getElementById("search").value = ""; });
  if (choice.stretch) {
    const { file, from, to } = choice.stretch;
    chip(`from ${Math.floor((100 * from) / report.files[file].length)} % to ${Math.ceil((100 * to) / report.files[file].length)} %`, () => { choice.stretch = null; });
  }
  document.getElementById("chips").replaceChildren(...chips);
}

function shade() {
  const chosen = document.documentElement.dataset.theme ?? "";
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.shade = dark ? "dark" : "light";
  document.querySelector("#theme span").textContent = chosen || "auto";
  app.painters.forEach((paint) => paint());
}

function listen(app) {
  const search = document.getElementById("search");
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => app.change(() => { app.choice.text = search.value.trim(); }), 120);
  });
  document.getElementById("theme").addEventListener("click", () => {
    const next = { "": "light", light: "dark", dark: "" }[document.documentElement.dataset.theme ?? ""];
    if (next) document.documentElement.dataset.theme = next;
    else delete document.documentElement.dataset.theme;
    shade();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", shade);
  const filters = document.getElementById("filters");
  filters.addEventListener("click", () => filters.setAttribute("aria-expanded", String(document.getElementById("facets").classList.toggle("open"))));
  document.getElementById("help").addEventListener("click", () => document.getElementById("keys").showModal());
  window.addEventListener("resize", () => app.painters.forEach((paint) => paint()));
  window.addEventListener("beforeunload", (event) => { if (app.dirty) event.preventDefault(); });
  document.addEventListener("keydown", (event) => key(app, event, search));
}

function key(app, event, search) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("keys").open) return;
  const typing = event.target.matches?.("input");
  if (event.key === "Escape") {
    if (typing) event.target.blur();
    search.value = "";
    if (!app.choice.empty) app.change(() => app.choice.clear());
    return;
  }
  if (typing) return;
  const here = document.activeElement?.closest?.(".card");
  const one = here ? app.report.records[Number(here.dataset.index)] : null;
  const verdicts = { a: "accepted", r: "rejected", u: "" };
  if (event.key === "/") search.focus();
  else if (event.key === "?") document.getElementById("keys").showModal();
  else if (event.key === "j" || event.key === "k") step(here, event.key === "j");
  else if (event.key === "n") document.getElementById("next")?.click();
  else if (event.key === "p") document.getElementById("previous")?.click();
  else if (event.key === "s") document.getElementById("save")?.click();
  else if (event.key === "Enter" && event.target === here) here.querySelector("details").open ^= true;
  else if (event.key in verdicts && one && decidable(one)) app.decide(one, event.key === "u" ? one.verdict : verdicts[event.key], one.choice);
  else return;
  event.preventDefault();
}

function step(here, forward) {
  const cards = [...document.querySelectorAll("#list .card")];
  const next = here ? cards[cards.indexOf(here) + (forward ? 1 : -1)] : cards[0];
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

const app = new App(load());
listen(app);
shade();
app.start();
