"use strict";
// What the server's pages share: asking it, and showing a run.
async function asked(path, body) {
  try {
    const answer = await fetch(path, body === undefined ? {} : {
      method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(body)});
    const text = await answer.text();
    let content;
    try { content = JSON.parse(text); } catch { content = {error: text.slice(0, 300)}; }
    return answer.ok ? content : {error: content.error || "refused", field: content.field, line: content.line};
  } catch {
    return {error: "the server does not answer: it has ended, or is being started again", gone: true};
  }
}

function element(name, attributes, ...inside) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) one.setAttribute(key, value);
  one.append(...inside);
  return one;
}

function pushed(words, action, more) {
  const one = element("button", {type: "button", ...more}, words);
  one.addEventListener("click", () => action(one));
  return one;
}

const STATES = {waiting: "waits for its turn", running: "runs", finished: "finished", failed: "failed",
                cancelled: "cancelled; what was finished is kept", stopped: "was cut short; what was finished is kept"};

function folderLinks(study) {
  const found = element("span", {class: "row"});
  if (study) found.append(element("a", {href: `/study/${study.split("/").map(encodeURIComponent).join("/")}/report.html`}, "Page"));
  return found;
}

// A run inside a box: looked at until it ends, whatever happens to the server meanwhile.
function followed(box, id, ended) {
  const bar = element("progress", {max: "1", value: "0", "aria-label": "Runs done"}), words = element("p", {role: "status"});
  const title = element("h3"), said = element("pre", {hidden: ""}), rows = element("tbody", {role: "rowgroup"});
  const head = element("tr", {role: "row"}, ...["Outcome", "Today", "Estimate", "Run", ""].map(one => element("th", {scope: "col", role: "columnheader"}, one)));
  const table = element("div", {class: "table", hidden: ""}, element("table", {role: "table", class: "tight"},
    element("caption", {}, "The page's estimate beside the runs so far, by themselves"), element("thead", {role: "rowgroup"}, head), rows));
  const act = element("div", {class: "row"});
  let shown = "", timer = 0, most = 0;
  box.replaceChildren(title, words, bar, act, table, said);

  async function look() {
    const job = await asked(`/api/jobs/${encodeURIComponent(id)}`);
    if (job.error) {
      words.textContent = job.error;
      if (job.gone) timer = setTimeout(look, 2000);
      return;
    }
    const going = job.state === "waiting" || job.state === "running";
    most = job.done = Math.max(most, job.done);  // while rows are put together, fewer are seen for a moment
    title.textContent = job.title;
    words.textContent = [STATES[job.state], job.runs ? `${job.done} of ${job.runs} runs` : job.state === "running" ? "getting ready" : "",
      job.left ? `${job.left} left` : "", job.seeds ? `${job.seeds} seeds whole` : "", !going && job.took ? job.took : ""].filter(Boolean).join(" · ");
    bar.hidden = !going;
    if (job.runs) bar.setAttribute("value", String(job.done / job.runs)); else bar.removeAttribute("value");
    table.hidden = !job.rows.length;
    rows.replaceChildren(...job.rows.map(row => element("tr", {role: "row"},
      element("th", {scope: "row", role: "rowheader"}, row.outcome), element("td", {role: "cell", "data-label": "Today"}, row.today),
      element("td", {role: "cell", "data-label": "Estimate"}, row.estimate),
      element("td", {role: "cell", "data-label": "Run"}, element("span", {class: "effect"}, row.run), " ", element("span", {class: `verdict ${row.tone}`}, row.verdict)),
      element("td", {role: "cell", "data-label": "Estimate and run"}, row.agrees))));
    said.hidden = !job.said;
    said.textContent = job.said;
    if (shown !== job.state) {
      shown = job.state;
      act.replaceChildren(...(going ? [pushed("Cancel", async one => { one.disabled = true; await asked(`/api/jobs/${id}/cancel`, {}); clearTimeout(timer); look(); })]
        : job.state === "finished" ? [folderLinks(job.study)]
        : [pushed("Go on", async () => { await asked(`/api/jobs/${id}/again`, {}); look(); })]));
      if (!going && ended) ended(job);
    }
    if (going) timer = setTimeout(look, 600);
  }
  look();
}
