// What outside judges say of HTML files: html-validate on the markup, axe-core in Chromium at
// the width of a phone by day and of a desktop by night. Prints one line for each fault.
// node check.mjs CHROMIUM [--shots FOLDER] FILE...
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const [executablePath, ...rest] = process.argv.slice(2);
const shots = rest[0] === "--shots" ? rest.splice(0, 2)[1] : "";

const rules = {
  "long-title": "off", // an article may be called what its author wants
  "no-inline-style": "error",
  "require-sri": "off",
  "no-trailing-whitespace": "off", // in code and in text it is the author's
  "prefer-native-element": "off", // role=doc-… says more than the element
};
const validator = new HtmlValidate({ extends: ["html-validate:standard", "html-validate:a11y"], rules });
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 900 };
const SCREENS = [["phone", PHONE, "light"], ["desktop", DESKTOP, "dark"]];
if (shots) SCREENS.push(["phone", PHONE, "dark"], ["desktop", DESKTOP, "light"]);

const say = (...words) => console.log(words.join(" ").replace(/\s+/g, " "));

async function markup(file) {
  const report = await validator.validateString(readFileSync(file, "utf-8"), file);
  for (const { messages } of report.results)
    for (const m of messages) say(`${basename(file)}:${m.line}: ${m.ruleId}: ${m.message}`);
}

async function look(browser, file, [name, viewport, colorScheme]) {
  const page = await browser.newPage({ viewport, colorScheme });
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  const where = `${basename(file)} (${name}, ${colorScheme})`;
  for (const url of asked.slice(1)) if (!url.startsWith("data:")) say(where, "asks for", url);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) say(where, `is ${wide} pixels wider than the screen`);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => axe.run());
  for (const v of violations) say(where, v.id, v.help, v.nodes[0].html.slice(0, 120));
  if (shots) await page.screenshot({ path: `${shots}/${basename(file)}-${name}-${colorScheme}.png` });
  await page.close();
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const file of rest) {
  await markup(file);
  for (const screen of SCREENS) await look(browser, file, screen);
}
await browser.close();
