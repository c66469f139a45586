// The page to play with, where a server stands behind it: question and expectation first, then the run beside the estimate.
(() => {
  const by = id => document.getElementById(id), real = by("real");
  let showing = "";

  by("run").addEventListener("click", async () => {
    const fault = by("run-fault"), way = by("expect-way").value;
    fault.textContent = "";
    for (const id of ["question", "expect-way"]) by(id).removeAttribute("aria-invalid");
    const wrong = !by("question").value.trim() ? ["question", "Write your question first."]
      : !way ? ["expect-way", "Say what you expect, before the answer is there."] : null;
    if (wrong) {
      by(wrong[0]).setAttribute("aria-invalid", "true");
      fault.textContent = wrong[1];
      by(wrong[0]).focus();
      return;
    }
    by("run").disabled = true;
    const job = await asked("/api/runs", {
      study: real.dataset.study, values: explore.values(), question: by("question").value.trim(),
      expect: {[by("expect-outcome").value]: way}, seeds: Number(by("seeds").value)});
    by("run").disabled = false;
    if (job.error) { fault.textContent = job.error; return; }
    showing = JSON.stringify(explore.values());
    by("run-job").classList.remove("stale");
    followed(by("run-job"), job.id);
  });

  document.addEventListener("moved", () =>
    by("run-job").classList.toggle("stale", Boolean(showing) && showing !== JSON.stringify(explore.values())));
})();
