// A page in a browser, and what a visitor's hands can do there.

import { writeFile } from 'node:fs/promises';

import { Key } from 'selenium-webdriver';

import { toolkit } from './toolkit.mjs';
import { until } from './until.mjs';

export class Page {
  #session;
  #engine;

  constructor(session, engine) {
    this.#session = session;
    this.#engine = engine;
  }

  async go(url) { await this.#session.get(url); }

  async reload() { await this.#session.navigate().refresh(); }

  async back() { await this.#session.navigate().back(); }

  /** What `script` makes in the page, given the tools of toolkit.mjs and `args`. It may promise it. */
  run(script, ...args) {
    return this.#session.executeScript(`return (${script})((${toolkit})(), ...arguments)`, ...args);
  }

  /** The first answer of `script` that is true. */
  until(what, script, ...args) { return until(what, () => this.run(script, ...args)); }

  /** Clicks with the mouse on what `find` finds, once it can be hit. */
  async click(wanted, times = 1) {
    const spot = await this.until(
      `${inWords(wanted)} can be clicked`,
      ({ aim, find }, what, fromWindow) => aim(find(what), fromWindow), wanted, this.#engine.pointsFromWindow,
    );
    const [x, y] = spot.split(' ').map(Number);
    const mouse = this.#session.actions({ async: true }).move({ x, y, duration: 0 });
    for (let count = 0; count < times; count += 1) mouse.press().release();
    await mouse.perform();
  }

  /** Types on the keyboard, wherever the focus is: text, and members of `KEYS`. */
  async type(...keys) {
    const pressed = keys.map((text) => text.replaceAll('\n', Key.ENTER));
    await this.#session.actions().sendKeys(...pressed).perform();
  }

  /** Holds `held` while `key` is pressed. */
  async chord(held, key) { await this.#session.actions().keyDown(held).sendKeys(key).keyUp(held).perform(); }

  /** The element of the page that `find` finds, as WebDriver knows it; waits for it. */
  element(wanted) { return this.until(`there is ${inWords(wanted)}`, ({ find }, what) => find(what), wanted); }

  /** Goes on inside the frame that `selector` finds, or back in the page itself. */
  async enter(selector) {
    await this.#session.switchTo().defaultContent();
    if (!selector) return;
    const frame = await this.until(`there is ${selector}`, (_, found) => document.querySelector(found), selector);
    await this.#session.switchTo().frame(frame);
  }

  /** Gives an `input` of type `file`, which is found by a script, files as a visitor would choose them. */
  async chooseFiles(input, paths) { await (await this.run(input)).sendKeys(paths.join('\n')); }

  /** What the page has said that a developer would want to know: errors, warnings, violations of its policy. */
  async complaints() {
    await this.enter();
    return String(await this.run(() => (window.complaints ?? []).join('\n'))).split('\n').filter(Boolean);
  }

  /** Keeps a picture. WebKitGTK shows a frame that is older than the last change, so two more are waited for. */
  async picture(file) {
    await this.run(({ frame }) => frame().then(frame));
    await writeFile(file, await this.#session.takeScreenshot(), 'base64');
  }
}

export const KEYS = Key;

export const inWords = ({ role, name, text, part }) => [role, name, text, part].filter(Boolean).join(' ');
