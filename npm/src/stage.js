// Where the form stands: in the page, or in a dialog that a button opens.
import { makeDialog } from './dialog.js';
import { create, dress } from './dom.js';
import { adopt, makeLauncher } from './launcher.js';
import { direction } from './locale.js';
import { keepKeysIn } from './page.js';

/**
 * @typedef {object} About
 * @property {(key: string) => string} text
 * @property {() => boolean} unsent something would be out of sight that was typed and not sent
 * @property {() => void} closed the dialog has closed
 * @property {() => void} near somebody comes near what opens the dialog
 * @property {(opener?: HTMLElement) => void} press somebody opens it
 */

export class Stage {
  /** Everything that is seen. */
  box;
  /** Where the form stands, in the box or in the dialog: it is moved, never made anew. */
  place = create('div', { class: 'place' });
  /** @type {import('./dialog.js').Dialog | undefined} */ dialog;
  /** @type {HTMLButtonElement | undefined} */ #launcher;
  /** The floating button, or a link, from before the element was there; see loader.js. @type {HTMLElement | null} */ #drawn;
  /** Lets go of the page's own buttons. @type {(() => void) | undefined} */ #release;
  #host;
  #about;

  /** @param {HTMLElement} host @param {About} about */
  constructor(host, about) {
    this.#host = host;
    this.#about = about;
    this.#drawn = host.shadowRoot?.querySelector('[part=launcher]') ?? null;
    this.box = dress(this.#drawn?.parentElement ?? create('div', {}), { class: 'deskbell', part: 'base' });
    this.box.append(this.place);
    keepKeysIn(this.box);
  }

  /**
   * Puts everything where it belongs, and says it in the right language.
   * @param {Record<string, any>} options
   * @param {string} lang
   */
  arrange({ mode, opener, position, theme }, lang) {
    const { box } = this;
    box.dataset.theme = theme === 'light' || theme === 'dark' ? theme : 'auto';
    box.dataset.position = position === 'start' ? position : 'end';
    box.lang = lang;
    box.dir = direction(lang);
    box.classList.toggle('floating', mode === 'launcher');
    this.#letGo();
    if (mode === 'launcher') this.#float(opener);
    else this.#settle();
  }

  /** Nothing of it is left on the page. */
  leave() {
    this.dialog?.close();
    this.#letGo();
  }

  /** @param {string | undefined} opener */
  #float(opener) {
    const { text, unsent, closed, near, press } = this.#about;
    if (!this.dialog) {
      this.dialog = makeDialog(this.place, { text, unsent, closed });
      this.box.append(this.dialog.element);
    }
    this.dialog.label();
    if (opener) {
      (this.#launcher ?? this.#drawn)?.remove();
      this.#release = adopt(this.#host, opener, { near, press });
      return;
    }
    this.#launcher ??= makeLauncher({ near, press }, this.#drawn);
    this.#launcher.lastElementChild?.replaceChildren(text('launcher'));
    if (this.#launcher.parentNode !== this.box) this.#put(this.#launcher);
  }

  /** In place of what is drawn, if that is no button. @param {HTMLButtonElement} launcher */
  #put(launcher) {
    const drawn = this.#drawn;
    const had = drawn?.matches(':focus');
    if (drawn?.parentNode === this.box) drawn.replaceWith(launcher);
    else this.box.prepend(launcher);
    if (had) launcher.focus({ preventScroll: true });
  }

  #settle() {
    this.dialog?.close();
    this.dialog = undefined;
    if (this.box.firstElementChild !== this.place) this.box.replaceChildren(this.place);
  }

  #letGo() {
    this.#release?.();
    this.#release = undefined;
  }
}
