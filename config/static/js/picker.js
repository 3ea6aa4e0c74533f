/* The picker of codes: filters as one types, shows what is chosen as chips that can be removed. Works without this too. */
for (const picker of document.querySelectorAll("[data-picker]")) {
  const filter = picker.querySelector("[data-picker-filter]");
  const chosen = picker.querySelector("[data-picker-chosen]");
  const none = picker.querySelector("[data-picker-none]");
  const groups = [...picker.querySelectorAll("[data-group]")];
  const boxes = [...picker.querySelectorAll("input[type=checkbox]")];
  const nothing = chosen.querySelector(".muted") ?? Object.assign(document.createElement("span"), { className: "muted small", textContent: "—" });

  const show = () => {
    const chips = boxes.filter((box) => box.checked).map((box) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip chip-accent";
      chip.textContent = `${box.dataset.label} ×`;
      chip.setAttribute("aria-label", `${chosen.dataset.remove} ${box.dataset.label}`);
      chip.addEventListener("click", () => {
        box.checked = false;
        box.dispatchEvent(new Event("change", { bubbles: true }));
        filter.focus();
      });
      return chip;
    });
    chosen.replaceChildren(...(chips.length ? chips : [nothing]));
  };

  const wasOpen = new Map(groups.map((group) => [group, group.open]));
  filter.addEventListener("input", () => {
    const words = filter.value.trim().toLowerCase();
    let found = 0;
    for (const group of groups) {
      const whole = words && (group.querySelector("summary")?.textContent ?? "").toLowerCase().includes(words);
      let hits = 0;
      for (const row of group.querySelectorAll("label")) {
        const hit = !words || whole || row.textContent.toLowerCase().includes(words);
        row.hidden = !hit;
        hits += hit ? 1 : 0;
      }
      group.hidden = hits === 0;
      group.open = words ? hits > 0 : wasOpen.get(group);
      found += hits;
    }
    none.hidden = found > 0;
  });
  // Enter in the filter box must not send the whole form.
  filter.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  picker.addEventListener("change", show);
  show();
}
