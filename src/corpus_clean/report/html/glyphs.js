
// --- elements, and text in which everything can be seen and nothing acts

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, call] of Object.entries(value)) element.addEventListener(event, call);
    else if (name === "class") element.className = value;
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const BLANK = /[\p{C}\p{Zl}\p{Zp}\u{a0}\u{1680}\u{2000}-\u{200a}\u{202f}\u{205f}\u{3000}\u{34f}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{2800}\u{3164}\u{fe00}-\u{fe0f}\u{ffa0}\u{e0100}-\u{e01ef}]/u;
const MARK = /\p{M}/u;
const MARKS = 3; // more of them on one character would cover the lines around
const NAMED = { 9: "TAB", 10: "LF", 13: "CR", 0xa0: "NBSP", 0xad: "SHY", 0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ", 0x3000: "IDSP", 0xfeff: "BOM" };
const LONG = 400;

const hex = (point) => point.toString(16).toUpperCase().padStart(4, "0");

function pieces(text) {
  const found = [];
  let plain = "", marks = 0, based = false, last = null; // the last box, and how often it was repeated
  const box = (character) => {
    based = false;
    if (!plain && last?.character === character) {
      last.times += 1;
      last.element.textContent = `${last.name} ×${last.times}`;
      return;
    }
    if (plain) found.push(plain);
    plain = "";
    const point = character.codePointAt(0);
    const name = NAMED[point] ?? hex(point);
    last = { character, name, times: 1, element: make("span", { class: "box", title: title(character) }, name) };
    found.push(last.element);
  };
  for (const character of text) {
    if (character >= " " && character < "\x7f") {
      plain += character;
      marks = 0;
      based = character !== " ";
    } else if (BLANK.test(character)) box(character);
    else if (MARK.test(character)) {
      marks = based ? marks + 1 : 1;
      if (marks > MARKS) box(character);
      else plain += based ? character : "\u25cc" + character;
      based = true;
    } else {
      plain += character;
      marks = 0;
      based = true;
    }
  }
  if (plain) found.push(plain);
  return found;
}

// For tooltips, labels and the title, which hold no elements.
const plain = (text) => pieces(text).map((piece) => (typeof piece === "string" ? piece : `‹${piece.textContent}›`)).join("");

// A bdi keeps text that runs from right to left from moving what stands beside it.
function shown(text, tag = "bdi", attributes = {}) {
  const points = [...text];
  if (points.length <= LONG) return make(tag, attributes, make("bdi", {}, ...pieces(text)));
  const half = LONG / 2;
  const more = `… ${(points.length - LONG).toLocaleString("en")} more …`;
  return make(tag, attributes, make("bdi", {}, ...pieces(points.slice(0, half).join(""))), make("span", { class: "box" }, more),
    make("bdi", {}, ...pieces(points.slice(-half).join(""))));
}

let names = {};
const title = (character) => `U+${hex(character.codePointAt(0))} ${names[character] ?? ""}`.trim();

function pointsOf(text, most = 8) {
  const points = [...text];
  const named = points.slice(0, most).map((character) => `U+${hex(character.codePointAt(0))}`).join(" ");
  return points.length > most ? `${named} …${points.length - most} more` : named || "nothing";
}

const count = (number) => number.toLocaleString("en");
const plural = (number, word) => `${count(number)} ${word}${number === 1 ? "" : "s"}`;
