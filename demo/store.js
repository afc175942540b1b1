// The settings as they are now, and everything that follows them.

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {(settings: Settings, by: string) => void} Listener `by` names the control that has changed them */

export class Store {
  /** @type {Settings} */ #settings;
  /** @type {Listener[]} */ #listeners = [];

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  get settings() {
    return this.#settings;
  }

  /** Calls `listener` now and after each change. @param {Listener} listener */
  follow(listener) {
    this.#listeners.push(listener);
    listener(this.#settings, 'start');
  }

  /** @param {Partial<Settings>} changes @param {string} by */
  change(changes, by) {
    this.#settings = { ...this.#settings, ...changes };
    for (const listener of this.#listeners) listener(this.#settings, by);
  }

  /** Changes one entry of `messages` or `tokens`; without a value it goes. @param {'messages' | 'tokens'} group @param {string} key @param {string} value */
  changeEntry(group, key, value) {
    const { [key]: _, ...others } = this.#settings[group];
    this.change({ [group]: value ? { ...this.#settings[group], [key]: value } : others }, `${group}.${key}`);
  }
}
