
// --- what is chosen: a set of values for each facet, a search, a stretch of one file

const FACETS = [
  { id: "kind", title: "Kind", of: (one) => [one.kind === FINDING || !isRepair(one) ? "finding" : "repair"] },
  { id: "rule", title: "Rule", of: (one) => one.rules },
  { id: "sure", title: "Certainty", of: (one) => [one.sure] },
  { id: "verdict", title: "Decision", of: (one) => [one.verdict || "open"] },
  { id: "file", title: "File", of: (one) => [one.file.index] },
  { id: "point", title: "Code point", of: changedPoints },
];
const FEW = 8, MANY = 40;
const WORDS = { repair: "repairs", finding: "findings", open: "undecided", accepted: "accepted", rejected: "rejected" };

const isRepair = (one) => one.kind === REPAIR || (one.kind === WHOLE && one.decidable);

// The characters that a repair takes away or brings, or that a finding is about.
function changedPoints(one) {
  if (one.points) return one.points;
  if (one.kind === WHOLE) return (one.points = []);
  const before = new Set(one.before.slice(0, LONG)), after = new Set(one.after.slice(0, LONG));
  one.points = [];
  for (const character of before) if (!after.has(character)) one.points.push(character);
  for (const character of after) if (!before.has(character)) one.points.push(character);
  if (!one.points.length) one.points = [...new Set([...before, ...after])]; // an order, a number of times
  return one.points;
}

class Choice {
  constructor(report) {
    this.report = report;
    this.sets = Object.fromEntries(FACETS.map(({ id }) => [id, new Set()]));
    this.text = "";
    this.stretch = null; // { file, from, to } in code points
    this.open = {}; // how many values of a facet are shown
  }

  toggle(facet, value) {
    if (!this.sets[facet].delete(value)) this.sets[facet].add(value);
  }

  clear() {
    for (const set of Object.values(this.sets)) set.clear();
    this.text = "";
    this.stretch = null;
  }

  get empty() {
    return !this.text && !this.stretch && Object.values(this.sets).every((set) => !set.size);
  }

  // Each facet counts what all the others let through, so that its numbers say what a click would give.
  apply() {
    const counts = Object.fromEntries(FACETS.map(({ id }) => [id, new Map()]));
    const found = [];
    const wanted = needle(this.text);
    const active = FACETS.filter(({ id }) => this.sets[id].size);
    for (const one of this.report.records) {
      if (this.stretch && !(one.file.index === this.stretch.file && one.start >= this.stretch.from && one.start < this.stretch.to)) continue;
      if (wanted.length && !wanted.every((part) => this.searched(one).includes(part))) continue;
      let failed = null, failures = 0;
      for (const facet of active)
        if (!facet.of(one).some((value) => this.sets[facet.id].has(value))) {
          failed = facet.id;
          if (++failures > 1) break;
        }
      if (failures > 1) continue;
      if (!failures) found.push(one);
      for (const { id, of } of FACETS) {
        if (failures && id !== failed) continue;
        for (const value of of(one)) counts[id].set(value, (counts[id].get(value) ?? 0) + 1);
      }
    }
    return { found, counts };
  }

  searched(one) {
    if (one.searched) return one.searched;
    const rules = one.rules.map((rule) => this.report.tail.rules[rule].id).join("\n");
    one.searched = `${one.file.path}\n${rules}\n${noteOf(this.report, one)}\n${nearby(this.report, one)}`.toLowerCase();
    return one.searched;
  }
}

// Words that must all be there; U+200B stands for the character itself.
function needle(text) {
  return text.toLowerCase().split(" ").filter(Boolean).map((part) => {
    const point = /^u\+([0-9a-f]{2,6})$/.exec(part);
    return point && parseInt(point[1], 16) <= 0x10ffff ? String.fromCodePoint(parseInt(point[1], 16)).toLowerCase() : part;
  });
}

function drawFacets(app, counts) {
  const place = document.getElementById("facets");
  const focused = document.activeElement?.dataset?.key;
  place.replaceChildren(...FACETS.map((facet) => drawFacet(app, facet, counts[facet.id])).filter(Boolean));
  if (focused) [...place.querySelectorAll("button")].find((one) => one.dataset.key === focused)?.focus();
}

function drawFacet(app, { id, title: heading }, counts) {
  const { choice } = app;
  const chosen = choice.sets[id];
  for (const value of chosen) if (!counts.has(value)) counts.set(value, 0);
  const values = [...counts].sort((one, other) => chosen.has(other[0]) - chosen.has(one[0]) || other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  if (!values.length || (values.length === 1 && !chosen.size && ["kind", "verdict"].includes(id))) return null;
  const room = choice.open[id] ?? FEW;
  const rows = values.slice(0, room).map(([value, number]) =>
    make("button", {
      type: "button", "aria-pressed": String(chosen.has(value)), "data-key": `${id}:${value}`, "data-facet": id, "data-value": String(value),
      title: id === "point" ? title(value) : id === "file" ? plain(app.report.files[value].path) : null,
      on: { click: () => app.change(() => choice.toggle(id, value)) },
    }, ...labelled(app, id, value), make("span", { class: "count" }, count(number))));
  if (values.length > room)
    rows.push(make("button", {
      type: "button", class: "more", "data-key": `${id}:more`,
      on: { click: () => { choice.open[id] = room + MANY; app.draw(); } },
    }, `and ${count(values.length - room)} more`));
  return make("section", { class: "facet", "aria-label": heading }, make("h2", {}, heading), ...rows);
}

function labelled(app, id, value) {
  if (id === "rule") return [dot(value), make("span", { class: "value" }, app.report.tail.rules[value].id)];
  if (id === "sure") return [make("span", { class: "sure", "data-sure": value }), make("span", { class: "value" }, SURE_WORDS[value])];
  if (id === "file") return [shown(app.report.files[value].path, "span", { class: "value path" })];
  if (id === "point") {
    const code = `U+${hex(value.codePointAt(0))}`;
    return [make("span", { class: "glyph" }, ...pieces(value)), make("span", { class: "value mono" }, code)];
  }
  return [make("span", { class: "value" }, WORDS[value] ?? value)];
}

const HUES = 10;
const hue = (rule) => `var(--hue-${rule % HUES})`;

function dot(rule) {
  const element = make("span", { class: "dot" });
  element.style.background = hue(rule);
  return element;
}
