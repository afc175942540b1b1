// What the proxy may want to know of the visitor beside the ticket: the site's word for who it is, and the solution of a
// challenge. What that takes is loaded only where it is needed.
import { again } from './again.js';
import { baseOf } from './config.js';

/** @typedef {{ challenge?: { type: string, siteKey?: string }, identity?: string }} Described what the form description says of it */

export class Visitor {
  /** @type {Described} */ #described = {};
  /** @type {Promise<import('./challenger.js').Challenger> | undefined} */ #challenger;
  /** Something is shown on the site's word. */ #vouched = false;
  #host;
  #options;

  /** @param {HTMLElement} host @param {() => Record<string, any> | undefined} options what it was told */
  constructor(host, options) {
    this.#host = host;
    this.#options = options;
    host.addEventListener('deskbell-input', () => {
      if (this.#described.challenge) this.#load().then((challenger) => challenger.begin()).catch(() => {});
    });
  }

  /** The form description has come. @param {Described | null} described */
  expect(described) {
    this.#described = described ?? {};
    this.#challenger = undefined;
  }

  get #token() {
    return String(this.#options()?.identity ?? '').trim();
  }

  /** Shows what the proxy will put in the place of what is typed. @param {(values: Record<string, string>) => void} show */
  async vouch(show) {
    const token = this.#token;
    if (!this.#described.identity || !(token || this.#vouched)) return;
    this.#vouched = true;
    const { vouchedFor } = await again('./vouched.js', () => import('./vouched.js'));
    show(vouchedFor(token));
  }

  /** @param {{ setRequestHeader(name: string, value: string): void }} request */
  sign(request) {
    if (this.#token) request.setRequestHeader('Authorization', `Bearer ${this.#token}`);
  }

  /**
   * Those of a ticket.
   * @param {boolean} refused the last solution was, or there was none
   * @returns {Promise<Headers>}
   * @throws where the visitor has to do without a solution, for now
   */
  async headers(refused) {
    const headers = new Headers();
    const solution = (refused || this.#described.challenge) && await this.#solution(refused);
    if (solution) headers.set('Challenge-Solution', solution);
    this.sign({ setRequestHeader: (name, value) => headers.set(name, value) });
    return headers;
  }

  /** @param {boolean} refused */
  async #solution(refused) {
    try {
      return await (await this.#load()).solution(refused);
    } catch (error) {
      // Somebody has said no. What comes of anything else, such as no network, shows with the ticket itself.
      if (/** @type {any} */ (error)?.status) throw error;
      return undefined;
    }
  }

  #load() {
    this.#challenger ??= again('./challenger.js', () => import('./challenger.js')).then(({ Challenger }) => (
      new Challenger({ host: this.#host, base: baseOf(this.#options()) }, this.#described.challenge)
    ));
    this.#challenger.catch(() => (this.#challenger = undefined));
    return this.#challenger;
  }
}
