// What the tests ask of the sandbox: its tickets, and faults to come.

/** The department and the credentials of the sandbox; they open nothing else. */
export const DEPARTMENT = '1892000000006907';
export const CREDENTIALS = {
  clientId: '1000.DESKBELLSANDBOXCLIENT00000001',
  clientSecret: 'deskbell-sandbox-client-secret-000000000001',
  refreshToken: '1000.deskbell-sandbox-refresh-token-0000001',
  orgId: '60001280952',
};

export class Sandbox {
  #origin;

  constructor(origin) { this.#origin = origin; }

  get origin() { return this.#origin; }

  /** All tickets, newest first. */
  async tickets() { return (await this.#call('GET', 'tickets')).json(); }

  /** The tickets with this subject, newest first. */
  async ticketsAbout(subject) {
    return (await this.tickets()).filter((ticket) => ticket.subject === subject);
  }

  /** Lets something go wrong: `{ fault, count, ms }`. */
  async fault(order) { await this.#call('POST', 'faults', order); }

  async forgetFaults() { await this.#call('DELETE', 'faults'); }

  async #call(method, what, body) {
    const response = await fetch(`${this.#origin}/sandbox/${what}`, {
      method,
      headers: body && { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} /sandbox/${what}: ${response.status} ${await response.text()}`);
    return response;
  }
}
