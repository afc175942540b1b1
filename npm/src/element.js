// <desk-bell>: a shadow root, a stylesheet, and the form from the WebAssembly module inside it.
import layout from '../../style/deskbell.css';
import floating from '../../style/dialog.css';
import tokens from '../../style/tokens.css';
import { sketch, wayOut } from './card.js';
import { ATTRIBUTES, baseOf, gather, mistakeIn } from './config.js';
import { create } from './dom.js';
import { hold } from './hold.js';
import { later } from './later.js';
import { load } from './load.js';
import { attend } from './page.js';
import { reasonOf } from './reason.js';
import { reflect } from './reflect.js';
import { Stage } from './stage.js';
import { fetchAhead, languageFor, loadTexts, textsAtHand } from './texts.js';
import { Visitor } from './visitor.js';
import { when, wordOf } from './when.js';

/** @typedef {import('./program.js').Program} Program */
/** @typedef {import('./deskbell_wasm.js').Mounted} Mounted */

/**
 * A form that is there before all of what makes it work is.
 * @typedef {object} Early
 * @property {Mounted} mounted
 * @property {Program} program
 * @property {import('./hold.js').Held} held
 * @property {PromiseWithResolvers<void>} over it works, or it is gone
 * @property {boolean} [led] the focus has been moved to it
 */

const css = tokens + layout + floating;

/** Attributes that say where, how and by whom the form is seen. They leave it as it is; with any other it starts anew. */
const AROUND = ['mode', 'theme', 'position', 'opener', 'load', 'identity'];

/** Shared by all forms on the page. @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Asks each form whether its module still answers. One that has lost its memory throws anything at all, and not only
 * at the form that was in use, so every uncaught error is a reason to ask.
 * @type {Set<() => void>}
 */
const checks = new Set();
globalThis.addEventListener?.('error', () => checks.forEach((check) => check()));

/**
 * Forms that wait to be seen, in the order in which they came. They are put up in this order whichever is seen first: the
 * drafts of several forms are told apart by it.
 * @type {Set<DeskbellElement>}
 */
const waiting = new Set();

