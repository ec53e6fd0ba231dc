
// --- pictures: how many by rule, and where in the files

const BINS = 240, STRIPS = 4;

function drawSummary(app) {
  const { tail, run, files, records } = app.report;
  const [head, ...rest] = tail.summary.replace(/\b\d{4,}\b/g, (digits) => count(Number(digits))).split(": ");
  document.getElementById("summary").replaceChildren(make("b", {}, head), ...(rest.length ? [make("span", { class: "colon" }, ": "), rest.join(": ")] : []));
  const total = (counts) => Object.values(counts).reduce((sum, number) => sum + number, 0);
  const repairs = total(tail.counts.repairs), findings = total(tail.counts.findings);
  const done = run.command === "fix" ? "made" : "to make";
  const sure = SURE.map((word) => [word, records.filter((one) => one.sure === word).length]).filter(([, number]) => number);
  const split = make("div", { class: "split", "aria-hidden": "true" });
  const tints = { proven: "var(--come)", likely: "var(--accent)", guess: "var(--doubt)", look: "var(--gone)" };
  for (const [word, number] of sure) {
    const part = make("span");
    part.style.flex = String(number);
    part.style.background = tints[word];
    split.append(part);
  }
  const tile = (number, word) => make("div", { class: "tile" }, make("b", {}, count(number)), make("span", {}, word));
  const certain = make("div", { class: "tile" }, split, make("span", {}, sure.map(([word, number]) => `${count(number)} ${SURE_WORDS[word]}`).join(" · ") || "nothing"));
  certain.style.flex = "2";
  document.getElementById("tiles").replaceChildren(
    tile(repairs, `${repairs === 1 ? "repair" : "repairs"} ${done}`), tile(findings, `${findings === 1 ? "finding" : "findings"} left`),
    tile(tail.concerned, `of ${plural(tail.texts, "file")} concerned`), certain);
  const notices = files.filter((one) => one.status === "trouble").slice(0, 20).map((one) =>
    make("p", { class: "notice" }, shown(one.path, "b"), ": ", shown(one.reason, "span")));
  const troubled = files.filter((one) => one.status === "trouble").length;
  if (troubled > 20) notices.push(make("p", { class: "notice" }, `and ${count(troubled - 20)} more files that failed`));
  if (tail.unlisted)
    notices.push(make("p", { class: "notice" }, `${count(tail.unlisted)} more are counted in the summary and not listed on this page; --report with a name that ends in .jsonl lists all.`));
  document.getElementById("notices").replaceChildren(...notices);
}

function drawBars(app) {
  const { tail } = app.report;
  const { repairs, findings } = tail.counts;
  const rules = tail.rules.map((rule, index) => ({ index, id: rule.id, title: rule.repairs, made: repairs[rule.key] ?? 0, left: findings[rule.key] ?? 0 }));
  rules.sort((one, other) => other.made + other.left - one.made - one.left || (one.id < other.id ? -1 : 1));
  const most = Math.max(1, ...rules.map((one) => one.made + one.left));
  const bar = (number, rule, left) => {
    const fill = make("span", { class: left ? "fill left" : "fill" });
    fill.style.width = `${(100 * number) / most}%`;
    fill.style.backgroundColor = hue(rule);
    fill.style.float = "left";
    return number ? fill : null;
  };
  const place = document.getElementById("bars");
  place.replaceChildren(...rules.filter((one) => one.made + one.left).map((one) => make("button", {
    type: "button", class: "row", title: one.title, "data-rule": one.id, "aria-pressed": String(app.choice.sets.rule.has(one.index)),
    on: { click: () => app.change(() => app.choice.toggle("rule", one.index)) },
  }, make("span", { class: "name" }, one.id), make("span", { class: "track" }, bar(one.made, one.index, false), bar(one.left, one.index, true)),
  make("span", { class: "number" }, count(one.made + one.left)))));
  if (!place.children.length) place.append(make("p", { class: "legend" }, "Nothing was found."));
  else if (rules.some((one) => one.left)) place.append(make("p", { class: "legend" }, "Full: repaired. Hatched: found and left as it is."));
}

