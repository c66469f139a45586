// The page itself: what is set goes into the state, and everything that is shown is written anew from the state.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent), by = id => document.getElementById(id);
  const levers = data.levers, past = [];
  const kinds = new Map(data.outcomes.map(one => [one.name, one]));
  let {state, unused, given} = fromFragment(data, location.hash.slice(1)), waiting = false;

  const same = values => sameValues(levers, state.values, values);
  const valueOf = lever => state.values[lever.name] ?? lever.today;
  const text = (id, words) => { const one = by(id); if (one.textContent !== words) one.textContent = words; };
  const make = (name, attributes, words) => {
    const one = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) one.setAttribute(key, value);
    if (words !== undefined) one.textContent = words;
    return one;
  };
  const cell = (head, ...inside) => {
    const one = make("td", {role: "cell", "data-label": head});
    one.append(...inside);
    return one;
  };

  function set(values, remember = true) {
    if (remember) { past.push(state.values); if (past.length > 200) past.shift(); }
    state = {...state, values: Object.fromEntries(Object.entries(values).filter(([name, value]) =>
      levers.some(one => one.name === name && value !== one.today)))};
    later();
  }

  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; show(); });
  }

  function move(lever, value) { set({...state.values, [lever.name]: value}); }

  // Levers: a slider and a number field each, in the unit that people count in.
  const controls = levers.map((lever, at) => {
    const slider = by(`slider-${at}`), field = by(`number-${at}`), now = by(`now-${at}`), back = by(`back-${at}`);
    const fault = by(`fault-${at}`), shown = value => Number((value * lever.times).toPrecision(10));
    const read = written => {
      const value = Number((Number(written) / lever.times).toPrecision(12));
      for (const known of [lever.low, lever.high, lever.today])
        if (Math.abs(value - known) <= 1e-9 * Math.max(1, Math.abs(known))) return known;
      return value;
    };
    by(`tick-${at}`).style.left = `${100 * (lever.today - lever.low) / (lever.high - lever.low)}%`;
    slider.addEventListener("input", () => {
      const step = Math.abs(shown(lever.today) - Number(slider.value)), near = 0.5 * Number(slider.step);
      move(lever, step <= near && !lever.integer ? lever.today : read(slider.value));
    });
    field.addEventListener("input", () => {
      const value = read(field.value), fits = field.value.trim() !== "" && within(lever, value);
      field.setAttribute("aria-invalid", String(!fits));
      fault.textContent = fits ? "" : `${field.value || "nothing"} is not among what was tried: nothing is known of it`;
      if (fits) move(lever, value);
    });
    field.addEventListener("change", () => {
      field.setAttribute("aria-invalid", "false");
      fault.textContent = "";
      show();
    });
    back.addEventListener("click", () => { move(lever, lever.today); slider.focus(); });
    return () => {
      const value = valueOf(lever), words = valueWords(lever, value), moved = value !== lever.today;
      slider.value = shown(value);
      slider.setAttribute("aria-valuetext", moved ? `${words}, today ${lever.now}` : `${words}, as today`);
      if (document.activeElement !== field) field.value = shown(value);
      text(`now-${at}`, moved ? `${lever.now} → ${words}` : `${words} today`);
      now.classList.toggle("moved-lever", moved);
      back.hidden = !moved;
    };
  });

  // Outcomes: a row each, made once; only words are written anew.
  const whole = data.regions[0], lines = new Map();
  for (const outcome of data.outcomes.filter(one => one.headline)) {
    const row = make("tr", {role: "row"}), today = cell("Today"), then = cell("With your changes"), change = cell("Change");
    const name = make("th", {scope: "row", role: "rowheader"}, outcome.title), verdict = make("span", {class: "verdict"});
    const mean = make("span", {class: "effect"}), span = make("small"), trust = make("small");
    change.append(mean, " ", verdict, span);
    name.append(trust);
    row.append(name, today, then, change);
    by("rows").append(row);
    lines.set(outcome.name, {row, today, then, mean, span, verdict, trust});
  }

  function showRows(rows) {
    for (const row of rows.filter(one => one.region === whole && lines.has(one.outcome.name))) {
      const line = lines.get(row.outcome.name), {unit} = row.outcome, moved = row.effect.low !== 0 || row.effect.high !== 0;
      const told = changeWords(row.outcome, row.effect, row.today), level = one => levelWords(unit, heldLevel(row.outcome, row.today + one));
      line.today.textContent = levelWords(unit, row.today);
      line.then.textContent = !moved ? "–" : row.told ? level(row.effect.mean) : "not told";
      line.mean.textContent = moved && row.told ? told.mean : "";
      line.span.textContent = moved ? (row.told ? told.interval : `within ${told.interval}`) : "";
      line.verdict.textContent = moved ? row.verdict.word : "";
      line.verdict.className = `verdict ${row.verdict.tone}`;
      line.verdict.hidden = !moved;
      line.trust.textContent = row.told ? `formula: ${row.formula.trust}` : "these levers move it less than luck does";
    }
    for (const [name, line] of lines) line.row.hidden = !rows.some(row => row.region === whole && row.outcome.name === name);
  }

  // Words first: what is moved, then what that does.
  function sentence(rows) {
    const moved = levers.filter(one => valueOf(one) !== one.today);
    if (!moved.length) return "Everything stands as today. Move a lever, or take a ready scenario.";
    const named = listed(moved.map(one => `${one.title.charAt(0).toLowerCase()}${one.title.slice(1)} from ${valueWords(one, one.today)} to ${valueWords(one, valueOf(one))}`));
    const told = rows.filter(one => one.region === whole && one.outcome.headline);
    const weight = one => -Math.abs(one.effect.mean / (one.formula.smallest || Infinity));
    const say = tone => told.filter(one => one.verdict.tone === tone).sort((one, other) => weight(one) - weight(other))
      .map(one => `${one.outcome.subject} ${changeWords(one.outcome, one.effect, one.today).mean}`);
    const better = say("better"), worse = say("worse"), open = told.filter(one => one.verdict.word.includes("undecided")).length;
    const parts = [better.length ? `Better: ${listed(better)}.` : "", worse.length ? `Worse: ${listed(worse)}.` : ""];
    if (!better.length && !worse.length) parts.push("No headline outcome is known to change by as much as matters.");
    if (open) parts.push(`${open} undecided.`);
    return `You move ${named}. ${parts.filter(Boolean).join(" ")}`;
  }

  function showRegions(rows) {
    const panels = data.regions.map(region => panel(region === "all" ? "whole market" : data.called[region] || region,
      rows.filter(one => one.region === region && one.outcome.headline && one.formula.smallest)));
    by("panels").replaceChildren(...panels.map(one => { const figure = make("figure"); figure.append(one); return figure; }));
  }

  function showGroups(rows) {
    by("groups-list").replaceChildren(...groupsOf(data, rows).map(group => {
      const one = make("li"), tone = {gain: "better", lose: "worse"}[group.word] || "";
      one.append(make("strong", {}, group.name), " ", make("span", {class: `verdict ${tone}`}, same({}) ? "as today" : group.word));
      if (group.rows.length) one.append(make("small", {}, group.rows.map(row =>
        `${row.outcome.subject} ${changeWords(row.outcome, row.effect, row.today).mean}`).join("; ")));
      return one;
    }));
  }

  function showKept() {
    const columns = [...state.kept.map((one, at) => ({...one, at})), {label: "now", values: state.values, at: -1}];
    by("kept-empty").hidden = state.kept.length > 0;
    by("kept-table").hidden = !state.kept.length;
    by("keep").disabled = state.kept.length >= MOST_KEPT || same({});
    text("keep", state.kept.length >= MOST_KEPT ? "Four are kept" : "Keep this policy");
    by("chips").replaceChildren(...state.kept.map((one, at) => {
      const chip = make("li"), use = make("button", {type: "button", "aria-pressed": String(same(one.values))}, one.label);
      const drop = make("button", {type: "button", "aria-label": `Forget ${one.label}`}, "×");
      use.addEventListener("click", () => set(one.values));
      drop.addEventListener("click", () => { state = {...state, kept: state.kept.filter((_, place) => place !== at)}; show(); by("keep").focus(); });
      chip.append(use, drop);
      return chip;
    }));
    if (!state.kept.length) return;
    const head = make("tr", {role: "row"});
    head.append(make("th", {scope: "col", role: "columnheader"}, "Change against today"),
                ...columns.map(one => make("th", {scope: "col", role: "columnheader"}, one.label)));
    by("kept-head").replaceChildren(head);
    const found = columns.map(one => new Map(modelOf(data, one.values).filter(row => row.region === whole).map(row => [row.outcome.name, row])));
    by("kept-rows").replaceChildren(...data.outcomes.filter(one => one.headline && found[0].has(one.name)).map(outcome => {
      const line = make("tr", {role: "row"});
      line.append(make("th", {scope: "row", role: "rowheader"}, outcome.title), ...found.map((rows, at) => {
        const row = rows.get(outcome.name), told = changeWords(outcome, row.effect, row.today);
        const still = row.effect.low === 0 && row.effect.high === 0;
        return cell(columns[at].label, make("span", {class: "effect"}, still ? "as today" : row.told ? told.mean : "not told"), " ",
                    make("span", {class: `verdict ${row.verdict.tone}`}, still ? "" : row.verdict.word));
      }));
      return line;
    }));
  }

  function show() {
    const rows = modelOf(data, state.values);
    controls.forEach(one => one());
    text("sentence", sentence(rows));
    showRows(rows);
    showRegions(rows);
    showGroups(rows);
    showKept();
    by("undo").disabled = !past.length;
    by("reset").disabled = same({});
    for (const button of document.querySelectorAll("[data-preset]"))
      button.setAttribute("aria-pressed", String(same(data.presets[Number(button.dataset.preset)].values)));
    const preset = data.presets.find(one => same(one.values) && one.simpler);
    text("simpler", preset ? `The scenario ${preset.name} has ${preset.simpler} besides; here its levers stand at their full values from day 0.` : "");
    text("command", commandOf(data, state.values, 12));
    text("needs-file", exactPreset(data, state.values) || same({}) ? "" : "The command wants the scenario file beside it: download it first.");
    const fragment = toFragment(data, state);
    if (fragment !== location.hash.slice(1) && (fragment || location.hash.includes("=")))
      history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    document.dispatchEvent(new CustomEvent("moved"));
  }

  function hand(name, kind, content) {
    const link = make("a", {download: name, href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type: kind}))});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    text("done", `${name} is in your downloads.`);
  }

  const question = () => by("question").value.trim() || "What if these levers stood elsewhere?";
  const name = () => policyName(levers, state.values);
  async function copied(words, what) {
    try {
      await navigator.clipboard.writeText(words);
      text("done", `${what} copied.`);
    } catch {
      text("done", `${what}: ${words}`);
    }
  }

  data.presets.forEach((preset, at) => {
    const one = make("button", {type: "button", "data-preset": String(at), title: preset.question}, preset.name.replace(/_/g, " "));
    one.addEventListener("click", () => set(preset.values));
    by("presets").append(one);
  });
  by("undo").addEventListener("click", () => { if (past.length) set(past.pop(), false); });
  by("reset").addEventListener("click", () => set({}));
  by("keep").addEventListener("click", () => {
    const preset = data.presets.find(one => same(one.values)), label = preset ? preset.name.replace(/_/g, " ") : `policy ${state.kept.length + 1}`;
    if (state.kept.length < MOST_KEPT) state = {...state, kept: [...state.kept, {label, values: state.values}]};
    show();
  });
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !/^(text|textarea)$/.test(event.target.type || "") && past.length) {
      event.preventDefault();
      set(past.pop(), false);
    }
  });
  by("yaml").addEventListener("click", () => hand(`${name()}.yaml`, "text/yaml", yamlOf(data, state.values, question(), {})));
  by("csv").addEventListener("click", () => hand(`${name()}.csv`, "text/csv", csvOf(data, modelOf(data, state.values))));
  by("png").addEventListener("click", () => pictureOf(by("panels").querySelector("svg"), by("sentence").textContent, blob => hand(`${name()}.png`, "image/png", blob)));
  by("link").addEventListener("click", () => {
    const fragment = toFragment(data, state);
    copied(location.href.split("#")[0] + (fragment ? `#${fragment}` : ""), "Link");
  });
  by("copy").addEventListener("click", () => copied(by("command").textContent, "Command"));
  function told(words) {
    by("notice").hidden = !words.length;
    text("notice", words.length ? `Of the link, this could not be used: ${words.join("; ")}.` : "");
  }
  addEventListener("hashchange", () => {
    const found = fromFragment(data, location.hash.slice(1));
    if (!found.given) return;
    past.push(state.values);
    state = found.state;
    told(found.unused);
    show();
  });

  window.explore = {data, modelOf, placeOf, changeOf, changeWords, levelWords, verdictOf, toFragment, fromFragment, yamlOf, commandOf, csvOf,
                    policyName, groupsOf, values: () => state.values, set, question, name, kinds};
  told(given ? unused : []);
  show();
})();
