// page.js: opens the report's page in headless Chromium as page.sh asks, and prints what it finds,
// one "NAME<tab>VALUE" a line; page.sh judges. No line "problem" is good.
//
//     node page.js MODULES PAGE.html SHOTS-FOLDER
const path = require('path');
const [modules, file, shots] = process.argv.slice(2).map(p => path.resolve(p));
const puppeteer = require(path.join(modules, 'puppeteer-core'));
const axe = require(path.join(modules, 'axe-core')).source;
const address = 'file://' + file;
const name = path.basename(file, '.html');
const say = (key, value) => console.log(key + '\t' + value);

// The four ways it is read: a laptop, a phone, a laptop at 200 %, paper.
const views = [
  {name: '1280', width: 1280, media: 'screen'},
  {name: '640', width: 640, media: 'screen'},
  {name: '400', width: 400, media: 'screen'},
  {name: 'print', width: 794, media: 'print'},
];

// Runs in the page: what the report promises of itself.
function look() {
  const problems = [];
  const text = node => node.textContent.replace(/[\u202F\u00A0]/g, ' ').trim();
  const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1]);
  levels.forEach((level, i) => {
    if (i > 0 && level > levels[i - 1] + 1) problems.push('headings jump to h' + level);
  });
  if (levels.filter(level => level === 1).length !== 1) problems.push('not one h1');
  for (const svg of document.querySelectorAll('svg:not([aria-hidden])')) {
    const ids = (svg.getAttribute('aria-labelledby') || '').split(' ');
    if (svg.getAttribute('role') !== 'img' || ids.length !== 2 ||
        ids.some(id => !document.getElementById(id)?.textContent)) problems.push('a chart with no name');
    if (!svg.closest('section').querySelector('table')) problems.push('a chart with no table');
  }
  for (const table of document.querySelectorAll('table')) {
    if (!table.caption || !table.tHead) problems.push('a table with no caption or head');
    if (table.querySelector('th:not([scope])')) problems.push('a th with no scope');
    if (!table.getClientRects().length) problems.push('a table that is not seen');
  }
  for (const card of document.querySelectorAll('.card:not(.scroll), .figure')) {
    if (card.scrollWidth > card.clientWidth + 1) problems.push('too wide: ' + text(card).slice(0, 50));
  }
  const figures = [...document.querySelectorAll('.figure .big')].map(f => text(f).replace(/ /g, ''));
  return {problems, figures: figures.join(' '), wide: document.documentElement.scrollWidth};
}

async function audit(browser, view) {
  const page = await browser.newPage();
  await page.setBypassCSP(true); // for axe alone: the page itself holds no script
  page.on('request', request => request.url() === address || say('problem', 'asks for ' + request.url()));
  page.on('pageerror', error => say('problem', error.message));
  await page.setViewport({width: view.width, height: 800});
  await page.emulateMediaType(view.media);
  await page.goto(address);
  const seen = await page.evaluate(look);
  seen.problems.forEach(problem => say('problem', view.name + ': ' + problem));
  if (seen.wide > view.width) say('problem', view.name + ': scrolls sideways, ' + seen.wide + ' px');
  if (view.name === '1280') say('figures', seen.figures);
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    axe.run(document, {rules: {'color-contrast-enhanced': {enabled: true}}}));
  for (const broken of found.violations) {
    say('problem', view.name + ': axe ' + broken.id + ': ' + broken.nodes[0].html.slice(0, 120));
  }
  say('axe', view.name + ' ' + found.passes.length + ' rules passed');
  if (view.media === 'screen') {
    await page.screenshot({path: path.join(shots, name + '-' + view.name + '.png'), fullPage: true});
  }
  await page.close();
}

// By keyboard alone: the first Tab says how to pass the summary; every stop can be seen.
async function keys(browser) {
  const page = await browser.newPage();
  await page.goto(address);
  const stops = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const at = document.activeElement;
      const box = at.getBoundingClientRect();
      return at === document.body ? null
        : {what: at.className || at.tagName, seen: box.width > 0 && box.bottom > 0 && box.right > 0,
           ring: getComputedStyle(at).outlineStyle};
    });
    if (!stop) break;
    if (!stop.seen || stop.ring === 'none') say('problem', 'keyboard: no focus seen on ' + stop.what);
    stops.push(stop.what);
  }
  if (stops[0] !== 'skip') say('problem', 'keyboard: the first stop is ' + stops[0]);
  say('stops', stops.length);
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  });
  try {
    for (const view of views) await audit(browser, view);
    await keys(browser);
    const page = await browser.newPage();
    await page.goto(address);
    await page.pdf({path: path.join(shots, name + '.pdf'), preferCSSPageSize: true, printBackground: false});
  } finally {
    await browser.close();
  }
})().catch(error => {
  say('problem', error.message);
  process.exitCode = 1;
});
