/* The frame of every page: menu button on narrow screens, account menu that closes, one press sends a form once. */
document.documentElement.classList.remove("no-script");

document.addEventListener("click", (event) => {
  const toggle = event.target.closest(".nav-toggle");
  if (toggle) {
    const open = document.getElementById("site-nav").classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On narrow screens the results come first; the filters open when asked for.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.matchMedia("(max-width: 60rem)").matches) return;
  for (const panel of document.querySelectorAll(".filter-panel")) panel.open = false;
});

// A second press while the first is under way is ignored; coming back by the history allows it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.submitter?.formTarget === "_blank") return;
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A fill button puts its example into the field it names.
document.addEventListener("click", (event) => {
  const example = event.target.closest("[data-fill]");
  if (!example) return;
  const field = document.getElementById(example.dataset.fill);
  field.value = example.dataset.text ?? example.textContent.trim();
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// A button may ask before it acts.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    delete event.target.dataset.sent;
  }
});

// Addresses stay short: a filter that is empty is not sent.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  for (const [name, value] of [...event.detail.formData]) if (value === "") event.detail.formData.delete(name);
});

// What cannot be fetched says so in its place, in the words the page prepared.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    const place = event.detail.target;
    if (!place?.dataset.failed) return;
    const note = document.createElement("p");
    note.className = "alert alert-wait";
    note.textContent = place.dataset.failed;
    place.replaceChildren(note);
  });
}
