// <desk-bell>: a shadow root, a stylesheet, and the form from the WebAssembly module inside it.
import layout from '../../style/deskbell.css';
import tokens from '../../style/tokens.css';
import { sketch, wayOut } from './card.js';
import { ATTRIBUTES, gather } from './config.js';
import { load } from './load.js';

/** @typedef {import('./load.js').Bindings} Bindings */
/** @typedef {import('./deskbell_wasm.js').Mounted} Mounted */

const css = tokens + layout;

/** The few texts that must be there when the module is not. @type {Record<string, string>} */
const TEXTS = {
  'trouble.heading': 'The form could not be loaded',
  'trouble.lede': 'You can still reach us.',
  'trouble.link': 'Contact support another way',
  retry: 'Try again',
};

/** Shared by all forms on the page. @type {CSSStyleSheet | undefined} */
let sheet;

/**
 * Asks each form whether its module still answers. One that has lost its memory throws anything at all, and not only
 * at the form that was in use, so every uncaught error is a reason to ask.
 * @type {Set<() => void>}
 */
const checks = new Set();
globalThis.addEventListener?.('error', () => checks.forEach((check) => check()));

/** Under Node there is no `HTMLElement`, and nobody makes one of these. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

export class DeskbellElement extends Base {
  static observedAttributes = [...ATTRIBUTES.map(([attribute]) => attribute), 'config'];

  /** Where the module comes from; a development server puts its own here. @type {() => Promise<Bindings>} */
  static load = load;

  /** @type {unknown} */ #config;
  /** @type {HTMLElement | undefined} */ #box;
  /** @type {Mounted | undefined} */ #mounted;
  /** Counts starts, so that a start that was overtaken stops. */
  #turn = 0;
  #restarting = false;
  /** @type {PromiseWithResolvers<Mounted>} */ #ready = later();

  constructor() {
    super();
    this.addEventListener('deskbell-ready', () => queueMicrotask(() => this.#mounted && this.#ready.resolve(this.#mounted)));
    this.addEventListener('deskbell-error', (event) => {
      const { code } = /** @type {CustomEvent} */ (event).detail ?? {};
      if (code === 'crashed' && event.target === this) this.#giveUp('');
    });
  }

  connectedCallback() {
    this.#upgrade();
    if (!this.#mounted) void this.#start();
  }

  /** A module that has died answers no question. */
  #check = () => {
    try {
      void this.#mounted?.state;
    } catch {
      this.#giveUp('');
    }
  };

  /** Moved elements are back before the microtask, and keep what was typed. */
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#unmount());
  }

  connectedMoveCallback() {}

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === 'config') this.#config = after ?? undefined;
    if (name === 'theme') this.#paint();
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

  /** The form is always open where it stands in the page. */
  open() {}
  close() {}

  reset() {
    this.#mounted?.reset();
  }

  /** @param {Record<string, unknown>} values */
  prefill(values) {
    this.#ready.promise.then((mounted) => mounted.prefill(values), () => {});
  }

  async submit() {
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

  /** The box the form stands in, styled. */
  get #root() {
    if (this.#box) return this.#box;
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    this.#box = document.createElement('div');
    this.#box.className = 'deskbell';
    this.#box.setAttribute('part', 'base');
    try {
      if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } catch {
      const style = document.createElement('style');
      style.nonce = this.nonce || this.getAttribute('nonce') || '';
      style.textContent = css;
      root.append(style);
    }
    root.append(this.#box);
    return this.#box;
  }

  #paint(theme = this.getAttribute('theme')) {
    if (this.#box) this.#box.dataset.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
  }

  /** Attributes and properties set in the same task belong to one start. */
  #restart() {
    if (!this.isConnected || this.#restarting) return;
    this.#restarting = true;
    queueMicrotask(() => {
      this.#restarting = false;
      const values = this.state === 'editing' ? this.#mounted?.values : undefined;
      this.#unmount();
      if (!this.isConnected) return;
      if (values) this.prefill(values);
      void this.#start();
    });
  }

  async #start() {
    const turn = ++this.#turn;
    this.#root.replaceChildren(sketch());
    this.#paint();
    // Until the task is over: frameworks insert first and set properties afterwards.
    await undefined;
    if (turn !== this.#turn) return;
    let bindings, options;
    try {
      options = gather(this, this.#config);
      this.#paint(/** @type {string} */ (options.theme));
      if (!options.proxyUrl) throw new Error('`proxy-url` is missing: the form does not know where to send a request');
    } catch (error) {
      return this.#complain('configuration', error);
    }
    try {
      bindings = await /** @type {typeof DeskbellElement} */ (this.constructor).load();
    } catch (error) {
      if (turn === this.#turn) this.#complain('load', error);
      return;
    }
    if (turn !== this.#turn || !this.isConnected) return;
    try {
      this.#root.replaceChildren();
      this.#mounted = bindings.mount(this.#root, this, options);
      checks.add(this.#check);
    } catch (error) {
      this.#complain('configuration', error);
    }
  }

  #unmount() {
    this.#turn += 1;
    const mounted = this.#mounted;
    this.#mounted = undefined;
    checks.delete(this.#check);
    this.#ready = later();
    try {
      mounted?.unmount();
      mounted?.free();
    } catch {
      // A module that has crashed answers no more; the form is gone anyway.
    }
  }

  /** Tells whoever runs the page, and shows the way out. @param {'configuration' | 'load'} code @param {unknown} error */
  #complain(code, error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`Deskbell: ${message}`, this);
    this.#giveUp(code === 'configuration' ? message : '', code === 'load' ? () => void this.#start() : undefined);
    const detail = { code, status: 0, message, errors: [] };
    this.dispatchEvent(new CustomEvent('deskbell-error', { bubbles: true, composed: true, detail }));
  }

  /** @param {string} reason @param {() => void} [retry] */
  #giveUp(reason, retry) {
    this.#turn += 1;
    this.#mounted = undefined;
    checks.delete(this.#check);
    this.#ready.reject(Object.assign(new Error(reason || 'the form could not be loaded'), { code: 'unavailable' }));
    this.#ready = later();
    /** @type {Record<string, any>} */
    let options = {};
    try {
      options = gather(this, this.#config);
    } catch {
      // That is the reason.
    }
    options.proxyUrl ??= this.getAttribute('proxy-url');
    const href = options.fallbackHref ?? (options.proxyUrl && `${String(options.proxyUrl).replace(/\/+$/, '')}/contact`);
    const text = (/** @type {string} */ key) => String(options.messages?.[key] ?? TEXTS[key]);
    this.#root.replaceChildren(wayOut({ text, href, reason, retry }));
  }
}

for (const [attribute, key] of ATTRIBUTES.filter(([, key]) => key !== 'lang')) {
  Object.defineProperty(DeskbellElement.prototype, key, {
    configurable: true,
    enumerable: true,
    /** @this {HTMLElement} */
    get() {
      return this.getAttribute(attribute);
    },
    /** @this {HTMLElement} @param {unknown} value */
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, String(value));
    },
  });
}

/** @template T @returns {PromiseWithResolvers<T>} */
function later() {
  /** @type {any} */
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
  // Whoever waits gets the reason; if nobody does, it is no news.
  deferred.promise.catch(() => {});
  return deferred;
}
