// Everything works without this file. It adds keys for the daily list and guards against double sending.
"use strict";
(() => {
  const remembered = "pintas";
  const hint = document.querySelector("[data-pintas]");
  const toggle = document.querySelector("[data-pintas-saklar]");
  const cards = [...document.querySelectorAll("[data-kartu]")];
  let current = 0;
  let on = true;
  try { on = localStorage.getItem(remembered) !== "mati"; } catch { on = true; }

  const show = (scroll) => {
    cards.forEach((card, number) => card.toggleAttribute("data-kini", number === current));
    if (scroll && cards[current]) {
      cards[current].focus({ preventScroll: true });
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      cards[current].scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    }
  };

  if (hint && toggle) {
    hint.hidden = false;
    toggle.checked = on;
    toggle.addEventListener("change", () => {
      on = toggle.checked;
      try { localStorage.setItem(remembered, on ? "hidup" : "mati"); } catch { /* private window */ }
    });
    show(false);
  }

  const press = (element) => {
    element.click();
    const details = element.closest("details");
    if (element.tagName === "SUMMARY" && details && details.open) {
      const first = details.querySelector("select, input:not([type=hidden]), textarea");
      if (first) first.focus();
    }
  };

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    const inside = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (inside && inside.type !== "checkbox") return;
    const key = event.key.toLowerCase();
    const scope = cards[current] || document;
    const target = scope.querySelector(`[data-key="${CSS.escape(key)}"]`)
      || [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => !one.closest("[data-kartu]"));
    if (target) { event.preventDefault(); press(target); return; }
    if ((key === "j" || key === "k") && cards.length) {
      current = Math.max(0, Math.min(cards.length - 1, current + (key === "j" ? 1 : -1)));
      event.preventDefault();
      show(true);
    }
  });
  cards.forEach((card, number) => card.addEventListener("focusin", () => { current = number; show(false); }));

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.terkirim) { event.preventDefault(); return; }
    form.dataset.terkirim = "ya";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-terkirim]").forEach((form) => delete form.dataset.terkirim);
  });
})();
