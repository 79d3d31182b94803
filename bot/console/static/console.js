// Doorstep's console: keys, counting characters, and saying when the page is not up to date. No key acts: it moves or opens.
(() => {
  "use strict";
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");
  const keysOn = () => localStorage.getItem("doorstep-keys") !== "off";

  // keys
  const open = (target) => {
    if (target.matches("summary")) {
      target.parentElement.open = true;
      const field = target.parentElement.querySelector("textarea, input:not([type=hidden]), button");
      (field || target).focus();
    } else if (target.matches("a")) {
      target.click();
    } else {
      target.focus();
    }
    target.scrollIntoView({ block: "nearest" });
  };
  const walk = (step) => {
    const items = [...document.querySelectorAll("[data-item]")];
    if (!items.length) return;
    const at = items.indexOf(document.activeElement);
    const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "center" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const panel = document.activeElement.closest("details[open]");
      if (panel) {
        panel.open = false;
        panel.querySelector("summary").focus();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keysOn()) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      walk(key === "j" ? 1 : -1);
      event.preventDefault();
      return;
    }
    const target = [...document.querySelectorAll("[data-keys]")].find((one) => one.dataset.keys.split(" ").includes(key));
    if (target) {
      open(target);
      event.preventDefault();
    }
  });
  const button = document.getElementById("keys-switch");
  if (button) {
    const show = () => { button.textContent = keysOn() ? "Turn keys off" : "Turn keys on"; };
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      localStorage.setItem("doorstep-keys", keysOn() ? "off" : "on");
      show();
    });
  }

  // characters used, counted as the desk counts them: by code point, never fewer than a platform counts
  const letters = (text) => [...text].length;
  const count = (area) => {
    const place = document.getElementById(area.dataset.count);
    const limit = Number(area.dataset.limit);
    const used = letters(area.value);
    place.textContent = `${used} of ${limit} characters${used > limit ? ": too long" : ""}`;
    place.classList.toggle("bad", used > limit);
    area.setCustomValidity(used > limit ? `This may be ${limit} characters long and is ${used}.` : "");
  };
  document.querySelectorAll("textarea[data-limit]").forEach((area) => {
    count(area);
    area.addEventListener("input", () => count(area));
  });

  // a second press does nothing
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // keeping up to date
  const lost = document.getElementById("lost");
  const title = document.title;
  const mark = () => {
    const ringing = Number(document.getElementById("top")?.dataset.ringing || 0);
    document.title = ringing ? `▲ ${ringing} ringing · ${title}` : title;
  };
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (lost) lost.hidden = event.detail.successful || event.detail.xhr.status === 204;
  });
  document.body.addEventListener("htmx:afterSettle", mark);
  mark();
  let held = null;
  document.body.addEventListener("htmx:beforeSwap", () => { held = document.activeElement?.id || null; });
  document.body.addEventListener("htmx:afterSwap", () => {
    if (!held || document.activeElement !== document.body) return;
    (document.getElementById(held) || document.getElementById("main"))?.focus({ preventScroll: true });
  });
})();
