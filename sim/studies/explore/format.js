"use strict";
// Numbers as people say them: the same words as sim/show/numbers.py, which a test compares.
const SHARES = ["fraction", "ratio minus 1", "per creator and 30 days"];
const COUNTS = ["viewers", "creators", "cases", "per day", "hours per day", "points per day", "views per day"];
const SIGNED = ["platform_net_value"];
const LARGEST_RELATIVE = 5, CENTS = 10;

const starts = (unit, beginnings) => beginnings.some(one => unit.startsWith(one));

function grouped(value, decimals) {
  const [whole, rest] = value.toFixed(decimals).split(".");
  const commas = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return rest === undefined ? commas : `${commas}.${rest}`;
}

function fixed(value, significant) {
  if (value === 0) return "0";
  const decimals = Math.max(0, significant - 1 - Math.floor(Math.log10(Math.abs(value))));
  return grouped(value, Math.min(decimals, 6));
}

function money(value) {
  const sign = value < 0 ? "-" : "", size = Math.abs(value);
  for (const [bound, letter, divisor] of [[1e9, " B", 1e9], [1e6, " M", 1e6], [1e4, " k", 1e3]])
    if (size >= bound) return `${sign}$${fixed(size / divisor, 3)}${letter}`;
  return `${sign}$${fixed(size, size >= 1000 ? 4 : 3)}`;
}

function levelWords(unit, value) {
  if (value === null || Number.isNaN(value)) return "n/a";
  if (starts(unit, SHARES)) return `${fixed(100 * value, 3)}%`;
  if (unit.startsWith("USD")) return money(value);
  if (unit.startsWith("0-1")) return value.toFixed(3);
  return fixed(value, Math.abs(value) >= 1000 ? 4 : 3);
}

function signedMoney(value) {
  if (Math.abs(value) >= CENTS) return value < 0 ? money(value) : `+${money(value)}`;
  const cents = Number(value.toFixed(2));
  return cents ? `${cents < 0 ? "-" : "+"}$${Math.abs(cents).toFixed(2)}` : "$0";
}

function signed(value, digits) {
  const rounded = Number(value.toFixed(digits));
  return rounded ? `${rounded > 0 ? "+" : ""}${grouped(rounded, digits)}` : "0";
}

function digitsOf({mean, low, high}, most) {
  const half = (high - low) / 2, scale = half > 0 ? half : Math.abs(mean);
  if (!scale) return 1;
  let digits = Math.min(Math.max(0, -Math.floor(Math.log10(scale / 2) + 1e-9)), most);
  const nearest = low > 0 || high < 0 ? Math.min(Math.abs(low), Math.abs(high)) : 1;
  while (digits <= most && nearest < 0.5 * 10 ** -digits) digits += 1;
  return digits;
}

const scaledBy = (effect, factor) => ({mean: effect.mean * factor, low: effect.low * factor, high: effect.high * factor});

// An effect with its interval as tables tell it: shares in points, money and counts relative, else in the unit itself.
function changeWords(outcome, effect, today) {
  const {unit, name} = outcome, base = SIGNED.includes(name) ? NaN : today;
  if (starts(unit, SHARES)) return written(scaledBy(effect, 100), " pp");
  const relative = base ? scaledBy(effect, 1 / Math.abs(base)) : null;
  if (starts(unit, ["USD", ...COUNTS]) && relative && Math.abs(relative.mean) <= LARGEST_RELATIVE)
    return written(scaledBy(relative, 100), "%");
  if (!unit.startsWith("USD")) return written(effect, "");
  return {mean: signedMoney(effect.mean), interval: `[${signedMoney(effect.low)}, ${signedMoney(effect.high)}]`};
}

function written(effect, suffix) {
  const digits = digitsOf(effect, suffix ? 3 : 4);
  return {mean: signed(effect.mean, digits) + suffix,
          interval: `[${signed(effect.low, digits)}, ${signed(effect.high, digits)}]`};
}

// A lever's value as people say it, without and with its unit.
function amountOf(lever, value) {
  const shown = value * lever.times;
  if (lever.before === "$") return `${shown < 0 ? "-" : ""}$${grouped(Math.abs(shown), 2)}`.replace(/\.00$/, "");
  const whole = Number.isInteger(Number(shown.toFixed(6))) && Math.abs(shown) >= 1000;
  return lever.before + (whole ? grouped(shown, 0) : String(Number(shown.toPrecision(4))));
}

function valueWords(lever, value) {
  if (lever.words.length) return lever.words[Math.round(value)] || String(value);
  if (lever.unit.startsWith("%")) return `${amountOf(lever, value)}%`;
  const amount = amountOf(lever, value);
  return `${amount} ${amount === "1" ? singular(lever.unit) : lever.unit}`.trimEnd();
}

function singular(unit) {
  const [first, ...rest] = unit.split(" ");
  return [first.endsWith("ches") ? first.slice(0, -2) : first.replace(/s$/, ""), ...rest].join(" ");
}

function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
