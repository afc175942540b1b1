// Solves what the proxy wants solved before it takes a ticket, by code that is loaded for the kind of it.

/**
 * @typedef {object} Task what one of the files in challenge/ is told
 * @property {HTMLElement} host the element
 * @property {string} base address of the proxy
 * @property {string} [siteKey] of the page's account at a service
 */

/**
 * @typedef {object} Solver what such a file gives
 * @property {() => unknown} begin the visitor has begun to type: get ready
 * @property {() => Promise<string | undefined>} solution one that was not given before; fails, with a `status` where somebody refuses it
 */

/** By the `type` in the form description. @type {Record<string, () => Promise<{ default: (task: Task) => Solver }>>} */
const KINDS = {
  altcha: () => import('./challenge/altcha.js'),
  turnstile: () => import('./challenge/turnstile.js'),
  hcaptcha: () => import('./challenge/hcaptcha.js'),
  recaptcha: () => import('./challenge/recaptcha.js'),
};

export class Challenger {
  #task;
  #described;
  /** @type {Promise<Solver> | undefined} */ #solver;

  /** @param {Task} task @param {{ type: string, siteKey?: string }} [described] */
  constructor(task, described) {
    this.#task = task;
    this.#described = described;
  }

  async begin() {
    (await this.#load())?.begin();
  }

  /** @param {boolean} refused the last one was, or there was none @returns {Promise<string | undefined>} nothing where nothing is wanted */
  async solution(refused) {
    if (refused) await this.#ask();
    return (await this.#load())?.solution();
  }

  /** The operator may want something else solved by now. */
  async #ask() {
    const answer = await fetch(`${this.#task.base}/api/v1/form`, { credentials: 'omit' });
    this.#described = (await answer.json()).challenge;
    this.#solver = undefined;
  }

  #load() {
    const { type = '', siteKey } = this.#described ?? {};
    if (!Object.hasOwn(KINDS, type)) return undefined;
    this.#solver ??= KINDS[type]().then(({ default: solver }) => solver({ ...this.#task, siteKey }));
    this.#solver.catch(() => (this.#solver = undefined));
    return this.#solver;
  }
}