/** Under Node there is no `HTMLElement`, and nobody makes one of these. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

export class DeskbellElement extends Base {
  static observedAttributes = [...ATTRIBUTES.map(([attribute]) => attribute), 'config'];

  /** Where the module comes from; a development server puts its own here. @type {(wasmUrl?: unknown) => Promise<Program>} */
  static load = load;

  /** @type {unknown} */ #config;
  /** Gathered by each start; without them nothing has been arranged. @type {Record<string, any> | undefined} */ #options;
  /** What is wrong with them. @type {unknown} */ #mistake;
  /** The language of the texts, if it is the visitor's. @type {string | undefined} */ #language;
  /** @type {import('./texts.js').Texts} */ #texts = {};
  /** Where the form is seen. */
  #stage = new Stage(this, {
    text: (key) => this.#text(key),
    unsent: () => this.state !== 'sending' && !!(this.#mounted?.unsent || this.#early?.held.typed),
    closed: () => this.#tell('deskbell-close'),
    near: () => this.#near(),
    press: (by) => this.#show(by),
  });
  #visitor = new Visitor(this, () => this.#options);
  /** @type {Mounted | undefined} */ #mounted;
  /** @type {Early | undefined} */ #early;
  /** Lets go of the page's events. @type {(() => void) | undefined} */ #ignore;
  /** Counts starts, so that a start that was overtaken stops. */
  #turn = 0;
  #running = false;
  #restarting = false;
  /** The form is on its way, or there, or has failed. */ #begun = false;
  /** Somebody waits for the form, wherever it is. */ #needed = false;
  /** The shadow root has its style and the box. */ #dressed = false;
  /** Waits no longer for the time to load. */ #unwait = () => {};
  /** Asked to open before it was arranged. @type {{ by?: HTMLElement } | undefined} */ #wanted;
  /** The fields are there. */ #isShown = false;
  /** Somebody waits to be led to it. */ #led = false;
  /** Kept with the form once it works. @type {PromiseWithResolvers<Mounted>} */ #ready = later();

  constructor() {
    super();
    this.#stage.place.addEventListener('shown', () => {
      this.#isShown = true;
      this.#greet();
    });
    this.addEventListener('deskbell-ready', () => this.#vouch());
    this.addEventListener('deskbell-error', (event) => {
      const { code } = /** @type {CustomEvent} */ (event).detail ?? {};
      if (code === 'crashed' && event.target === this) this.#giveUp('');
    });
    // From `<button commandfor="…" command="--open">`.
    this.addEventListener('command', (event) => {
      const { command, source } = /** @type {any} */ (event);
      if (command === '--open') this.#show(source);
      if (command === '--close') this.close();
    });
  }

  connectedCallback() {
    this.#upgrade();
    if (!this.#running) void this.#start();
    else this.connectedMoveCallback();
  }

  /** Moved elements are back before the microtask, and keep what was typed. */
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  /** That it is here at all makes `moveBefore` keep the focus as well. */
  connectedMoveCallback() {
    if (!this.#options) return;
    this.#arrange();
    this.#stage.dialog?.moved();
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'config') this.#config = after ?? undefined;
    if (AROUND.includes(name)) this.#rearrange();
    else this.#restart();
  }

  /** `config` as it was set: an object or JSON. */
  get config() {
    return this.#config;
  }
  set config(config) {
    this.#config = config;
    this.#restart();
  }

  get state() {
    return this.#mounted?.state ?? 'editing';
  }
  get receipt() {
    return this.#mounted?.receipt ?? null;
  }

  /** Opens the dialog; scrolls to a form that stands in the page. @param {HTMLElement} [by] where the focus returns to */
  open(by) {
    this.#show(by);
  }

  /** Closes the dialog. What was typed stays. */
  close() {
    this.#wanted = undefined;
    this.#stage.dialog?.close();
  }

  reset() {
    this.#mounted?.reset();
  }

  /** @param {Record<string, unknown>} values */
  prefill(values) {
    this.#ready.promise.then((mounted) => mounted.prefill(values, false), () => {});
  }

  async submit() {
    this.#needed = true;
    if (this.#options) void this.#mount();
    return (await this.#ready.promise).submit();
  }

  /** Properties that were set before the class was known hide its accessors: set them again. */
  #upgrade() {
    for (const name of ['config', ...ATTRIBUTES.map(([, key]) => key)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  /** The shadow root with its style, once; that of loader.js, if it has drawn the button, is taken over. */
  #dress() {
    if (this.#dressed) return;
    this.#dressed = true;
    const { box } = this.#stage;
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open', delegatesFocus: true });
    for (const node of [...root.childNodes]) if (node !== box) node.remove();
    try {
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement('style');
      style.nonce = this.nonce || this.getAttribute('nonce') || '';
      style.textContent = css;
      root.append(style);
    }
    if (box.parentNode !== root) root.append(box);
  }

  /** @param {string} key */
  #text = (key) => String(this.#options?.messages?.[key] ?? this.#texts[key] ?? '');

  /** The language of what is read: the site may bring texts in one that we have not. @returns {string} */
  get #spoken() {
    const { messages, lang } = this.#options ?? {};
    return this.#language || Object.keys(messages ?? {}).length ? lang : 'en';
  }

  /** Reads what the element was told. */
  #read() {
    try {
      this.#options = gather(this, this.#config);
      this.#mistake = mistakeIn(this.#options);
    } catch (error) {
      this.#options = gather(this, undefined);
      this.#mistake = error;
    }
    // A link of the page's is a better way out then than ours.
    if (this.#mistake) this.#options.opener = undefined;
  }

  #arrange() {
    this.#dress();
    this.#stage.arrange(this.#options ?? {}, this.#spoken);
  }

  #rearrange() {
    if (!this.#options) return;
    const before = this.#mistake;
    this.#read();
    if (before || this.#mistake) return this.#restart();
    this.#vouch();
    this.#arrange();
    this.#await();
  }

  /** Shows who the visitor is, by the site's word. */
  #vouch() {
    void this.#visitor.vouch((values) => this.#mounted?.prefill(values, true));
  }

  /** Attributes and properties set in the same task belong to one start. */
  #restart() {
    if (!this.isConnected || this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(async () => {
      // What was typed has to reach the form first.
      if (this.#early) await this.#early.over.promise;
      this.#restarting = false;
      const values = this.state === 'editing' ? this.#mounted?.values : undefined;
      if (this.#begun && !this.#stage.dialog) this.#needed = true;
      this.#unmount();
      if (!this.isConnected) return;
      if (values) this.prefill(values);
      void this.#start();
    });
  }

  async #start() {
    const turn = (this.#turn += 1);
    this.#running = true;
    this.#begun = false;
    this.#options = undefined;
    this.#stage.place.replaceChildren(sketch());
    // Until the task is over: frameworks insert first and set properties afterwards.
    await undefined;
    if (turn !== this.#turn) return;
    this.#read();
    this.#language = languageFor(String(this.#options?.lang));
    this.#texts = textsAtHand(this.#language);
    this.#arrange();
    if (this.#mistake) return this.#complain('configuration', this.#mistake);
    if (this.#wanted) this.#show(this.#wanted.by);
    else if (this.#stage.dialog?.element.open) this.#fill();
    else if (this.#needed) void this.#mount();
    else this.#await();
  }

  /** Loads when the time has come: the form that stands in the page, or what opening the dialog will need. */
  #await() {
    const { dialog, box, place } = this.#stage;
    this.#unwait();
    const load = wordOf(this.#options?.load, dialog ? 'interaction' : 'visible');
    if (dialog) this.#unwait = when(load, box.firstElementChild ?? this, this.#near);
    else if (!this.#begun) {
      if (load === 'visible') waiting.add(this);
      if (load === 'interaction') place.replaceChildren(this.#invite());
      const end = when(load, this, () => this.#seen());
      this.#unwait = () => {
        waiting.delete(this);
        end();
      };
    }
  }

  #seen() {
    for (const form of waiting) {
      if (form === this) break;
      void form.#mount();
    }
    void this.#mount();
  }

  /** What waits for a visitor's wish in the place of the form. */
  #invite() {
    const button = create('button', { class: 'go', part: 'load', type: 'button' }, this.#text('launcher'));
    for (const name of ['focus', 'click']) button.addEventListener(name, () => this.#show());
    const card = sketch(button);
    card.addEventListener('pointerover', () => void this.#mount(), { once: true });
    return card;
  }

  #load() {
    return /** @type {typeof DeskbellElement} */ (this.constructor).load(this.#options?.wasmUrl);
  }

  /** What opening will need can be on its way already. */
  #near = () => {
    this.#load().then((program) => program.whole?.()).catch(() => {});
    fetchAhead(this.#language);
  };

  /** @param {HTMLElement} [by] what opened it */
  #show = (by) => {
    this.#wanted = this.#options ? undefined : { by };
    if (!this.#options) return;
    if (!this.#stage.dialog) this.scrollIntoView({ block: 'nearest' });
    else if (this.#stage.dialog.show(by)) this.#tell('deskbell-open');
    else return;
    this.#fill();
  };

  /** The form, and the focus to it as soon as it is there. */
  #fill() {
    this.#led = true;
    void this.#mount();
    this.#lead();
  }

  #lead() {
    const early = this.#early;
    const mounted = this.#mounted ?? early?.mounted;
    if (!this.#led || !this.#isShown || !mounted) return;
    const dialog = this.#stage.dialog?.element;
    const at = this.shadowRoot?.activeElement;
    // Whoever has gone elsewhere meanwhile stays there.
    if (!dialog || (dialog.open && (!at || at === dialog))) {
      if (early?.program.attempt) early.program.attempt(() => mounted.focus());
      else mounted.focus();
    }
    this.#led = false;
    if (early) early.led = true;
  }

  /** Loads what the form is made of, now that it is needed, and puts it up. */
  async #mount() {
    if (this.#begun) return;
    this.#begun = true;
    this.#needed = false;
    this.#unwait();
    const turn = this.#turn;
    const loading = this.#load().then(
      (program) => ({ program, error: undefined }),
      (error) => ({ program: undefined, error }),
    );
    const [texts, { program, error }] = await Promise.all([loadTexts(this.#language), loading]);
    if (turn !== this.#turn || !this.isConnected) return;
    if (!texts) this.#language = undefined;
    this.#texts = texts ?? textsAtHand(undefined);
    this.#arrange();
    if (!program) return this.#complain('load', error);
    // A program that is not whole has shown one form, and answers no other.
    if (!program.busy) return this.#put(program, turn);
    const whole = await this.#complete(program, turn);
    if (whole) return this.#put(whole, turn);
  }

  /** @param {Program} program @param {number} turn @returns {Promise<void>} */
  async #put(program, turn) {
    const { place } = this.#stage;
    const isWhole = !program.whole;
    let mounted;
    try {
      place.replaceChildren();
      mounted = program.mount(place, this, { ...this.#options, texts: this.#texts, lang: this.#spoken }, this.#visitor);
    } catch (mistake) {
      return this.#complain('configuration', mistake);
    }
    if (mounted && isWhole) return this.#keep(mounted);
    if (mounted) this.#early = { mounted, program, held: hold(/** @type {HTMLElement} */ (place.firstElementChild)), over: later() };
    const whole = await this.#complete(program, turn);
    if (!whole) return;
    const early = this.#early;
    this.#early = undefined;
    if (early && whole === program) {
      this.#keep(early.mounted);
      early.held.release();
    } else {
      early?.held.drop();
      this.#led ||= !!early?.led;
      this.#isShown = false;
      await this.#put(whole, turn);
    }
    // Those who wait for a form that works come first.
    if (this.#isShown) await this.#ready.promise.catch(() => {});
    early?.over.resolve();
  }

  /**
   * What makes a form work that is there already. A form that is to be seen stays, with what was typed, whatever happens.
   * @param {Program} program @param {number} turn
   * @returns {Promise<Program | undefined>} nothing where nobody waits for it any more
   */
  async #complete(program, turn) {
    for (;;) {
      try {
        const whole = await program.whole?.();
        return turn === this.#turn ? whole ?? program : undefined;
      } catch (error) {
        if (turn !== this.#turn) return undefined;
        if (!this.#isShown) return void this.#complain('load', error);
        await this.#despair(error);
      }
    }
  }

  /** Shows the way out below the form, until the visitor wants another try. @param {unknown} error @returns {Promise<void>} */
  #despair(error) {
    this.#say('load', reasonOf(error));
    return new Promise((resolve) => {
      const card = this.#wayOut('', () => {
        card.remove();
        resolve();
      });
      card.setAttribute('role', 'alert');
      this.#stage.place.append(card);
    });
  }

  /** The form works from now on. @param {Mounted} mounted */
  #keep(mounted) {
    this.#mounted = mounted;
    checks.add(this.#check);
    this.#ignore = attend(this, mounted, this.#options?.draft === 'local');
    if (this.#isShown) this.#greet();
  }

  /** The form is to be seen, and perhaps works, too. */
  #greet() {
    const mounted = this.#mounted;
    // It tells of being shown in the middle of something.
    queueMicrotask(() => this.#lead());
    if (mounted) {
      this.#tell('deskbell-ready');
      queueMicrotask(() => this.#ready.resolve(mounted));
    } else if (this.#early) {
      const { program } = this.#early;
      // What it does by itself at first, like moving the focus, belongs to what it is able to do.
      setTimeout(() => program.pause?.());
    }
  }

  /** A module that has died answers no question. */
  #check = () => {
    try {
      void this.#mounted?.state;
    } catch {
      this.#giveUp('');
    }
  };

  /** @returns {Mounted | undefined} the form that was there */
  #forget() {
    const mounted = this.#mounted;
    const early = this.#early;
    this.#turn += 1;
    this.#unwait();
    this.#mounted = undefined;
    this.#early = undefined;
    this.#isShown = false;
    if (early) abandon(early);
    checks.delete(this.#check);
    this.#ignore?.();
    this.#ignore = undefined;
    return mounted;
  }

  #unmount() {
    const wasReady = this.#isShown && !!this.#mounted;
    const mounted = this.#forget();
    // Whoever waits for a form that did not get so far waits for the next one.
    if (wasReady) this.#ready = later();
    if (mounted) dismiss(mounted);
  }

  #stop() {
    this.#unmount();
    this.#ready = later();
    this.#stage.leave();
    this.#running = false;
    this.#options = undefined;
  }

  /** @param {string} name @param {unknown} [detail] */
  #tell(name, detail = null) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Tells whoever runs the page, and shows the way out. @param {'configuration' | 'load'} code @param {unknown} error */
  #complain(code, error) {
    const message = reasonOf(error);
    this.#giveUp(code === 'configuration' ? message : '', code === 'load' ? () => this.#retry() : undefined);
    this.#say(code, message);
  }

  /** @param {string} code @param {string} message */
  #say(code, message) {
    console.error(`Deskbell: ${message}`, this);
    this.#tell('deskbell-error', { code, status: 0, message, errors: [] });
  }

  #retry() {
    this.#needed = !this.#stage.dialog;
    void this.#start();
  }

  /** @param {string} reason @param {() => void} [retry] */
  #giveUp(reason, retry) {
    this.#forget();
    this.#begun = true;
    this.#ready.reject(Object.assign(new Error(reason || 'the form could not be loaded'), { code: 'unavailable' }));
    this.#ready = later();
    this.#stage.place.replaceChildren(this.#wayOut(reason, retry));
  }

  /** @param {string} reason @param {() => void} [retry] */
  #wayOut(reason, retry) {
    const { fallbackHref, proxyUrl } = this.#options ?? {};
    const href = fallbackHref ?? (proxyUrl && `${baseOf(this.#options)}/contact`);
    return wayOut({ text: this.#text, href, reason, retry });
  }
}

/** A module that has crashed answers no more; the form is gone anyway. @param {Mounted} mounted */
function dismiss(mounted) {
  try {
    mounted.unmount();
    mounted.free();
  } catch {}
}

/** A form that is gone before it has worked can be told so once it would. @param {Early} early */
function abandon({ mounted, program, held, over }) {
  held.drop();
  over.resolve();
  program.whole?.().then((whole) => whole === program && dismiss(mounted), () => {});
}

reflect(DeskbellElement, ATTRIBUTES.filter(([, key]) => key !== 'lang'));
