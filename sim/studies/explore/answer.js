// What is known of a place of the box: the same arithmetic as sim/methods/moves.py, which a test compares.
const NORMAL = 1.96;

// Values of the levers as a place in [-1, 1].
function placeOf(levers, values) {
  return levers.map(one => 2 * ((values[one.name] ?? one.today) - one.low) / (one.high - one.low) - 1);
}

function basisOf(terms, place) {
  return terms.map(([one, other]) => {
    const product = (one < 0 ? 1 : place[one]) * (other < 0 ? 1 : place[other]);
    return one === other && one >= 0 ? product - 1 / 3 : product;
  });
}

// The change of an outcome from one place to another, with the interval over seeds, made wider by the formula's error.
function changeOf(formula, start, end, quantile) {
  if (start.every((one, at) => one === end[at])) return {mean: 0, low: 0, high: 0};
  const from = basisOf(formula.terms, start), to = basisOf(formula.terms, end), seeds = formula.weights.length;
  const each = formula.weights.map(weights =>
    weights.reduce((sum, weight, at) => sum + weight * (to[at] - from[at]), 0));
  const mean = each.reduce((sum, one) => sum + one, 0) / seeds;
  const squares = each.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const luck = seeds > 1 ? quantile * Math.sqrt(squares / (seeds - 1)) / Math.sqrt(seeds) : 0;
  const margin = Math.hypot(luck, NORMAL * formula.error);
  return {mean, low: mean - margin, high: mean + margin};
}

// What may be said of an effect: the four verdicts of sim/methods/verdicts.py, and on which side it stands.
function verdictOf(effect, smallest, better) {
  const {mean, low, high} = effect, sure = low > 0 || high < 0, way = mean > 0 ? "up" : "down";
  const near = Math.min(Math.abs(low), Math.abs(high)), far = Math.max(Math.abs(low), Math.abs(high));
  const known = smallest !== null && !Number.isNaN(smallest);
  if (!sure) {
    const still = low === 0 && high === 0;
    return {word: still || (known && far < smallest) ? "no material change" : "undecided", tone: ""};
  }
  if (!known || (far >= smallest && Math.abs(mean) < smallest)) return {word: `${way}, size undecided`, tone: ""};
  if (far < smallest) return {word: "certain but small", tone: ""};
  const likely = near < smallest ? "probably " : "";
  if (better !== "up" && better !== "down") return {word: likely ? "probably matters" : "matters", tone: ""};
  const tone = better === way ? "better" : "worse";
  return {word: likely + tone, tone};
}

// Everything that is told of a state, by region and outcome; of outcomes whose formula tells nothing, that.
function modelOf(data, values) {
  const start = placeOf(data.levers, {}), end = placeOf(data.levers, values);
  const outcomes = new Map(data.outcomes.map(one => [one.name, one]));
  return data.answers.map(formula => {
    const outcome = outcomes.get(formula.outcome), effect = changeOf(formula, start, end, data.t);
    const told = formula.trust !== "not told";
    const moved = effect.low !== 0 || effect.high !== 0;
    const small = formula.smallest !== null && Math.max(-effect.low, effect.high) < formula.smallest;
    const verdict = told || small || !moved ? verdictOf(effect, formula.smallest, outcome.better) : {word: "not told", tone: ""};
    return {region: formula.region, outcome, formula, effect, verdict, told, today: formula.today};
  });
}

// A level as far as there can be one: no share above one, no cost below nothing.
function heldLevel(outcome, value) {
  if (SIGNED.includes(outcome.name) || !starts(outcome.unit, ["fraction", "0-1", "USD", ...COUNTS])) return value;
  return Math.min(starts(outcome.unit, ["fraction", "0-1"]) ? 1 : Infinity, Math.max(0, value));
}

// Who gains and who loses: of each group the outcomes that are better or worse for it.
function groupsOf(data, rows) {
  const whole = new Map(rows.filter(row => row.region === data.regions[0]).map(row => [row.outcome.name, row]));
  return data.groups.map(group => {
    const found = group.outcomes.map(name => whole.get(name)).filter(Boolean);
    const tone = row => data.against.includes(row.outcome.name) && row.verdict.tone
      ? (row.verdict.tone === "better" ? "worse" : "better") : row.verdict.tone;
    const gains = found.filter(row => tone(row) === "better"), losses = found.filter(row => tone(row) === "worse");
    const both = gains.length && losses.length;
    const open = found.some(row => row.verdict.word.includes("undecided") || row.verdict.word === "not told");
    const word = both ? "gain and lose" : gains.length ? "gain" : losses.length ? "lose" : open ? "not told" : "as today";
    return {name: group.name, word, rows: [...gains, ...losses], any: found.length > 0};
  }).filter(group => group.any);
}
