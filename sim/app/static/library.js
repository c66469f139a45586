(() => {
  const by = id => document.getElementById(id), chosen = new Set(), followedJobs = new Map();
  let studies = [];

  const address = (study, file) => `/study/${study.id.split("/").map(encodeURIComponent).join("/")}/${file}`;

  function rowOf(study) {
    const pick = element("input", {type: "checkbox", "aria-label": `Choose ${study.name}`});
    pick.checked = chosen.has(study.id);
    pick.disabled = study.kind !== "compare";
    pick.addEventListener("change", () => {
      if (pick.checked) chosen.add(study.id); else chosen.delete(study.id);
      by("beside").disabled = chosen.size !== 2;
    });
    const open = element("td", {role: "cell", "data-label": "Open"}, ...study.files.flatMap(([file, told]) =>
      [element("a", {href: address(study, file)}, told), " "]));
    const seeds = element("input", {type: "number", min: "2", max: "48", value: String(Math.min(48, study.seeds * 2 || 12)), "aria-label": `Seeds of ${study.name}`});
    const fault = element("p", {class: "fault", role: "alert"});
    const more = pushed("More seeds", async () => {
      const job = await asked("/api/studies/expand", {study: study.id, seeds: Number(seeds.value)});
      fault.textContent = job.error || "";
      if (!job.error) jobs();
    });
    const away = pushed("Delete", () => sure(study));
    const acts = element("td", {role: "cell", "data-label": "Do"}, element("span", {class: "row"}, seeds, more, away), fault);
    return element("tr", {role: "row"}, element("th", {scope: "row", role: "rowheader"}, pick, " ", study.name,
      element("small", {}, `${study.kind} · ${study.created.slice(0, 10)} · ${study.fault || study.command}`)),
      element("td", {role: "cell", "data-label": "Runs"}, study.fault ? "cannot be read" : `${study.finished} of ${study.runs}`, element("small", {}, `${study.seeds} seeds`)), open, acts);
  }

  function show() {
    const words = by("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = studies.filter(one => words.every(word => `${one.id} ${one.kind} ${one.command} ${one.created}`.toLowerCase().includes(word)));
    by("studies").replaceChildren(...found.slice(0, 200).map(rowOf));
    by("empty").hidden = studies.length > 0;
    by("counted").textContent = `${found.length} of ${studies.length}`;
  }

  async function load() {
    const content = await asked("/api/studies");
    studies = content.studies || [];
    show();
  }

  async function jobs() {
    const content = await asked("/api/jobs");
    for (const job of (content.jobs || []).slice().reverse()) {
      if (followedJobs.get(job.id) === job.state) continue;
      followedJobs.set(job.id, job.state);
      let box = by(`job-${job.id}`);
      if (!box) { box = element("div", {id: `job-${job.id}`, class: "entry run-entry"}); by("jobs").prepend(box); }
      followed(box, job.id, ended => { followedJobs.set(job.id, ended.state); load(); });
    }
    if (!by("jobs").children.length) by("jobs").append(element("p", {class: "aside"}, "None yet."));
  }

  function sure(study) {
    const dialog = by("sure");
    by("sure-name").textContent = study.name;
    by("sure-again").value = "";
    by("sure-fault").textContent = "";
    by("sure-yes").onclick = async () => {
      const answer = await asked("/api/studies/delete", {study: study.id, confirm: by("sure-again").value});
      if (answer.error) { by("sure-fault").textContent = answer.error; return; }
      chosen.delete(study.id);
      dialog.close();
      load();
    };
    dialog.showModal();
  }

  by("sure-no").addEventListener("click", () => by("sure").close());
  by("search").addEventListener("input", show);
  by("beside").addEventListener("click", () => {
    const [one, other] = [...chosen];
    location.href = `/beside?${new URLSearchParams({one, other})}`;
  });
  by("make").addEventListener("click", async () => {
    const job = await asked("/api/explore", {size: by("size").value});
    by("make-fault").textContent = job.error || "";
    if (!job.error) { by("jobs").querySelector("p.aside")?.remove(); jobs(); }
  });
  load();
  jobs();
})();
