
// --- review: accept or reject, and a file of decisions for `corpus-clean apply`

const FORMAT = 1;

// What fix has made is made: there is nothing to decide, and revert takes it back.
const REVIEWED = "check";
let reviewing = true;

const decidable = (one) => reviewing && (one.kind === REPAIR || one.choices.length > 0 || (one.kind === WHOLE && one.decidable));

function decide(app, one, verdict, choice = 0) {
  const same = one.verdict === verdict && (one.choice ?? 0) === choice;
  one.verdict = same ? "" : verdict;
  one.choice = same ? 0 : choice;
  app.dirty = true;
}

function verdict(app, one) {
  if (!decidable(one)) return null;
  const button = (word, label, choice = 0) => make("button", {
    type: "button", "data-verdict": word, "data-choice": String(choice), "aria-pressed": String(one.verdict === word && (one.choice ?? 0) === choice),
    on: { click: () => app.decide(one, word, choice) },
  }, label);
  const accept = one.choices.length
    ? one.choices.slice(0, 6).map((reading, index) => button("accepted", make("span", {}, "✓ ", reading ? shown(reading) : "delete it"), index))
    : [button("accepted", "✓ Accept")];
  return make("div", { class: "verdict", role: "group", "aria-label": "Decision" }, ...accept, button("rejected", "✕ Reject"));
}

function drawReview(app, found) {
  const all = app.report.records.filter(decidable);
  const counts = { accepted: 0, rejected: 0, "": 0 };
  for (const one of all) counts[one.verdict] += 1;
  const here = found.filter(decidable);
  // Guesses are taken one by one, or when nothing else is shown: nobody means them by "all".
  const sure = here.filter(isRepair);
  const taken = sure.length ? sure : here;
  const scope = here.length === all.length ? "all" : "these";
  const mixed = sure.length > 0 && sure.length < here.length;
  const accepting = `Accept ${scope} ${mixed ? plural(taken.length, "repair") : count(taken.length)}`;
  const every = (word, ones) => app.change(() => {
    for (const one of ones) { one.verdict = word; one.choice = 0; }
    app.dirty = word !== "" || app.dirty;
  }, true);
  const place = document.getElementById("review");
  if (!all.length) {
    place.replaceChildren();
    return;
  }
  const input = make("input", { type: "file", accept: ".json,application/json", hidden: true, on: { change: () => resume(app, input.files[0]) } });
  place.replaceChildren(
    make("span", { id: "decided" }, `${count(counts.accepted)} accepted · ${count(counts.rejected)} rejected · ${count(counts[""])} undecided`),
    make("button", { type: "button", id: "accept-all", disabled: !taken.length, on: { click: () => every("accepted", taken) } }, accepting),
    make("button", { type: "button", id: "reject-all", disabled: !here.length, on: { click: () => every("rejected", here) } }, `Reject ${scope} ${count(here.length)}`),
    make("button", { type: "button", id: "clear-all", disabled: !here.some((one) => one.verdict), on: { click: () => every("", here) } }, "Undecide"),
    make("button", { type: "button", id: "save", class: "save", disabled: !counts.accepted && !counts.rejected, title: "Then: corpus-clean apply decisions.json", on: { click: () => save(app) } }, "Save decisions"),
    make("button", { type: "button", id: "resume", on: { click: () => input.click() } }, "Load …"), input,
    make("span", { id: "said", role: "status" }, app.said));
}

function decisions(report) {
  const lines = [];
  for (const file of report.files) {
    const accepted = [], rejected = [];
    let recode = null;
    for (const one of app.byFile.get(file) ?? []) {
      if (!one.verdict) continue;
      if (one.kind === WHOLE) recode = one.verdict === "accepted";
      else if (one.verdict === "rejected") rejected.push([one.start, one.end]);
      else accepted.push({
        start: one.start, end: one.end, before: one.before, after: one.choices.length ? one.choices[one.choice ?? 0] : one.after,
        rules: one.rules.map((rule) => report.tail.rules[rule].key), certainty: SURE.indexOf(one.sure) < 2 ? one.sure : "guess",
      });
    }
    if (!accepted.length && !rejected.length && recode === null) continue;
    accepted.sort((one, other) => one.start - other.start || one.end - other.end);
    const clash = accepted.find((one, index) => index && one.start < accepted[index - 1].end);
    if (clash) throw new Error(`${plain(file.path)}: two accepted repairs overlap at offset ${clash.start}; reject one of them`);
    lines.push(JSON.stringify({ file: file.path, sha256: file.sha256, encoding: file.encoding, bom: file.bom, recode, accepted, rejected }));
  }
  const text = `{"kind": "decisions", "tool": "corpus-clean", "format": ${FORMAT}, "version": ${JSON.stringify(report.run.version)}, "files": [\n${lines.join(",\n")}\n]}\n`;
  return text.replace(/[^\x20-\x7e\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function save(app) {
  let text;
  try {
    text = decisions(app.report);
  } catch (error) {
    app.say(error.message);
    return;
  }
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = make("a", { href: address, download: "decisions.json" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  app.dirty = false;
  app.say("Saved. Now run: corpus-clean apply decisions.json");
}

async function resume(app, file) {
  if (!file) return;
  let taken = 0, missed = 0;
  try {
    const read = JSON.parse(await file.text());
    if (read.kind !== "decisions") throw new Error("no decisions");
    for (const entry of read.files) {
      const known = app.report.files.find((one) => one.path === entry.file && one.sha256 === entry.sha256);
      const records = new Map((app.byFile.get(known) ?? []).filter(decidable).map((one) => [one.kind === WHOLE ? "whole" : `${one.start}:${one.end}`, one]));
      const set = (key, word, after) => {
        const one = records.get(key);
        if (!one) { missed += 1; return; }
        one.verdict = word;
        one.choice = Math.max(0, one.choices.indexOf(after));
        taken += 1;
      };
      for (const one of entry.accepted) set(`${one.start}:${one.end}`, "accepted", one.after);
      for (const [start, end] of entry.rejected) set(`${start}:${end}`, "rejected");
      if (entry.recode !== null) set("whole", entry.recode ? "accepted" : "rejected");
    }
    app.say(`${plural(taken, "decision")} loaded` + (missed ? `; ${count(missed)} are of other text` : ""));
  } catch {
    app.say(`${plain(file.name)} is no file of decisions`);
  }
  app.draw();
}
