(() => {
  const box = document.getElementById("job");
  followed(box, box.dataset.job);
})();
