// Checks pages with axe-core in a real, headless Chromium: on the screen, in a narrow window, and as printed.
//
//   node axe.mjs TRASIG.html SIDA.html...
//
// The first page is broken on purpose. Where its faults are not found the check does not bite, and nothing it says of
// the others is worth anything. Exit 0: every page is without a fault. 1: a fault. 2: the check could not be made.
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const [trasig, ...sidor] = process.argv.slice(2).map((fil) => resolve(fil));
if (!trasig || sidor.length === 0) {
  console.error("användning: node axe.mjs TRASIG.html SIDA.html...");
  process.exit(2);
}

const VAL = {
  runOnly: {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  },
  // Ours is black on white: the contrast of level AAA (7:1) is asked for too.
  rules: { "color-contrast-enhanced": { enabled: true } },
};
// What must be found on the broken page.
const TRASIGT = ["html-has-lang", "image-alt", "color-contrast", "page-has-heading-one"];
// The ways to look: the window, and whether it is printed. 320 is the width of WCAG 1.4.10; 302 is a strip of 80 mm.
const SATT = [
  { namn: "skärm", bredd: 1024, media: "screen" },
  { namn: "smal", bredd: 320, media: "screen" },
  { namn: "utskrift A4", bredd: 703, media: "print" },
  { namn: "utskrift 80 mm", bredd: 302, media: "print" },
];

// A slip is one page, on A4 and on A5; a sheet of information may be more.
async function sidorPaPapper(sida, adress) {
  const antal = {};
  for (const format of ["A4", "A5"]) {
    await sida.goto(adress, { waitUntil: "load" });
    const pdf = await sida.pdf({ format, preferCSSPageSize: false });
    antal[format] = Number(/\/Type\s*\/Pages[^>]*\/Count\s+(\d+)|\/Count\s+(\d+)/.exec(pdf.toString("latin1")).slice(1).find(Boolean));
  }
  return antal;
}

async function prova(lasare, fil) {
  const fel = [];
  const regler = new Set();
  let prov = 0;
  const sida = await lasare.newPage();
  const adress = pathToFileURL(fil).href;
  sida.on("request", (fraga) => {
    if (fraga.url() !== adress) fel.push(`hämtar ${fraga.url()}`);
  });
  for (const satt of SATT) {
    await sida.setViewportSize({ width: satt.bredd, height: 900 });
    await sida.emulateMedia({ media: satt.media });
    await sida.goto(adress, { waitUntil: "load" });
    const skript = await sida.locator("script").count();
    if (skript > 0) fel.push(`${satt.namn}: ${skript} skript i sidan`);
    const bredd = await sida.evaluate(() => document.documentElement.scrollWidth);
    // A table of data may be wider than the window (WCAG 1.4.10 lets it); text may not.
    const tabeller = await sida.locator("table").count();
    if (bredd > satt.bredd && tabeller === 0) fel.push(`${satt.namn}: ${bredd} bildpunkter bred, ${satt.bredd} ryms`);
    await sida.addScriptTag({ path: axe });
    const svar = await sida.evaluate((val) => window.axe.run(document, val), VAL);
    prov += svar.passes.length;
    for (const brott of svar.violations) {
      regler.add(brott.id);
      for (const nod of brott.nodes) fel.push(`${satt.namn}: ${brott.id}: ${brott.help}: ${nod.target.join(" ")}`);
    }
    for (const oklart of svar.incomplete) fel.push(`${satt.namn}: ${oklart.id}: gick inte att avgöra`);
  }
  const papper = await sidorPaPapper(sida, adress);
  if (!basename(fil).startsWith("blad-") && !basename(fil).startsWith("rapport")) {
    for (const [format, antal] of Object.entries(papper)) {
      if (antal !== 1) fel.push(`${format}: ${antal} sidor, en lapp är en sida`);
    }
  }
  await sida.close();
  return { fel, regler, prov, papper };
}

const profil = mkdtempSync(join(tmpdir(), "troskel-webb-"));
let kod = 0;
let lasare;
try {
  lasare = await chromium.launchPersistentContext(profil, {
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  });
} catch (fel) {
  console.error(`Chromium startar inte: ${String(fel).split("\n")[0]}`);
  rmSync(profil, { recursive: true, force: true });
  process.exit(2);
}
try {
  const { regler } = await prova(lasare, trasig);
  const ofunna = TRASIGT.filter((regel) => !regler.has(regel));
  if (ofunna.length > 0) {
    console.error(`provet biter inte: på den trasiga sidan hittades inte ${ofunna.join(", ")}`);
    kod = 2;
  } else {
    console.log(`den trasiga sidan: ${[...regler].sort().join(", ")} (som den ska)`);
    for (const fil of sidor) {
      const { fel, prov, papper } = await prova(lasare, fil);
      console.log(`${basename(fil)}: ${fel.length === 0 ? `inga fel, ${prov} prov, sidor på A4: ${papper.A4}` : `${fel.length} fel`}`);
      for (const rad of fel) console.error(`  ${rad}`);
      if (fel.length > 0) kod = 1;
    }
  }
} finally {
  await lasare.close();
  rmSync(profil, { recursive: true, force: true });
}
process.exit(kod);
