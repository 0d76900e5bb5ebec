// The file that is opened without a site: one part for each language, of which one is shown.
import { start } from "./page.js";

function speak(language) {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-speaks]").forEach((part) => { part.hidden = part.lang !== language; });
  document.querySelectorAll("[data-language]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  });
  document.querySelectorAll("[data-speaks]:not([hidden]) [data-seats-check]:not([data-started])").forEach(start);
}

document.querySelectorAll("[data-language]").forEach((button) => button.addEventListener("click", () => speak(button.dataset.language)));
speak(navigator.language.startsWith("zh") ? "zh-Hans" : "en");
