// Copies what pages need out of node_modules into the static files, without source maps, and lists the licences.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

const OUT = new URL("../src/ronghe/web/static/web/vendor/", import.meta.url);
const COPIES = {
  "bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "tom-select.min.js": "tom-select/dist/js/tom-select.base.min.js",
  "tom-select.min.css": "tom-select/dist/css/tom-select.bootstrap5.min.css",
};
const read = (path) => readFileSync(new URL(`node_modules/${path}`, import.meta.url), "utf8");
const write = (name, text) => writeFileSync(new URL(name, OUT), text);
const withoutMap = (text) => text.replace(/\n?\/[*/]# sourceMappingURL=[^\n*]*(\*\/)?\s*$/, "\n");

function symbol(name) {
  const svg = read(`bootstrap-icons/icons/${name}.svg`);
  const body = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 16 16">${body}</symbol>`;
}

function licence(name) {
  const about = JSON.parse(read(`${name}/package.json`));
  const file = readdirSync(new URL(`node_modules/${name}/`, import.meta.url)).find((f) => /^licen[cs]e/i.test(f));
  return `${name} ${about.version} (${about.license})\n${"=".repeat(60)}\n${read(`${name}/${file}`).trim()}\n`;
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const [name, path] of Object.entries(COPIES)) write(name, withoutMap(read(path)));

const icons = readFileSync(new URL("icons.txt", import.meta.url), "utf8").split("\n").filter(Boolean);
write("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">\n${icons.map(symbol).join("\n")}\n</svg>\n`);

const packages = Object.keys(JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).dependencies);
write("LICENSES.txt", packages.map(licence).join("\n\n"));
