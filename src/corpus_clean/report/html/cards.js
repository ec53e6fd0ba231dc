
// --- the list: one card a repair or finding, a page of them at a time

const PER_PAGE = 50;

function drawList(app, found) {
  const pages = Math.max(1, Math.ceil(found.length / PER_PAGE));
  app.page = Math.min(app.page, pages - 1);
  const first = app.page * PER_PAGE;
  const here = found.slice(first, first + PER_PAGE);
  const list = document.getElementById("list");
  list.replaceChildren(...here.map((one) => card(app, one)));
  if (!here.length)
    list.append(make("p", { class: "nothing" }, app.report.records.length ? "Nothing fits all of these filters. Esc clears them." : "Nothing was found: the text is as it should be."));
  const number = found.length === app.report.records.length ? count(found.length) : `${count(found.length)} of ${count(app.report.records.length)}`;
  document.getElementById("shown").textContent = found.length
    ? `${count(first + 1)}–${count(first + here.length)} of ${number}`
    : `0 of ${count(app.report.records.length)}`;
  drawPages(app, pages, found.length - first - here.length);
}

function drawPages(app, pages, more) {
  const place = document.getElementById("pages");
  if (pages < 2) {
    place.replaceChildren();
    return;
  }
  const go = (page) => app.turn(Math.max(0, Math.min(pages - 1, page)));
  const input = make("input", { type: "number", min: "1", max: String(pages), value: String(app.page + 1), "aria-label": "Page", on: { change: () => go(Number(input.value) - 1) } });
  place.replaceChildren(
    make("button", { type: "button", id: "previous", disabled: app.page === 0, on: { click: () => go(app.page - 1) } }, "← Previous"),
    make("span", {}, "page "), input, make("span", {}, `of ${count(pages)}`),
    make("button", { type: "button", id: "next", disabled: app.page >= pages - 1, on: { click: () => go(app.page + 1) } }, "Next →"),
    make("span", { class: "legend" }, more > 0 ? `and ${count(more)} more` : ""));
}

function card(app, one) {
  const { report } = app;
  const rules = one.rules.map((rule) => {
    const tag = make("span", { class: "tag" }, report.tail.rules[rule].id);
    tag.style.color = hue(rule);
    return tag;
  });
  const place = make("span", { class: "place", title: plain(one.file.path) }, shown(one.file.path, "b"), one.kind === WHOLE ? "" : `:${one.line}:${one.column}`);
  const element = make("article", { class: "card", tabindex: "-1", "data-index": String(one.index), "data-verdict": one.verdict, "aria-label": `${ruleOf(report, one).id}, line ${one.line}` },
    make("header", {}, place, ...rules, make("span", { class: "sure", "data-sure": one.sure }, SURE_WORDS[one.sure]), verdict(app, one)),
    sides(report, one), details(app, one));
  return element;
}

function sides(report, one) {
  const context = around(report, one);
  if (one.kind === FINDING || !isRepair(one)) {
    const choices = one.readings.length ? make("p", { class: "points mono" }, pointsOf(one.before)) : null;
    return make("div", {}, make("div", { class: "side" }, make("h3", {}, "found, and left as it is"), text(context.before, one.before, "mark"), choices));
  }
  return make("div", { class: "sides" },
    make("div", { class: "side" }, make("h3", {}, "before"), text(context.before, one.before, "del"), make("p", { class: "points mono" }, one.kind === WHOLE ? "" : pointsOf(one.before))),
    make("div", { class: "side" }, make("h3", {}, "after"), text(context.after, one.after, "ins"), make("p", { class: "points mono" }, one.kind === WHOLE ? "" : pointsOf(one.after))));
}

function text({ left, right }, changed, tag) {
  const middle = changed ? shown(changed, tag) : make("span", { class: "gap", title: "nothing", role: "img", "aria-label": "nothing" });
  return make("p", { class: "text" }, shown(left, "span", { class: "near" }), middle, shown(right, "span", { class: "near" }));
}

function details(app, one) {
  const note = noteOf(app.report, one) || ruleOf(app.report, one).repairs;
  const inside = make("div", { class: "inside" });
  const element = make("details", { on: { toggle: () => { if (element.open && !inside.children.length) inside.append(...explained(app, one)); } } },
    shown(note, "summary"), inside);
  return element;
}

function explained(app, one) {
  const blocks = [];
  if (one.path.length) blocks.push(make("div", {}, make("h3", {}, "The way of the bytes"), bytes(one.path)));
  if (one.kind !== WHOLE) blocks.push(make("div", {}, make("h3", {}, "Code points"), codePoints(one)));
  for (const rule of one.rules.map((index) => app.report.tail.rules[index]))
    blocks.push(make("div", {}, make("h3", {}, rule.id), make("p", {}, rule.repairs), rule.why ? make("p", {}, rule.why) : null));
  return blocks;
}

const FRIENDLY = { "utf-8": "UTF-8", gb18030: "GBK", cp1252: "windows-1252", cp1251: "windows-1251", cp1250: "windows-1250", cp932: "Shift JIS", cp950: "Big5", cp949: "EUC-KR" };

// A byte without a character is the one that was lost: what follows was read one byte off.
const label = (written, encoding, cells) =>
  `${written ? "written in" : cells[0][0] ? "read as" : "read one byte off, as"} ${FRIENDLY[encoding] ?? encoding}`;

function bytes(path) {
  const grid = make("div", { class: "bytes" });
  for (const [written, encoding, cells] of path) {
    const row = cells.map(([character, data]) => {
      if (!data) return make("span", { class: "more" }, character); // it goes on
      const cell = make("div", { class: character ? "cell" : "cell lost", title: character ? title(character) : "a byte without a character" },
        make("b", {}, ...pieces(character || " ")), make("i", { class: "mono" }, data.match(/../g).join(" ")));
      cell.style.setProperty("--bytes", String(data.length / 2));
      return cell;
    });
    grid.append(make("span", { class: "what" }, label(written, encoding, cells)),
      make("div", { class: written ? "cells written" : "cells read" }, ...row));
  }
  return grid;
}

function codePoints(one) {
  const list = (sign, content) => {
    const points = [...content], rows = [];
    for (const character of points.slice(0, 12))
      rows.push(make("tr", {}, make("td", {}, sign), make("td", {}, ...pieces(character)), make("td", { class: "mono" }, `U+${hex(character.codePointAt(0))}`), make("td", {}, names[character] ?? "")));
    if (points.length > 12) rows.push(make("tr", {}, make("td", { colspan: "4" }, `and ${count(points.length - 12)} more`)));
    return make("table", {}, make("tbody", {}, ...rows));
  };
  return make("div", { class: "tables" }, list(one.kind === FINDING ? "·" : "−", one.before), list("+", one.after));
}
