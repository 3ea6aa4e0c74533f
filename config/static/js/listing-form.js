/* The form of a listing: target rows that come and go, and a question before leaving with unsaved words. */
const rows = document.querySelector("[data-rows]");
if (rows) {
  const total = document.getElementById("id_targets-TOTAL_FORMS");
  const blank = document.getElementById("target-row");
  document.querySelector("[data-add-row]").addEventListener("click", () => {
    const number = Number(total.value);
    rows.insertAdjacentHTML("beforeend", blank.innerHTML.replaceAll("__prefix__", number));
    total.value = number + 1;
    rows.lastElementChild.querySelector("input").focus();
  });
  // A removed row is emptied and hidden: the numbers of the others stay, and a blank row does not count.
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-row]");
    if (!button) return;
    const row = button.closest(".row-form");
    for (const input of row.querySelectorAll("input")) input.value = "";
    row.hidden = true;
    row.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

const form = document.querySelector("form[data-guard]");
if (form) {
  let changed = form.dataset.guard === "changed";
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.submitter?.formTarget !== "_blank") changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  document.getElementById("form-errors")?.focus();
}