function drawStrips(app, found) {
  const perFile = new Map();
  for (const one of found) if (one.kind !== WHOLE) perFile.set(one.file, (perFile.get(one.file) ?? 0) + 1);
  const files = [...perFile].sort((one, other) => other[1] - one[1] || one[0].index - other[0].index);
  const most = files.slice(0, STRIPS).map(([file]) => file);
  const bins = new Map(most.map((file) => [file, Array.from({ length: BINS }, () => new Map())]));
  for (const one of found) {
    if (one.kind === WHOLE || !bins.has(one.file)) continue;
    const bin = bins.get(one.file)[Math.min(BINS - 1, Math.floor((BINS * one.start) / Math.max(one.file.length, 1)))];
    bin.set(one.rule, (bin.get(one.rule) ?? 0) + 1);
  }
  const place = document.getElementById("strips");
  place.replaceChildren(...most.map((file) => strip(app, file, bins.get(file), perFile.get(file))));
  if (!most.length) place.append(make("p", { class: "legend" }, "Nothing to show."));
  if (files.length > most.length) place.append(make("p", { class: "legend" }, `and ${plural(files.length - most.length, "more file")}; choose one on the left`));
  else if (most.length) place.append(make("p", { class: "legend" }, "Click, or use the arrow keys and Enter, to see one stretch alone."));
}

function strip(app, file, bins, number) {
  const canvas = make("canvas", { tabindex: "0", role: "slider", "aria-valuemin": "1", "aria-valuemax": String(BINS), "aria-valuenow": "1" });
  const totals = bins.map((bin) => [...bin.values()].reduce((sum, one) => sum + one, 0));
  const most = Math.max(1, ...totals);
  const at = { bin: 0 };
  const label = () => {
    const text = `${plural(totals[at.bin], "place")} at ${Math.round((100 * at.bin) / BINS)} % of ${plain(file.path)}`;
    canvas.setAttribute("aria-label", text);
    canvas.setAttribute("aria-valuenow", String(at.bin + 1));
    canvas.title = text;
  };
  const choose = () => app.change(() => {
    const from = Math.floor((at.bin * file.length) / BINS), to = Math.ceil(((at.bin + 1) * file.length) / BINS);
    const same = app.choice.stretch && app.choice.stretch.from === from && app.choice.stretch.file === file.index;
    app.choice.stretch = same ? null : { file: file.index, from, to };
  });
  const paint = () => paintStrip(canvas, bins, totals, most, document.activeElement === canvas ? at.bin : -1);
  canvas.addEventListener("mousemove", (event) => {
    at.bin = Math.max(0, Math.min(BINS - 1, Math.floor((BINS * event.offsetX) / canvas.clientWidth)));
    label();
  });
  canvas.addEventListener("click", choose);
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -BINS, End: BINS }[event.key];
    if (step) at.bin = Math.max(0, Math.min(BINS - 1, at.bin + step));
    else if (event.key !== "Enter") return;
    else choose();
    event.preventDefault();
    event.stopPropagation();
    label();
    paint();
  });
  canvas.addEventListener("focus", paint);
  canvas.addEventListener("blur", paint);
  label();
  requestAnimationFrame(paint);
  app.painters.push(paint);
  return make("div", { class: "strip" }, make("p", {}, shown(file.path, "span", { class: "path" }),
    make("span", { class: "ends" }, `${plural(number, "place")} · ${plural(file.lines, "line")}`)), canvas);
}

function paintStrip(canvas, bins, totals, most, cursor) {
  if (!canvas.clientWidth) return;
  const scale = window.devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * scale;
  canvas.height = canvas.clientHeight * scale;
  const context = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  const width = canvas.width / BINS;
  bins.forEach((bin, index) => {
    if (!totals[index]) return;
    const height = Math.max(4 * scale, canvas.height * 0.94 * Math.sqrt(totals[index] / most)); // few must be seen beside many
    let bottom = canvas.height;
    for (const [rule, number] of [...bin].sort((one, other) => one[0] - other[0])) {
      const part = (height * number) / totals[index];
      context.fillStyle = style.getPropertyValue(`--hue-${rule % HUES}`);
      context.fillRect(index * width, bottom - part, Math.max(width - (width > 3 ? 1 : 0), 1), part);
      bottom -= part;
    }
  });
  if (cursor >= 0) {
    context.fillStyle = style.getPropertyValue("--focus");
    context.fillRect(cursor * width, 0, Math.max(width, 2), canvas.height);
  }
}
