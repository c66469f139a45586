(() => {
  const by = id => document.getElementById(id), STARTS = {
    scenario: "question: What if …?\nexpect:\n  violation_view_rate: down\nchanges:\n  - set: enforcement.warnings\n    to: 1\n",
    roadmap: "name: my_plan\nquestion: Can we …?\nowner: …\nstart: 2027-01-01\nend: 2027-06-30\n\nphases:\n  - name: explain\n    start: 2027-01-18\n    end: 2027-03-31\n    owner: …\n    scenario: explain_penalties\n\ntargets:\n  - {name: violations, outcome: violation_view_rate, at most: 1%, by: 2027-06-30}\n",
  };
  // What the form shows of a roadmap, in the file's own words; all else in the file is kept as it is.
  const FIELDS = {"": ["name", "question", "owner", "start", "end", "budget"], phases: ["name", "start", "end", "owner", "regions", "depends_on", "scenario", "gate"],
                  targets: ["name", "outcome", "region", "at most", "at least", "by"]};
  let form = {}, waiting = 0;

  function tell(mistakes) {
    by("mistakes").replaceChildren(...mistakes.map(one => element("li", {}, ...(one.line
      ? [pushed(`line ${one.line}`, () => line(one.line)), " "] : []), one.message)));
    by("text").setAttribute("aria-invalid", String(mistakes.length > 0));
    by("fine").textContent = "";
    for (const field of by("form").querySelectorAll("[data-at]")) {
      const own = mistakes.filter(one => one.line && one.line === lineOf(field.dataset.at));
      field.setAttribute("aria-invalid", String(own.length > 0));
      field.nextElementSibling.textContent = own.map(one => one.message).join("; ");
    }
  }

  // The line of the text that holds a field of the form: phases.1.start, or a key of the file itself.
  function lineOf(at) {
    const [group, place, key] = at.split("|"), lines = by("text").value.split("\n");
    let from = -1, seen = -1;
    if (!group) return lines.findIndex(one => one.startsWith(`${key}:`)) + 1;
    from = lines.findIndex(one => one.startsWith(`${group}:`));
    for (let row = from + 1; from >= 0 && row < lines.length && !/^\S(?!.*^-)/.test(lines[row].replace(/^- /, " ")); row += 1) {
      if (/^\s*- /.test(lines[row]) && (lines[row].search(/\S/) <= 2)) seen += 1;
      if (seen === Number(place) && new RegExp(`(^|[\\s{,-])${key}:`).test(lines[row])) return row + 1;
      if (seen > Number(place)) break;
    }
    return 0;
  }

  function line(number) {
    const area = by("text"), lines = area.value.split("\n"), start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start + (lines[number - 1] || "").length);
  }

  async function check() {
    const answer = await asked("/api/files/check", {kind: by("kind").value, name: by("name").value, text: by("text").value});
    tell(answer.error ? [{message: answer.error}] : answer.mistakes);
    if (!answer.error && !answer.mistakes.length) by("fine").textContent = "Nothing is wrong with it.";
    return !answer.error && !answer.mistakes.length;
  }

  function input(group, place, key, value) {
    const id = `field-${group}-${place}-${key}`.replace(/ /g, "-"), field = element("input", {type: "text", id, autocomplete: "off", "data-at": `${group}|${place}|${key}`});
    field.value = Array.isArray(value) ? value.join(", ") : value ?? "";
    field.addEventListener("input", () => {
      const into = group ? form[group][place] : form;
      if (field.value === "") delete into[key];
      else into[key] = key === "regions" ? field.value.split(",").map(one => one.trim()).filter(Boolean) : field.value;
      clearTimeout(waiting);
      waiting = setTimeout(toText, 250);
    });
    return element("div", {class: "ask"}, element("label", {for: id}, key.replace(/_/g, " ")), field, element("p", {class: "fault"}));
  }

  function showForm() {
    const parts = FIELDS[""].map(key => input("", 0, key, form[key]));
    for (const group of ["phases", "targets"]) {
      form[group] = Array.isArray(form[group]) ? form[group] : [];
      const one = group.slice(0, -1);
      form[group].forEach((entry, at) => parts.push(element("fieldset", {class: "lever"}, element("legend", {}, `${one} ${at + 1}`),
        ...FIELDS[group].map(key => input(group, at, key, entry[key])),
        pushed(`Take ${one} ${at + 1} away`, () => { form[group].splice(at, 1); showForm(); toText(); }))));
      parts.push(pushed(`Add a ${one}`, () => { form[group].push({name: `${one} ${form[group].length + 1}`}); showForm(); toText(); }));
    }
    by("form").replaceChildren(...parts);
  }

  async function toForm() {
    const answer = await asked("/api/roadmap/outline", {text: by("text").value});
    if (answer.error) { tell([{line: answer.line, message: answer.error}]); return; }
    form = answer.form;
    showForm();
    check();
  }

  async function toText() {
    const answer = await asked("/api/roadmap/text", {form});
    if (answer.error) { tell([{message: answer.error}]); return; }
    by("text").value = answer.text;
    check();
  }

  function kind() {
    const roadmap = by("kind").value === "roadmap";
    for (const id of ["form", "to-form"]) by(id).hidden = !roadmap;
    document.querySelector(".editor").classList.toggle("two", roadmap);
    if (roadmap) toForm();
  }

  async function files() {
    const answer = await asked("/api/files");
    by("files").replaceChildren(...(answer.files || []).map(one => element("li", {},
      pushed(`${one.name} (${one.kind})`, async () => {
        const text = await (await fetch(`/paper/${one.kind}/${one.name}`)).text();
        by("kind").value = one.kind;
        by("name").value = one.name;
        by("text").value = text;
        kind();
        check();
      }), " ", element("a", {href: `/paper/${one.kind}/${one.name}`}, "download"))));
  }

  async function save() {
    const answer = await asked("/api/files/save", {kind: by("kind").value, name: by("name").value, text: by("text").value});
    tell(answer.error ? [{message: answer.error}] : answer.mistakes);
    by("name").setAttribute("aria-invalid", String(answer.field === "name"));
    const kept = !answer.error && !answer.mistakes.length;
    if (kept) { by("fine").textContent = `Kept as ${answer.name}.`; files(); }
    return kept;
  }

  by("kind").addEventListener("change", () => { by("text").value = STARTS[by("kind").value]; kind(); });
  by("upload").addEventListener("change", async () => {
    const file = by("upload").files[0];
    if (!file) return;
    if (file.size > 50000) { tell([{message: "larger than 50,000 bytes: no file of this kind is"}]); return; }
    by("text").value = await file.text();
    by("name").value = by("name").value || file.name.replace(/\.ya?ml$/i, "").replace(/[^\w-]/g, "_").slice(0, 60);
    if (by("kind").value === "scenario" && /^(phases|targets):/m.test(by("text").value)) by("kind").value = "roadmap";
    kind();
    check();
  });
  by("check").addEventListener("click", check);
  by("save").addEventListener("click", save);
  by("to-form").addEventListener("click", toForm);
  by("download").addEventListener("click", () => {
    const link = element("a", {download: `${by("name").value || by("kind").value}.yaml`, href: URL.createObjectURL(new Blob([by("text").value], {type: "text/yaml"}))});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  by("run").addEventListener("click", async () => {
    if (!await save()) return;
    const job = await asked("/api/files/run", {kind: by("kind").value, name: by("name").value, seeds: Number(by("seeds").value)});
    if (job.error) tell([{message: job.error}]); else location.href = `/job/${job.id}`;
  });
  by("text").value = STARTS.scenario;
  files();
})();
