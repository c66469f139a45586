// What somebody has set: levers off today's values, policies kept. It lives in the address, so a link holds all of it.
const MOST_KEPT = 4;

function within(lever, value) {
  return Number.isFinite(value) && value >= lever.low && value <= lever.high
    && (!lever.integer || Number.isInteger(value));
}

function writtenValues(levers, values) {
  return levers.filter(one => one.name in values && values[one.name] !== one.today)
    .map(one => [one.name, String(values[one.name])]);
}

// State → fragment of the address; nothing moved and nothing kept is an empty one.
function toFragment(data, state) {
  const found = new URLSearchParams(writtenValues(data.levers, state.values));
  for (const one of state.kept) {
    const values = writtenValues(data.levers, one.values).map(([name, value]) => `${name}:${value}`);
    found.append("kept", [one.label.replace(/[;]/g, ","), ...values].join(";"));
  }
  return found.toString();
}

// Fragment → state, and what of it could not be used. A fragment without "=" is a place on the page, not a state.
function fromFragment(data, fragment) {
  const state = {values: {}, kept: []}, unused = [];
  if (!fragment.includes("=")) return {state, unused, given: false};
  const levers = new Map(data.levers.map(one => [one.name, one]));
  const read = (name, text, into) => {
    const lever = levers.get(name), value = Number(text);
    if (!lever) unused.push(`${name.slice(0, 80)} is no lever of this page`);
    else if (text.trim() === "" || !within(lever, value))
      unused.push(`${lever.title} at ${text.slice(0, 20)}: ${lever.tried}`);
    else if (value !== lever.today) into[name] = value;
  };
  for (const [name, text] of new URLSearchParams(fragment)) {
    if (name !== "kept") { read(name, text, state.values); continue; }
    if (state.kept.length >= MOST_KEPT) { unused.push(`more than ${MOST_KEPT} policies kept`); continue; }
    const [label, ...parts] = text.split(";"), values = {};
    for (const part of parts) read(part.slice(0, part.lastIndexOf(":")), part.slice(part.lastIndexOf(":") + 1), values);
    state.kept.push({label: label.slice(0, 60) || "kept", values});
  }
  return {state, unused, given: true};
}

const sameValues = (levers, one, other) =>
  levers.every(lever => (one[lever.name] ?? lever.today) === (other[lever.name] ?? lever.today));

// A name for a set of values that is the same wherever they are the same: what is run under it is found again.
function policyName(levers, values) {
  const moved = writtenValues(levers, values).map(([name, value]) => `${name}=${Math.round(Number(value) * 1e9)}`);
  const text = moved.sort().join(";");
  let hash = 0xcbf29ce484222325n;
  for (const sign of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(sign)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return `policy_${hash.toString(16).padStart(16, "0").slice(0, 8)}`;
}

// Which ready scenario says exactly these values, ramps and days included; or none.
function exactPreset(data, values) {
  return data.presets.find(one => !one.simpler && sameValues(data.levers, one.values, values));
}

function yamlOf(data, values, question, expect) {
  const lines = [`question: ${JSON.stringify(question)}`];
  const told = Object.entries(expect || {}).filter(([, words]) => words);
  if (told.length) lines.push("expect:", ...told.map(([name, words]) => `  ${name}: ${JSON.stringify(words)}`));
  lines.push("changes:");
  for (const [name, value] of writtenValues(data.levers.filter(one => one.kind === "lever"), values))
    lines.push(`  - set: ${name}`, `    to: ${value}`);
  return lines.join("\n") + "\n";
}

function commandOf(data, values, seeds) {
  const preset = exactPreset(data, values);
  const assumed = writtenValues(data.levers.filter(one => one.kind !== "lever"), values).map(([name, value]) => `${name}=${value}`);
  const scenario = preset ? preset.name : `${policyName(data.levers, values)}.yaml`;
  const own = data.study.plain.filter(one => !one.startsWith("replications="));
  return ["sim compare", scenario, ...own, ...assumed, ...(seeds ? [`replications=${seeds}`] : [])]
    .map(word => /^[\w.,:=+\-/ ]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`).join(" ");
}

function csvOf(data, rows) {
  const cell = text => `"${String(text).replace(/"/g, '""')}"`;
  const head = ["region", "outcome", "unit", "today", "change", "low", "high", "verdict", "formula"];
  return [head.join(","), ...rows.map(row => [
    row.region, row.outcome.name, cell(row.outcome.unit), row.today, row.effect.mean, row.effect.low, row.effect.high,
    cell(row.verdict.word), cell(row.formula.trust)].join(","))].join("\n") + "\n";
}
