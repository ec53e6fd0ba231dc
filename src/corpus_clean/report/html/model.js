"use strict";

// --- the data of the page: files and, in the order of their places, records

const REPAIR = 0, FINDING = 1, WHOLE = 2; // WHOLE: what is said of a file and not of a place in it
const SURE = ["proven", "likely", "guess", "look"];
const SURE_WORDS = { proven: "proven", likely: "likely", guess: "guess, with --risky", look: "to look at" };

function load() {
  const report = { run: {}, tail: {}, files: [], records: [] };
  let file = null;
  for (const script of [...document.querySelectorAll('script[type="application/json"]')]) {
    const data = JSON.parse(script.textContent);
    script.remove();
    if (script.dataset.kind !== "part") {
      report[script.dataset.kind] = data;
      continue;
    }
    if (data.file) {
      file = { ...data.file, index: report.files.length, first: report.records.length, last: 0, listed: 0 };
      report.files.push(file);
    }
    for (const one of data.repairs ?? []) report.records.push(repair(one, file));
    file.last = Math.max(file.last, report.records.length);
    for (const one of data.findings ?? []) report.records.push(finding(one, file));
  }
  for (const one of report.records) if (one.kind === REPAIR) one.path = report.tail.paths[one.path];
  report.tail.summary = plain(report.tail.summary);
  for (const rule of report.tail.rules) {
    rule.key = rule.id;
    rule.id = plain(rule.id);
  }
  const whole = report.files.filter(wholeRule).map((one) => ofWhole(one, report.tail.rules));
  for (const one of report.records) one.file.listed += 1;
  report.records.push(...whole);
  report.records.forEach((one, index) => { one.index = index; });
  return report;
}

function wholeRule(file) {
  return file.recoded ? "encoding" : file.status === "undecodable" ? "undecodable" : "";
}

function repair([rules, sure, start, end, line, column, lead, before, after, note, path], file) {
  return { kind: REPAIR, file, rules, rule: rules[0], sure, start, end, line, column, lead, before, after, note, path, choices: [], verdict: "" };
}

function finding([rule, sure, start, end, line, column, left, before, right, note, choices, free], file) {
  return {
    kind: FINDING, file, rules: [rule], rule, sure: sure ?? "look", start, end, line, column, left, right, before, after: "",
    note, path: [], choices: free ? choices : [], readings: choices, verdict: "",
  };
}

function ofWhole(file, rules) {
  const id = wholeRule(file);
  const rule = rules.findIndex((one) => one.key === id);
  const [before, after] = file.recoded ? file.recoded.split(" -> ") : [file.reason, ""];
  return {
    kind: WHOLE, file, rules: [rule], rule, sure: file.certainty ?? "look", start: 0, end: 0, line: 1, column: 1, before, after,
    note: -1, path: [], choices: [], readings: [], verdict: "", decidable: Boolean(file.recoded),
  };
}

// --- the text around a repair: as it was, and as it is with its neighbours repaired too

function around(report, record) {
  if (record.kind === FINDING) {
    const sides = { left: afterLast(record.left), right: beforeFirst(record.right) };
    return { before: sides, after: sides };
  }
  if (record.kind === WHOLE) return { before: { left: "", right: "" }, after: { left: "", right: "" } };
  return { before: walk(report, record, "before"), after: walk(report, record, "after") };
}

function walk(report, record, side) {
  const { records, tail: { context } } = report;
  let left = "", right = "", at = record.index;
  for (;;) {
    const { lead } = records[at];
    const whole = typeof lead === "string";
    left = (whole ? lead : "…" + lead[1]) + left;
    if (!whole || left.length >= context || /[\r\n]/.test(left) || at === record.file.first) break;
    at -= 1;
    left = records[at][side] + left;
  }
  for (at = record.index + 1; right.length < context && !/[\r\n]/.test(right); at += 1) {
    if (at >= record.file.last) {
      right += record.file.tail;
      break;
    }
    const { lead } = records[at];
    if (typeof lead !== "string") {
      right += lead[0] + "…";
      break;
    }
    right += lead + records[at][side];
  }
  return { left: cut(afterLast(left), context, true), right: cut(beforeFirst(right), context, false) };
}

// The same for the search, in which a word may reach over a neighbour: rougher, and fast enough for all records at once.
function nearby({ records }, record) {
  if (record.kind !== REPAIR) return `${record.left ?? ""}${record.before}${record.right ?? ""}\n${(record.readings ?? []).join("\n")}`;
  const { index, file, lead } = record;
  const before = index > file.first ? records[index - 1] : null;
  const next = index + 1 < file.last ? records[index + 1] : null;
  const third = index + 2 < file.last ? records[index + 2] : null;
  const left = (side) => (before ? tailOf(before.lead) + before[side] : "") + tailOf(lead);
  const right = (side) => (next ? headOf(next.lead) + next[side] + (third ? headOf(third.lead) : file.tail) : file.tail);
  const line = (side) => afterLast(left(side)) + record[side] + beforeFirst(right(side));
  return `${line("before")}\n${line("after")}`;
}

const tailOf = (lead) => (typeof lead === "string" ? lead : lead[1]);
const headOf = (lead) => (typeof lead === "string" ? lead : lead[0]);
const afterLast = (text) => text.slice(Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1);
function beforeFirst(text) {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text : text.slice(0, end);
}

function cut(text, room, fromLeft) {
  const points = [...text];
  if (points.length <= room + 1) return text;
  return fromLeft ? "…" + points.slice(-room).join("") : points.slice(0, room).join("") + "…";
}

const ruleOf = (report, record) => report.tail.rules[record.rule];
const noteOf = (report, record) => (record.note < 0 ? record.file.reason : report.tail.notes[record.note]);
