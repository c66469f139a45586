// Pictures: one panel a region, the same outcomes on the same axis, so that panels can be laid side by side.
const SVG = "http://www.w3.org/2000/svg", REACH = 6, ROW = 26, WIDE = 460, LEFT = 190, TOP = 34;

function drawn(name, attributes, text) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  if (text !== undefined) one.textContent = text;
  return one;
}

// Where an effect lies, counted in smallest changes that matter; what lies farther out stands at the edge.
function acrossOf(value, smallest) {
  const times = smallest > 0 ? value / smallest : 0;
  return LEFT + (WIDE - LEFT - 14) * (Math.min(REACH, Math.max(-REACH, times)) + REACH) / (2 * REACH);
}

function panel(title, rows) {
  const tall = TOP + rows.length * ROW + 34, bottom = tall - 30;
  const svg = drawn("svg", {viewBox: `0 0 ${WIDE} ${tall}`, role: "img", class: "panel"});
  svg.append(drawn("title", {}, `${title}: ${rows.map(row => `${row.outcome.title} ${row.verdict.word}`).join("; ")}`));
  svg.append(drawn("text", {x: 0, y: 16, class: "panel-title"}, title));
  const left = acrossOf(-1, 1), right = acrossOf(1, 1);
  svg.append(drawn("rect", {x: left, y: TOP - 8, width: right - left, height: bottom - TOP + 8, class: "small"}));
  svg.append(drawn("line", {x1: acrossOf(0, 1), x2: acrossOf(0, 1), y1: TOP - 8, y2: bottom, class: "zero"}));
  for (const times of [-6, -3, 0, 3, 6])
    svg.append(drawn("text", {x: acrossOf(times, 1), y: bottom + 14, class: "tick"}, times === 0 ? "today" : `${Math.abs(times)}×`));
  svg.append(drawn("text", {x: acrossOf(-3, 1), y: bottom + 28, class: "tick"}, "falls"));
  svg.append(drawn("text", {x: acrossOf(3, 1), y: bottom + 28, class: "tick"}, "rises"));
  rows.forEach((row, at) => mark(svg, row, TOP + at * ROW + ROW / 2 - 4));
  return svg;
}

function mark(svg, row, y) {
  const {effect, formula, outcome, verdict} = row, tone = verdict.tone || "flat";
  svg.append(drawn("text", {x: 0, y: y + 4, class: `label ${tone}`}, outcome.title));
  if (!row.told) {
    svg.append(drawn("text", {x: acrossOf(0, 1) + 6, y: y + 4, class: "untold"}, "not told"));
    return;
  }
  const [low, mean, high] = [effect.low, effect.mean, effect.high].map(one => acrossOf(one, formula.smallest));
  svg.append(drawn("line", {x1: low, x2: Math.max(high, low + 1), y1: y, y2: y, class: `band ${tone}`}));
  const shape = tone === "worse" ? drawn("rect", {x: mean - 4.5, y: y - 4.5, width: 9, height: 9})
    : tone === "better" ? drawn("circle", {cx: mean, cy: y, r: 5}) : drawn("circle", {cx: mean, cy: y, r: 3.5});
  shape.setAttribute("class", `point ${tone}`);
  const told = changeWords(outcome, effect, row.today);  // for whoever points at the mark
  shape.append(drawn("title", {}, `${outcome.title}: ${told.mean} ${told.interval}, ${verdict.word}`));
  svg.append(shape);
}

// A picture of a panel with its sentence, in the colours that the page has now.
function pictureOf(svg, sentence, done) {
  const copy = svg.cloneNode(true), style = getComputedStyle(document.documentElement), pairs = [...svg.querySelectorAll("*")];
  [...copy.querySelectorAll("*")].forEach((one, at) => {
    const now = getComputedStyle(pairs[at]);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-linecap", "font-size", "font-family", "font-weight", "text-anchor", "fill-opacity"])
      one.setAttribute(name, now.getPropertyValue(name));
  });
  const [, , wide, tall] = svg.getAttribute("viewBox").split(" ").map(Number), scale = 3;
  copy.setAttribute("width", wide * scale);
  copy.setAttribute("height", tall * scale);
  const image = new Image(), canvas = document.createElement("canvas"), lines = wrapped(sentence, 62), head = 16 + lines.length * 16;
  image.onload = () => {
    canvas.width = (wide + 32) * scale;
    canvas.height = (tall + head + 24) * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.fillStyle = style.getPropertyValue("--paper");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = style.getPropertyValue("--ink");
    pen.font = "13px system-ui, sans-serif";
    lines.forEach((line, at) => pen.fillText(line, 16, 24 + at * 16));
    pen.drawImage(image, 16, head + 12, wide, tall);
    canvas.toBlob(done, "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
}

function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines[lines.length - 1].length + word.length + 1 > most) lines.push("");
    lines[lines.length - 1] = `${lines[lines.length - 1]} ${word}`.trim();
  }
  return lines;
}
