// <desk-bell>: a shadow root, a stylesheet, and the form from the WebAssembly module inside it.
import layout from '../../style/deskbell.css';
import floating from '../../style/dialog.css';
import tokens from '../../style/tokens.css';
import { sketch, wayOut } from './card.js';
import { ATTRIBUTES, gather, mistakeIn } from './config.js';
import { create } from './dom.js';
import { later } from './later.js';
import { load } from './load.js';
import { attend } from './page.js';
import { reflect } from './reflect.js';
import { Stage } from './stage.js';
import { fetchAhead, languageFor, loadTexts, textsAtHand } from './texts.js';
import { Visitor } from './visitor.js';
import { when, wordOf } from './when.js';

/** @typedef {import('./load.js').Bindings} Bindings */
/** @typedef {import('./deskbell_wasm.js').Mounted} Mounted */

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

  /** Where the module comes from; a development server puts its own here. @type {(wasmUrl?: unknown) => Promise<Bindings>} */
  static load = load;

  /** @type {unknown} */ #config;
  /** Gathered by each start; without them nothing has been arranged. @type {Record<string, any> | undefined} */ #options;
  /** What is wrong with them. @type {unknown} */ #mistake;
  /** The language of the texts, if it is the visitor's. @type {string | undefined} */ #language;
  /** @type {import('./texts.js').Texts} */ #texts = {};
  /** Where the form is seen. */
  #stage = new Stage(this, {
    text: (key) => this.#text(key),
    unsent: () => this.state !== 'sending' && !!this.#mounted?.unsent,
    closed: () => this.#tell('deskbell-close'),
    near: () => this.#near(),
    press: (by) => this.#show(by),
  });
  #visitor = new Visitor(this, () => this.#options);
  /** @type {Mounted | undefined} */ #mounted;
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
  /** @type {PromiseWithResolvers<Mounted>} */ #ready = later();

  constructor() {
    super();
    this.addEventListener('deskbell-ready', () => queueMicrotask(() => this.#mounted && this.#ready.resolve(this.#mounted)));
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
    queueMicrotask(() => {
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
    this.#load().catch(() => {});
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
    void this.#mount();
    this.#ready.promise.then((mounted) => {
      const dialog = this.#stage.dialog?.element;
      const at = this.shadowRoot?.activeElement;
      // Whoever has gone elsewhere meanwhile stays there.
      if (!dialog || (dialog.open && (!at || at === dialog))) mounted.focus();
    }, () => {});
  }

  /** Loads what the form is made of, now that it is needed, and puts it up. */
  async #mount() {
    if (this.#begun) return;
    this.#begun = true;
    this.#needed = false;
    this.#unwait();
    const turn = this.#turn;
    const loading = this.#load().then(
      (bindings) => ({ bindings, error: undefined }),
      (error) => ({ bindings: undefined, error }),
    );
    const [texts, { bindings, error }] = await Promise.all([loadTexts(this.#language), loading]);
    if (turn !== this.#turn || !this.isConnected) return;
    if (!texts) this.#language = undefined;
    this.#texts = texts ?? textsAtHand(undefined);
    this.#arrange();
    if (!bindings) return this.#complain('load', error);
    try {
      this.#stage.place.replaceChildren();
      const options = { ...this.#options, texts: this.#texts, lang: this.#spoken };
      this.#mounted = bindings.mount(this.#stage.place, this, options, this.#visitor);
    } catch (mistake) {
      return this.#complain('configuration', mistake);
    }
    checks.add(this.#check);
    this.#ignore = attend(this, this.#mounted, this.#options?.draft === 'local');
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
    this.#turn += 1;
    this.#unwait();
    this.#mounted = undefined;
    checks.delete(this.#check);
    this.#ignore?.();
    this.#ignore = undefined;
    return mounted;
  }

  #unmount() {
    const mounted = this.#forget();
    this.#ready = later();
    try {
      mounted?.unmount();
      mounted?.free();
    } catch {
      // A module that has crashed answers no more; the form is gone anyway.
    }
  }

  #stop() {
    this.#unmount();
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
    const message = error instanceof Error ? error.message : String(error);
    console.error(`Deskbell: ${message}`, this);
    this.#giveUp(code === 'configuration' ? message : '', code === 'load' ? () => this.#retry() : undefined);
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
    const { fallbackHref, proxyUrl } = this.#options ?? {};
    const href = fallbackHref ?? (proxyUrl && `${String(proxyUrl).replace(/\/+$/, '')}/contact`);
    this.#stage.place.replaceChildren(wayOut({ text: this.#text, href, reason, retry }));
  }
}

reflect(DeskbellElement, ATTRIBUTES.filter(([, key]) => key !== 'lang'));
